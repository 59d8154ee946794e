#include "core/tomography/phantom.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace zipml;

TEST_CASE("the phantom's values are those of the modified contrast", "[unit]") {
  const int side = 64;
  const Volume volume = phantom_volume(shepp_logan(), side);
  const VoxelRange range = voxel_range(volume);
  CHECK(range.low == Approx(0).margin(1e-6));
  CHECK(range.high == Approx(1));
  const auto at = [&](double x, double y, double z) {
    const auto place = [&](double value) {
      return static_cast<int>((value + 1) / 2 * side);
    };
    return volume.voxels[static_cast<std::size_t>(
        (place(z) * side + place(y)) * side + place(x))];
  };
  CHECK(at(0, 0, 0) == Approx(0.2f));               // brain
  CHECK(at(0.22, 0, 0) == Approx(0).margin(1e-6));  // a ventricle
  CHECK(at(0, -0.4, -0.15) == Approx(0.3f));        // above: y grows downwards
  CHECK(at(0.95, 0.95, 0) == Approx(0).margin(1e-6));
}

// The line integrals of the grid differ by what a voxel averages away: little,
// and less on a finer grid.
TEST_CASE("projections are those of the phantom itself", "[property]") {
  double before = 1;
  for (const int side : {64, 128}) {
    const ParallelBeam beam{
        .views = 9, .detectors = side, .width = static_cast<double>(side)};
    const std::vector<double> exact =
        phantom_projections(shepp_logan(), beam, side, side / 2, 4);
    const Volume volume = phantom_volume(shepp_logan(), side);
    const std::span<const float> slice = volume.slice(side / 2);
    const std::vector<double> grid =
        project(joseph_matrix(beam, side),
                std::vector<double>(slice.begin(), slice.end()));
    double error = 0, energy = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
      error += (exact[i] - grid[i]) * (exact[i] - grid[i]);
      energy += exact[i] * exact[i];
    }
    const double relative = std::sqrt(error / energy);
    CHECK(relative < 0.05);
    CHECK(relative < 0.75 * before);
    before = relative;
  }
}

TEST_CASE("every view sees the whole mass", "[unit]") {
  // One ellipsoid, off the middle and turned: its area times its density.
  const std::vector<Ellipsoid> one = {{.density = 0.5,
                                       .a = 0.3,
                                       .b = 0.15,
                                       .c = 0.5,
                                       .x = 0.2,
                                       .y = -0.1,
                                       .z = 0,
                                       .turn = 30}};
  const int side = 200;
  const ParallelBeam beam{.views = 6, .detectors = 400, .width = 200};
  const std::vector<double> data =
      phantom_projections(one, beam, side, side / 2);
  const double z = 1.0 / side;  // the slice's middle
  const double cut = 1 - z * z / 0.25;
  const double mass =
      0.5 * std::numbers::pi * 0.3 * 0.15 * cut * (side / 2.0) * (side / 2.0);
  for (int view = 0; view < beam.views; ++view) {
    const auto first = data.begin() + view * beam.detectors;
    const double sum = std::accumulate(first, first + beam.detectors, 0.0) *
                       beam.width / beam.detectors;
    // The rule of midpoints on a curve whose ends are square roots.
    CHECK(sum == Approx(mass).epsilon(0.002));
  }
}
