#include "core/tomography/quality.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

namespace zipml {
namespace {

constexpr double kSigma = 1.5, kK1 = 0.01, kK2 = 0.03;
constexpr int kReach = 5;  // 3.5 sigma, rounded

bool counts(Region region, int y, int x, int height, int width) {
  if (region == Region::kSlice) return true;
  const double radius = std::min(height, width) / 2.0;
  const double dy = y - (height - 1) / 2.0, dx = x - (width - 1) / 2.0;
  return dy * dy + dx * dx <= radius * radius;
}

std::array<double, 2 * kReach + 1> gaussian() {
  std::array<double, 2 * kReach + 1> weights;
  double sum = 0;
  for (int k = -kReach; k <= kReach; ++k) {
    const double weight = std::exp(-0.5 * k * k / (kSigma * kSigma));
    weights[static_cast<std::size_t>(k + kReach)] = weight;
    sum += weight;
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

// Windowed means at the pixels that are kReach from the edge or more; the
// others stay 0.
std::vector<double> smoothed(const std::vector<double>& image, int height,
                             int width) {
  static const auto weights = gaussian();
  const auto at = [width](int y, int x) {
    return static_cast<std::size_t>(y * width + x);
  };
  std::vector<double> rows(image.size()), all(image.size());
  for (int y = 0; y < height; ++y) {
    for (int x = kReach; x < width - kReach; ++x) {
      double sum = 0;
      for (int k = -kReach; k <= kReach; ++k) {
        sum +=
            weights[static_cast<std::size_t>(k + kReach)] * image[at(y, x + k)];
      }
      rows[at(y, x)] = sum;
    }
  }
  for (int y = kReach; y < height - kReach; ++y) {
    for (int x = kReach; x < width - kReach; ++x) {
      double sum = 0;
      for (int k = -kReach; k <= kReach; ++k) {
        sum +=
            weights[static_cast<std::size_t>(k + kReach)] * rows[at(y + k, x)];
      }
      all[at(y, x)] = sum;
    }
  }
  return all;
}

struct Squares {
  double error = 0, truth = 0;
  double count = 0;

  void add(const Squares& other) {
    error += other.error;
    truth += other.truth;
    count += other.count;
  }
};

Squares squares_of(std::span<const float> image, std::span<const float> truth,
                   int height, int width, Region region) {
  Squares sums;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (!counts(region, y, x, height, width)) continue;
      const auto i = static_cast<std::size_t>(y * width + x);
      const double own = truth[i];
      const double apart = image[i] - own;
      sums.error += apart * apart;
      sums.truth += own * own;
      ++sums.count;
    }
  }
  return sums;
}

double psnr_of(const Squares& sums, double range) {
  return 10 * std::log10(range * range * sums.count / sums.error);
}

}  // namespace

double slice_ssim(std::span<const float> image, std::span<const float> truth,
                  int height, int width, double range, Region region) {
  assert(height > 2 * kReach && width > 2 * kReach);
  const std::vector<double> a(image.begin(), image.end());
  const std::vector<double> b(truth.begin(), truth.end());
  std::vector<double> aa(a.size()), bb(a.size()), ab(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    aa[i] = a[i] * a[i];
    bb[i] = b[i] * b[i];
    ab[i] = a[i] * b[i];
  }
  const std::vector<double> mean_a = smoothed(a, height, width);
  const std::vector<double> mean_b = smoothed(b, height, width);
  const std::vector<double> mean_aa = smoothed(aa, height, width);
  const std::vector<double> mean_bb = smoothed(bb, height, width);
  const std::vector<double> mean_ab = smoothed(ab, height, width);
  const double c1 = kK1 * range * kK1 * range, c2 = kK2 * range * kK2 * range;
  double sum = 0;
  int count = 0;
  for (int y = kReach; y < height - kReach; ++y) {
    for (int x = kReach; x < width - kReach; ++x) {
      if (!counts(region, y, x, height, width)) continue;
      const auto i = static_cast<std::size_t>(y * width + x);
      const double ma = mean_a[i], mb = mean_b[i];
      const double va = mean_aa[i] - ma * ma, vb = mean_bb[i] - mb * mb;
      const double cov = mean_ab[i] - ma * mb;
      sum += (2 * ma * mb + c1) * (2 * cov + c2) /
             ((ma * ma + mb * mb + c1) * (va + vb + c2));
      ++count;
    }
  }
  return sum / count;
}

Quality quality_of(const Volume& reconstruction, const Volume& truth,
                   double range, Region region, Similarity similarity) {
  assert(reconstruction.voxels.size() == truth.voxels.size());
  Quality quality;
  Squares all;
  double psnr = 0, ssim = 0;
  int finite = 0;
  for (int z = 0; z < truth.depth; ++z) {
    const Squares own = squares_of(reconstruction.slice(z), truth.slice(z),
                                   truth.height, truth.width, region);
    all.add(own);
    if (own.error > 0) {
      psnr += psnr_of(own, range);
      ++finite;
    }
    if (similarity == Similarity::kNo) continue;
    ssim += slice_ssim(reconstruction.slice(z), truth.slice(z), truth.height,
                       truth.width, range, region);
  }
  quality.psnr = psnr_of(all, range);
  quality.mean_slice_psnr =
      finite > 0 ? psnr / finite : std::numeric_limits<double>::infinity();
  quality.ssim = ssim / truth.depth;
  quality.relative_error = std::sqrt(all.error / all.truth);
  return quality;
}

}  // namespace zipml
