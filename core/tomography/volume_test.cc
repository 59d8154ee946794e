#include "core/tomography/volume.h"

#include <catch.h>

#include "core/base/random.h"

using namespace zipml;

TEST_CASE("a resampled volume keeps its means", "[unit]") {
  RandomStream stream({.seed = 71});
  Volume volume(6, 6, 6);
  for (float& value : volume.voxels) {
    value = static_cast<float>(stream.uniform());
  }
  // Half the size: the mean of eight.
  const Volume half = resampled_to_cube(volume, 3);
  for (int z = 0; z < 3; ++z) {
    for (int y = 0; y < 3; ++y) {
      for (int x = 0; x < 3; ++x) {
        double sum = 0;
        for (int k = 0; k < 8; ++k) {
          sum += volume.voxels[static_cast<std::size_t>(
              ((2 * z + k / 4) * 6 + 2 * y + k / 2 % 2) * 6 + 2 * x + k % 2)];
        }
        CHECK(half.voxels[static_cast<std::size_t>((z * 3 + y) * 3 + x)] ==
              Approx(sum / 8).epsilon(1e-6));
      }
    }
  }
  // The same size, and any other: the same mean.
  const Volume same = resampled_to_cube(volume, 6);
  double mean = 0, other = 0;
  for (std::size_t i = 0; i < volume.voxels.size(); ++i) {
    CHECK(same.voxels[i] == Approx(volume.voxels[i]).epsilon(1e-6));
    mean += volume.voxels[i] / 216.0;
  }
  const Volume odd = resampled_to_cube(volume, 4);
  for (const float value : odd.voxels) other += value / 64.0;
  CHECK(other == Approx(mean).epsilon(1e-6));
}

TEST_CASE("a volume that is no cube is padded with its least voxel", "[unit]") {
  Volume flat(2, 4, 4);
  for (float& value : flat.voxels) value = 5;
  flat.voxels[0] = -1;
  const Volume cube = resampled_to_cube(flat, 4);
  CHECK(cube.voxels.front() == -1);  // padding before
  CHECK(cube.voxels.back() == -1);   // and after
  CHECK(cube.slice(1)[0] == -1);     // the volume's own
  CHECK(cube.slice(1)[1] == 5);
  CHECK(cube.slice(2)[15] == 5);
  CHECK(voxel_range(cube).size() == 6);
  CHECK(voxel_range(Volume()).size() == 0);
}
