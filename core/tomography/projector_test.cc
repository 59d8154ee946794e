#include "core/tomography/projector.h"

#include <catch.h>

#include <cmath>

#include "core/base/random.h"

using namespace zipml;

namespace {

// Joseph's rule written out for one ray: the image, linear between pixel
// centres along y (or x), at every column (or row).
double plain_ray(const std::vector<double>& image, int side, double angle,
                 double offset) {
  const double c = std::cos(angle), s = std::sin(angle);
  const double middle = (side - 1) / 2.0;
  const bool along_x = std::abs(s) >= std::abs(c);
  const auto pixel = [&](int y, int x) {
    const bool inside = y >= 0 && y < side && x >= 0 && x < side;
    return inside ? image[static_cast<std::size_t>(y * side + x)] : 0.0;
  };
  double sum = 0;
  for (int i = 0; i < side; ++i) {
    const double place = i - middle;
    const double at =
        along_x ? (offset - place * c) / s : (offset - place * s) / c;
    const double in_pixels = at + middle;
    const int below = static_cast<int>(std::floor(in_pixels));
    const double f = in_pixels - below;
    sum += along_x ? (1 - f) * pixel(below, i) + f * pixel(below + 1, i)
                   : (1 - f) * pixel(i, below) + f * pixel(i, below + 1);
  }
  return sum / std::max(std::abs(s), std::abs(c));
}

}  // namespace

TEST_CASE("the matrix is Joseph's rule", "[unit]") {
  constexpr int kSide = 16;
  RandomStream stream({.seed = 61});
  std::vector<double> image(kSide * kSide);
  for (double& value : image) value = stream.uniform();
  for (const ParallelBeam& beam :
       {ParallelBeam{.views = 12, .detectors = 16, .width = 16},
        ParallelBeam{.views = 7, .detectors = 9, .width = 24}}) {
    const SparseMatrix matrix = joseph_matrix(beam, kSide);
    REQUIRE(matrix.rows() == beam.rays());
    const std::vector<double> data = project(matrix, image);
    for (int view = 0; view < beam.views; ++view) {
      for (int detector = 0; detector < beam.detectors; ++detector) {
        const auto ray =
            static_cast<std::size_t>(view * beam.detectors + detector);
        // 32 values that are rounded to floats.
        CHECK(data[ray] == Approx(plain_ray(image, kSide, beam.angle(view),
                                            beam.offset(detector)))
                               .margin(32 * 0x1p-23));
      }
    }
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
      const auto columns = matrix.row_columns(row);
      for (std::size_t i = 1; i < columns.size(); ++i) {
        CHECK(columns[i - 1] < columns[i]);
      }
    }
  }
}

TEST_CASE("the transpose is exact", "[property]") {
  const SparseMatrix matrix =
      joseph_matrix({.views = 32, .detectors = 32, .width = 32}, 32);
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CHECK(adjoint_error(matrix, seed) < 1e-12);
  }
  // Entry by entry: A^T of a unit vector is a row of A.
  std::vector<double> unit(matrix.rows());
  unit[200] = 1;
  const std::vector<double> back = back_project(matrix, unit);
  for (std::size_t i = 0; i < matrix.row_size(200); ++i) {
    CHECK(back[matrix.row_columns(200)[i]] == matrix.row_values(200)[i]);
  }
}

TEST_CASE("a ray through a uniform square measures its length", "[unit]") {
  constexpr int kSide = 64;
  const SparseMatrix matrix =
      joseph_matrix({.views = 8, .detectors = 1, .width = 1}, kSide);
  const std::vector<double> data =
      project(matrix, std::vector<double>(kSide * kSide, 1.0));
  for (int view = 0; view < 8; ++view) {
    const double angle = std::numbers::pi * view / 8;
    const double length =
        kSide / std::max(std::abs(std::cos(angle)), std::abs(std::sin(angle)));
    // Where it leaves through a side, up to the interpolation of one pixel.
    CHECK(data[static_cast<std::size_t>(view)] == Approx(length).margin(1.5));
  }
}
