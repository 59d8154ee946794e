#include "experiments/variance_bounds/instance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace zipml::variance_bounds {
namespace {

// "(0.5, 0, 0)", "(1, 0 (99 times))".
std::string vector_text(const Eigen::VectorXd& v) {
  constexpr int kShown = 8;
  std::string text;
  int shown = 0;
  for (Eigen::Index i = 0; i < v.size();) {
    Eigen::Index end = i + 1;
    while (end < v.size() && v(end) == v(i)) ++end;
    if (++shown > kShown) {
      text += fmt::format(", ... {} more", v.size() - i);
      break;
    }
    text += fmt::format("{}{:.4g}", i == 0 ? "" : ", ", v(i) + 0.0);  // no "-0"
    if (end - i > 3) {
      text += fmt::format(" ({} times)", end - i);
    } else {
      end = i + 1;
    }
    i = end;
  }
  return "(" + text + ")";
}

}  // namespace

std::string sample_scaling_name(SampleScaling scaling) {
  return scaling == SampleScaling::kRow ? "row" : "column";
}

double Instance::s() const {
  return convention == LevelConvention::kPerSign ? intervals() / 2.0
                                                 : intervals();
}

Eigen::VectorXd Instance::sample_scales(Eigen::Index k) const {
  if (scaling == SampleScaling::kColumn) return scales;
  return Eigen::VectorXd::Constant(features(), samples.row(k).norm());
}

double Instance::residual(Eigen::Index k) const {
  return samples.row(k).dot(model) - labels(k);
}

Eigen::VectorXd Instance::sample_variances(Eigen::Index k) const {
  return rounding_variances(sample(k), sample_scales(k), intervals());
}

Eigen::VectorXd Instance::model_variances() const {
  return row_scaled_variances(model, intervals());
}

Eigen::MatrixXd Instance::full_gradients() const {
  return (samples * model - labels).asDiagonal() * samples;
}

double Instance::full_second_moment() const {
  return full_gradients().rowwise().squaredNorm().mean();
}

double Instance::full_variance() const {
  if (samples.rows() == 1) return 0;
  const Eigen::MatrixXd gradients = full_gradients();
  const Eigen::RowVectorXd mean = gradients.colwise().mean();
  return (gradients.rowwise() - mean).rowwise().squaredNorm().mean();
}

GradientTerms Instance::terms() const {
  GradientTerms t;
  t.features = features();
  t.s = s();
  t.intervals = intervals();
  t.model_norm = model.norm();
  t.smallest_norm = samples.rowwise().norm().minCoeff();
  t.largest_norm = samples.rowwise().norm().maxCoeff();
  const Eigen::Index count = samples.rows();
  for (Eigen::Index k = 0; k < count; ++k) {
    const Eigen::VectorXd own = sample_scales(k);
    t.largest_scale = std::max(t.largest_scale, own.maxCoeff());
    t.largest_r = std::max(t.largest_r, printed_r(sample(k), own, t.s));
    t.total_variance = std::max(
        t.total_variance,
        total_variance_bound(samples.row(k).norm(), own.norm(), t.intervals));
  }
  t.squared_residual =
      (samples * model - labels).squaredNorm() / static_cast<double>(count);
  t.full_second_moment = full_second_moment();
  t.full_variance = full_variance();
  return t;
}

std::string Instance::text(Parts parts) const {
  std::string text = fmt::format("n = {}, s = {:.4g}", features(), s());
  if (scaling == SampleScaling::kColumn) text += ", M = " + vector_text(scales);
  for (Eigen::Index k = 0; k < samples.rows(); ++k) {
    const std::string number = samples.rows() == 1 ? "" : std::to_string(k + 1);
    text += fmt::format(", a{} = {}", number, vector_text(sample(k)));
    if (parts == Parts::kAll) {
      text += fmt::format(", b{} = {:.4g}", number, labels(k) + 0.0);
    }
  }
  if (parts == Parts::kAll) text += ", x = " + vector_text(model);
  return text;
}

Eigen::VectorXd rounding_variances(const Eigen::VectorXd& v,
                                   const Eigen::VectorXd& scales,
                                   int intervals) {
  Eigen::VectorXd variances = Eigen::VectorXd::Zero(v.size());
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    const double step = 2 * scales(i) / intervals;
    if (step == 0) continue;
    const double place = (v(i) + scales(i)) / step;
    const double up = place - std::floor(place);
    // On a level, up to the rounding of `place`.
    constexpr double kOnLevel = 1e-12;
    const double product = up * (1 - up);
    if (product > kOnLevel * intervals) variances(i) = step * step * product;
  }
  return variances;
}

Eigen::VectorXd row_scaled_variances(const Eigen::VectorXd& v, int intervals) {
  return rounding_variances(v, Eigen::VectorXd::Constant(v.size(), v.norm()),
                            intervals);
}

}  // namespace zipml::variance_bounds
