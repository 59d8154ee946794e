#include "experiments/variance_bounds/measurement.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zipml::variance_bounds {
namespace {

// What the floats of core/ may be off in a measured mean: some ten roundings of
// the scales in a drawn vector, and of the terms of the prediction in a
// gradient (1e-6 of them), squared with what they are added to.
double float_error(Quantity quantity, const Instance& instance, double exact) {
  constexpr double kRoundings = 1e-6;
  double vector = 0, gradient = 0;
  for (Eigen::Index k = 0; k < instance.samples.rows(); ++k) {
    const double size = instance.sample_scales(k).norm();
    vector = std::max(vector, kRoundings * size);
    gradient = std::max(gradient, kRoundings * size *
                                      (size * instance.model.norm() +
                                       std::abs(instance.labels(k))));
  }
  if (quantity == Quantity::kProjection) return vector * instance.model.norm();
  if (quantity == Quantity::kNonzeros) return kRoundings * exact;
  const double error = is_of_vector(quantity) ? vector : gradient;
  return 2 * std::sqrt(std::abs(exact)) * error + error * error;
}

Eigen::VectorXd gaussian(Eigen::Index n, RandomStream& stream) {
  Eigen::VectorXd v(n);
  for (double& value : v) value = stream.normal();
  return v;
}

}  // namespace

std::vector<int> integers(const Record& parameters, const char* name) {
  const std::vector<std::int64_t> wide = parameters.integers(name);
  return {wide.begin(), wide.end()};
}

StreamKey key_of(const Cell& cell, Purpose purpose, std::uint64_t step) {
  return {.seed = cell.seed,
          .purpose = purpose,
          .repetition = static_cast<std::uint64_t>(cell.repetition),
          .step = step};
}

Instance gaussian_instance(Eigen::Index n, int bits, LevelConvention convention,
                           RandomStream& stream) {
  Instance instance;
  instance.bits = bits;
  instance.convention = convention;
  instance.samples = gaussian(n, stream).normalized().transpose();
  instance.model = gaussian(n, stream).normalized();
  instance.labels =
      Eigen::VectorXd::Constant(1, instance.sample(0).dot(instance.model) - 1);
  return instance;
}

double score(Quantity quantity, const Instance& instance,
             const RunningStatistics& measured, double exact) {
  const double away = measured.mean() - exact;
  const double left = std::abs(away) - float_error(quantity, instance, exact);
  if (left <= 0) return 0;
  if (measured.standard_error() == 0) {
    return std::copysign(std::numeric_limits<double>::infinity(), away);
  }
  return std::copysign(left, away) / measured.standard_error();
}

}  // namespace zipml::variance_bounds
