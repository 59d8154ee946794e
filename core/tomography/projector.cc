#include "core/tomography/projector.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "core/base/random.h"

namespace zipml {
namespace {

// Adds the values of one ray.
class RayWriter {
 public:
  RayWriter(int side, SparseMatrix& matrix) : side_(side), matrix_(matrix) {}

  // The line x cos + y sin = offset. Its pixels in the order of their numbers.
  void add(double cosine, double sine, double offset) {
    const bool along_x = std::abs(sine) >= std::abs(cosine);
    const double across = along_x ? sine : cosine;
    const double along = along_x ? cosine : sine;
    const double middle = (side_ - 1) / 2.0;
    const double length = 1 / std::abs(across);
    pixels_.clear();
    for (int i = 0; i < side_; ++i) {
      // Where the ray crosses column (or row) i, in pixels from the first.
      const double at = (offset - (i - middle) * along) / across + middle;
      const double below = std::floor(at);
      const double fraction = at - below;
      const int k = static_cast<int>(below);
      put(along_x, i, k, (1 - fraction) * length);
      put(along_x, i, k + 1, fraction * length);
    }
    std::sort(pixels_.begin(), pixels_.end());
    for (const auto& [pixel, value] : pixels_) {
      matrix_.column.push_back(pixel);
      matrix_.value.push_back(value);
    }
    matrix_.begin.push_back(matrix_.value.size());
  }

 private:
  void put(bool along_x, int i, int k, double value) {
    if (k < 0 || k >= side_ || value == 0) return;
    const int pixel = along_x ? k * side_ + i : i * side_ + k;
    pixels_.emplace_back(static_cast<std::uint32_t>(pixel),
                         static_cast<float>(value));
  }

  int side_;
  SparseMatrix& matrix_;
  std::vector<std::pair<std::uint32_t, float>> pixels_;
};

double norm(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value * value;
  return std::sqrt(sum);
}

double inner(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

SparseMatrix joseph_matrix(const ParallelBeam& beam, int side) {
  SparseMatrix matrix;
  matrix.columns =
      static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
  matrix.begin.reserve(beam.rays() + 1);
  RayWriter writer(side, matrix);
  for (int view = 0; view < beam.views; ++view) {
    const double cosine = std::cos(beam.angle(view));
    const double sine = std::sin(beam.angle(view));
    for (int detector = 0; detector < beam.detectors; ++detector) {
      writer.add(cosine, sine, beam.offset(detector));
    }
  }
  return matrix;
}

std::vector<double> project(const SparseMatrix& matrix,
                            std::span<const double> image) {
  assert(image.size() == matrix.columns);
  std::vector<double> data(matrix.rows());
  for (std::size_t row = 0; row < data.size(); ++row) {
    double sum = 0;
    for (std::size_t i = matrix.begin[row]; i < matrix.begin[row + 1]; ++i) {
      sum += static_cast<double>(matrix.value[i]) * image[matrix.column[i]];
    }
    data[row] = sum;
  }
  return data;
}

std::vector<double> back_project(const SparseMatrix& matrix,
                                 std::span<const double> data) {
  assert(data.size() == matrix.rows());
  std::vector<double> image(matrix.columns);
  for (std::size_t row = 0; row < data.size(); ++row) {
    for (std::size_t i = matrix.begin[row]; i < matrix.begin[row + 1]; ++i) {
      image[matrix.column[i]] +=
          static_cast<double>(matrix.value[i]) * data[row];
    }
  }
  return image;
}

double adjoint_error(const SparseMatrix& matrix, std::uint64_t seed) {
  RandomStream stream({.seed = seed, .purpose = Purpose::kMonteCarlo});
  std::vector<double> image(matrix.columns), data(matrix.rows());
  for (double& value : image) value = stream.normal();
  for (double& value : data) value = stream.normal();
  const std::vector<double> projected = project(matrix, image);
  const std::vector<double> back = back_project(matrix, data);
  return std::abs(inner(projected, data) - inner(image, back)) /
         (norm(projected) * norm(data));
}

}  // namespace zipml
