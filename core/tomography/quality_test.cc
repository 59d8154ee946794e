#include "core/tomography/quality.h"

#include <catch.h>

#include <cmath>
#include <functional>

using namespace zipml;

namespace {

constexpr int kHeight = 32, kWidth = 40;

Volume slice_of(const std::function<double(int, int)>& value) {
  Volume volume(1, kHeight, kWidth);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      volume.voxels[static_cast<std::size_t>(y * kWidth + x)] =
          static_cast<float>(value(y, x));
    }
  }
  return volume;
}

double steps(int y, int x) { return (7 * y + 3 * x) % 17 / 16.0; }
double waves(int y, int x) {
  return std::abs(std::sin(y / 5.0)) * std::pow(std::cos(x / 7.0), 2);
}

}  // namespace

// Values of scikit-image 0.19.3: structural_similarity(truth, image,
// data_range=range, gaussian_weights=True, sigma=1.5,
// use_sample_covariance=False) and peak_signal_noise_ratio.
TEST_CASE("PSNR and SSIM are those of scikit-image", "[unit]") {
  struct Case {
    Volume truth, image;
    double range, ssim, psnr;
  };
  const std::vector<Case> cases = {
      {slice_of(steps), slice_of([](int y, int x) {
         return steps(y, x) + (y * x % 5 - 2) / 50.0;
       }),
       1, 0.9951527438748244, 30.109952692042413},
      {slice_of(waves),
       slice_of([](int y, int x) { return waves(y, x) * 0.9 + 0.02; }), 1,
       0.9748455636143408, 30.47067242670245},
      {slice_of(waves), slice_of([](int y, int x) {
         const int from = (x + kWidth - 2) % kWidth;
         return waves(y, from) * 0.9 + 0.02;
       }),
       0.5, 0.6567267809822165, 10.326011458810742}};
  for (const Case& own : cases) {
    const Quality quality =
        quality_of(own.image, own.truth, own.range, Region::kSlice);
    // scikit-image was given the same floats.
    CHECK(quality.ssim == Approx(own.ssim).epsilon(1e-9));
    CHECK(quality.psnr == Approx(own.psnr).epsilon(1e-9));
    CHECK(quality.mean_slice_psnr == quality.psnr);
  }
}

TEST_CASE("a reconstruction that is the truth is perfect", "[unit]") {
  const Volume truth = slice_of(waves);
  const Quality quality = quality_of(truth, truth, 1, Region::kSlice);
  CHECK(std::isinf(quality.psnr));
  CHECK(std::isinf(quality.mean_slice_psnr));
  CHECK(quality.ssim == Approx(1));
  CHECK(quality.relative_error == 0);
}

TEST_CASE("only what lies in the circle counts there", "[unit]") {
  const Volume truth = slice_of(waves);
  Volume corner = truth;
  corner.voxels[0] += 1;
  CHECK(std::isinf(quality_of(corner, truth, 1, Region::kCircle).psnr));
  CHECK(!std::isinf(quality_of(corner, truth, 1, Region::kSlice).psnr));
  // Over two slices: the mean of both errors, and of each slice's PSNR.
  Volume two(2, kHeight, kWidth), other(2, kHeight, kWidth);
  other.voxels[100] = 0.5f;
  other.voxels[two.slice_size() + 200] = 0.25f;
  const Quality quality = quality_of(other, two, 1, Region::kSlice);
  const double n = static_cast<double>(two.slice_size());
  CHECK(quality.psnr == Approx(10 * std::log10(2 * n / (0.25 + 0.0625))));
  CHECK(quality.mean_slice_psnr ==
        Approx(5 * (std::log10(n / 0.25) + std::log10(n / 0.0625))));
}
