// Rays through a slice: the matrix A of parallel-beam tomography.
#pragma once

#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

#include "core/data/sparse_matrix.h"

namespace zipml {

// `views` directions at equal angles over half a turn, each with `detectors`
// parallel rays at equal distances across `width` (in pixels), about the middle
// of the slice. Ray r = view * detectors + detector is the line
//   x cos(angle) + y sin(angle) = offset.
struct ParallelBeam {
  int views = 0;
  int detectors = 0;
  double width = 0;

  std::size_t rays() const {
    return static_cast<std::size_t>(views) *
           static_cast<std::size_t>(detectors);
  }
  double angle(int view) const { return std::numbers::pi * view / views; }
  // Of the middle of a detector.
  double offset(int detector) const {
    return ((detector + 0.5) / detectors - 0.5) * width;
  }
};

// The line integrals of an image of side x side pixels by Joseph's rule
// (Joseph 1982): along the axis that a ray is nearer to, one sample a row or
// column of pixels, linear between the two pixel centres beside it, times the
// length of the ray between two samples. Pixels outside are 0. A row a ray, a
// column a pixel (y * side + x). Values are floats: everything else, the
// transpose too, is exact with them.
SparseMatrix joseph_matrix(const ParallelBeam& beam, int side);

// A x and A^T y in double precision, by the same numbers in the same order.
std::vector<double> project(const SparseMatrix& matrix,
                            std::span<const double> image);
std::vector<double> back_project(const SparseMatrix& matrix,
                                 std::span<const double> data);

// |<A x, y> - <x, A^T y>| / (||A x|| ||y||) for random normal x and y of a
// seed: what the two have of each other's rounding.
double adjoint_error(const SparseMatrix& matrix, std::uint64_t seed);

}  // namespace zipml
