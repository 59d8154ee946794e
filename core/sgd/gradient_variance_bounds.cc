#include "core/sgd/gradient_variance_bounds.h"

#include <algorithm>
#include <cmath>

namespace zipml {
namespace {

double square(double x) { return x * x; }

double sample_variance(const Eigen::VectorXd& sample, double residual,
                       const Eigen::VectorXd& variances,
                       const Eigen::VectorXd& model) {
  const double trace = variances.sum();
  const double squares = model.cwiseAbs2().norm();
  return trace *
         (trace * squares + square(residual) + squares * sample.squaredNorm());
}

}  // namespace

double printed_row_variance(Eigen::Index features, double s) {
  const auto n = static_cast<double>(features);
  return std::min(n / (s * s), std::sqrt(n) / s);
}

double total_variance_bound(double norm, double scale_norm, int intervals) {
  // Half of the longest diagonal of a cell.
  const double half = scale_norm / intervals;
  return intervals % 2 == 1 || norm >= half ? square(half)
                                            : 2 * half * norm - square(norm);
}

double row_variance_bound(Eigen::Index features, int intervals) {
  return total_variance_bound(1, std::sqrt(static_cast<double>(features)),
                              intervals);
}

double printed_nonzeros(Eigen::Index features, double s) {
  return s * s + std::sqrt(static_cast<double>(features));
}

double nonzeros_bound(Eigen::Index features, double s, double relative_norm) {
  const auto n = static_cast<double>(features);
  return std::min(n, s * std::sqrt(n) * relative_norm);
}

double printed_r(const Eigen::VectorXd& v, const Eigen::VectorXd& scales,
                 double s) {
  double sum = 0;
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    if (scales(i) == 0) continue;
    const double place = s * std::abs(v(i)) / scales(i);
    sum += place - std::floor(place);
  }
  return 1 + sum / (s * s);
}

double second_moment_bound(double norm, double scale_norm, int intervals) {
  return square(norm) + total_variance_bound(norm, scale_norm, intervals);
}

double printed_double_sampling_variance(const Eigen::VectorXd& sample,
                                        const Eigen::VectorXd& variances,
                                        const Eigen::VectorXd& model) {
  return sample_variance(sample, sample.dot(model), variances, model);
}

double double_sampling_variance_bound(const Eigen::VectorXd& sample,
                                      double label,
                                      const Eigen::VectorXd& variances,
                                      const Eigen::VectorXd& model) {
  return sample_variance(sample, sample.dot(model) - label, variances, model);
}

double printed_double_sampling_moment(const GradientTerms& t) {
  return t.largest_r * square(t.largest_scale) *
         (t.full_second_moment / square(t.smallest_norm) +
          square(t.largest_norm * t.model_norm / t.s));
}

double double_sampling_moment_bound(const GradientTerms& t) {
  return t.full_second_moment + t.total_variance * t.squared_residual +
         (square(t.largest_norm) + t.total_variance) *
             square(t.largest_scale * t.model_norm / t.intervals);
}

double printed_double_sampling_noise(const GradientTerms& t) {
  return t.full_variance - t.full_second_moment +
         printed_double_sampling_moment(t);
}

double double_sampling_noise_bound(const GradientTerms& t) {
  return t.full_variance - t.full_second_moment +
         double_sampling_moment_bound(t);
}

double printed_model_moment(const GradientTerms& t) {
  return t.full_second_moment +
         square(square(t.largest_norm) * t.model_norm / t.s);
}

double model_moment_bound(const GradientTerms& t) {
  return t.full_second_moment +
         square(square(t.largest_norm) * t.model_norm / t.intervals);
}

double printed_gradient_moment(const GradientTerms& t) {
  return (1 + printed_row_variance(t.features, t.s)) * t.full_second_moment;
}

double gradient_moment_bound(const GradientTerms& t) {
  return (1 + row_variance_bound(t.features, t.intervals)) *
         t.full_second_moment;
}

double printed_end_to_end_moment(const GradientTerms& t) {
  const double resolution = square(t.model_norm / t.s);
  const double r = t.largest_r;
  return (1 + printed_row_variance(t.features, t.s)) *
         (r * t.largest_scale * (t.full_second_moment + resolution) +
          square(r * t.largest_scale) * resolution);
}

double end_to_end_moment_bound(const GradientTerms& t) {
  const double second = square(t.largest_norm) + t.total_variance;
  return (1 + row_variance_bound(t.features, t.intervals)) *
         (t.full_second_moment + t.total_variance * t.squared_residual +
          second * (square(t.largest_scale) + second) *
              square(t.model_norm / t.intervals));
}

double printed_end_to_end_noise(const GradientTerms& t) {
  return t.full_variance + printed_end_to_end_moment(t);
}

double end_to_end_noise_bound(const GradientTerms& t) {
  return t.full_variance - t.full_second_moment + end_to_end_moment_bound(t);
}

}  // namespace zipml
