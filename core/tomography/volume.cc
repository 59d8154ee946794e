#include "core/tomography/volume.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace zipml {
namespace {

// What a new place along an axis takes of the old ones: a share each.
struct Cover {
  int first = 0;
  std::vector<double> shares = {};
};

// `old_size` places of this spacing, in the middle of the length `whole`, are
// seen as `side` new ones. Places before 0 and from old_size on are outside.
std::vector<Cover> covers(int old_size, double spacing, double whole,
                          int side) {
  std::vector<Cover> all;
  const double offset = (whole / spacing - old_size) / 2;
  const double step = whole / spacing / side;
  for (int i = 0; i < side; ++i) {
    const double from = i * step - offset, to = (i + 1) * step - offset;
    Cover own{.first = static_cast<int>(std::floor(from))};
    for (int k = own.first; k < to; ++k) {
      const double share =
          (std::min(to, k + 1.0) - std::max(from, static_cast<double>(k))) /
          step;
      own.shares.push_back(std::max(share, 0.0));
    }
    all.push_back(std::move(own));
  }
  return all;
}

}  // namespace

VoxelRange voxel_range(const Volume& volume) {
  if (volume.voxels.empty()) return {};
  const auto [low, high] =
      std::minmax_element(volume.voxels.begin(), volume.voxels.end());
  return {*low, *high};
}

Volume resampled_to_cube(const Volume& volume, int side,
                         const VoxelSpacing& spacing) {
  assert(side >= 1);
  const std::array<double, 3> spacings = {spacing.depth, spacing.height,
                                          spacing.width};
  const double whole =
      std::max({volume.depth * spacing.depth, volume.height * spacing.height,
                volume.width * spacing.width});
  const auto outside = static_cast<float>(voxel_range(volume).low);
  // One axis after the other.
  std::array<int, 3> sizes = {volume.depth, volume.height, volume.width};
  std::vector<float> values = volume.voxels;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const std::vector<Cover> all =
        covers(sizes[axis], spacings[axis], whole, side);
    std::size_t before = 1, after = 1;
    for (std::size_t k = 0; k < axis; ++k) {
      before *= static_cast<std::size_t>(sizes[k]);
    }
    for (std::size_t k = axis + 1; k < 3; ++k) {
      after *= static_cast<std::size_t>(sizes[k]);
    }
    std::vector<float> next(before * static_cast<std::size_t>(side) * after);
    for (std::size_t b = 0; b < before; ++b) {
      for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t a = 0; a < after; ++a) {
          double sum = 0;
          for (std::size_t k = 0; k < all[i].shares.size(); ++k) {
            const int old = all[i].first + static_cast<int>(k);
            const bool inside = old >= 0 && old < sizes[axis];
            const float value =
                inside ? values[(b * static_cast<std::size_t>(sizes[axis]) +
                                 static_cast<std::size_t>(old)) *
                                    after +
                                a]
                       : outside;
            sum += all[i].shares[k] * static_cast<double>(value);
          }
          next[(b * static_cast<std::size_t>(side) + i) * after + a] =
              static_cast<float>(sum);
        }
      }
    }
    sizes[axis] = side;
    values = std::move(next);
  }
  Volume cube(side, side, side);
  cube.voxels = std::move(values);
  return cube;
}

}  // namespace zipml
