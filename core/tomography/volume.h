// A volume as slices, and projections of it.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace zipml {

// Voxel (z, y, x) at (z * height + y) * width + x. Slice z is an image whose
// pixels have the side 1 and whose middle is the origin: pixel (y, x) is the
// square about (x - (width - 1) / 2, y - (height - 1) / 2).
struct Volume {
  int depth = 0, height = 0, width = 0;
  std::vector<float> voxels = {};

  Volume() = default;
  Volume(int slices, int rows, int columns)
      : depth(slices),
        height(rows),
        width(columns),
        voxels(static_cast<std::size_t>(slices) *
               static_cast<std::size_t>(rows) *
               static_cast<std::size_t>(columns)) {}

  std::size_t slice_size() const {
    return static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
  }
  std::span<float> slice(int z) {
    return std::span(voxels).subspan(static_cast<std::size_t>(z) * slice_size(),
                                     slice_size());
  }
  std::span<const float> slice(int z) const {
    return std::span(voxels).subspan(static_cast<std::size_t>(z) * slice_size(),
                                     slice_size());
  }
};

// Least and greatest voxel; both 0 of no voxels.
struct VoxelRange {
  double low = 0, high = 0;
  double size() const { return high - low; }
};
VoxelRange voxel_range(const Volume& volume);

// Side of a voxel along each axis, in any unit.
struct VoxelSpacing {
  double depth = 1, height = 1, width = 1;
};

// The volume as a cube of side^3 voxels: every new voxel is the mean of what it
// covers of the old ones (box filter), the shorter sides being padded with the
// least voxel.
Volume resampled_to_cube(const Volume& volume, int side,
                         const VoxelSpacing& spacing = {});

}  // namespace zipml
