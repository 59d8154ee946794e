#include "core/base/significance.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace zipml {
namespace {

constexpr double kConfidence = 0.95;
// Of limits that were computed and stored as doubles.
constexpr double kSymmetric = 1e-6;

double width(const Estimate& estimate) { return estimate.high - estimate.low; }

bool has_finite_interval(const Estimate& estimate) {
  return estimate.n >= 2 && std::isfinite(estimate.mean) &&
         std::isfinite(width(estimate));
}

bool is_symmetric(const Estimate& estimate) {
  const double middle = estimate.low + width(estimate) / 2;
  return std::abs(middle - estimate.mean) <= kSymmetric * width(estimate);
}

bool is_geometric(MeanKind kind) { return kind != MeanKind::kPlain; }

double shift_of(MeanKind kind) {
  return kind == MeanKind::kGeometricMinusOne ? 1 : 0;
}

double to_scale(double value, MeanKind kind) {
  return is_geometric(kind) ? std::log(shift_of(kind) + value) : value;
}

double from_scale(double value, MeanKind kind) {
  return is_geometric(kind) ? std::exp(value) - shift_of(kind) : value;
}

Estimate to_scale(const Estimate& estimate, MeanKind kind) {
  return {to_scale(estimate.mean, kind), to_scale(estimate.low, kind),
          to_scale(estimate.high, kind), estimate.n};
}

std::vector<double> to_scale(std::span<const double> values, MeanKind kind) {
  std::vector<double> scaled;
  for (const double value : values) scaled.push_back(to_scale(value, kind));
  return scaled;
}

// Whether its limits are symmetric there. Those of one without width always
// are.
bool is_symmetric_in(const Estimate& estimate, MeanKind kind) {
  if (is_geometric(kind) && !(shift_of(kind) + estimate.low > 0)) return false;
  return is_symmetric(to_scale(estimate, kind));
}

// Of both: by their limits; else plain.
MeanKind kind_of(const Estimate& first, const Estimate& second) {
  for (const MeanKind kind :
       {MeanKind::kPlain, MeanKind::kGeometric, MeanKind::kGeometricMinusOne}) {
    if (is_symmetric_in(first, kind) && is_symmetric_in(second, kind)) {
      return kind;
    }
  }
  return MeanKind::kPlain;
}

// What a difference of logarithms is beside the first value.
Difference from_logarithms(Difference difference, double whole) {
  Estimate& value = difference.value;
  value = {whole * std::expm1(value.mean), whole * std::expm1(value.low),
           whole * std::expm1(value.high), value.n};
  return difference;
}

// The variance of the mean by the half width on one side.
double variance(const Estimate& estimate, double half_width) {
  const auto degrees = static_cast<double>(estimate.n - 1);
  const double error =
      std::max(0.0, half_width) / student_quantile(degrees, kConfidence);
  return error * error;
}

double welch_degrees(const Estimate& first, double first_variance,
                     const Estimate& second, double second_variance) {
  const double sum = first_variance + second_variance;
  // Shares, as squares of small variances vanish.
  const double share = first_variance / sum;
  const double other = second_variance / sum;
  const double degrees =
      1 / (share * share / static_cast<double>(first.n - 1) +
           other * other / static_cast<double>(second.n - 1));
  return std::min(degrees,
                  2 * static_cast<double>(std::min(first.n, second.n) - 1));
}

std::optional<Difference> welch(const Estimate& first, const Estimate& second) {
  const double difference = second.mean - first.mean;
  const bool rises = difference > 0;
  const double first_variance =
      variance(first, rises ? first.high - first.mean : first.mean - first.low);
  const double second_variance = variance(
      second, rises ? second.mean - second.low : second.high - second.mean);
  const double error = std::sqrt(first_variance + second_variance);
  if (!(error > 0) || !std::isfinite(error)) return std::nullopt;
  const double degrees =
      welch_degrees(first, first_variance, second, second_variance);
  const double half = student_quantile(degrees, kConfidence) * error;
  return Difference{{difference, difference - half, difference + half,
                     std::min(first.n, second.n)},
                    student_tail(degrees, difference / error)};
}

}  // namespace

double student_tail(double degrees, double t) {
  if (std::isinf(t)) return 0;
  const boost::math::students_t distribution(degrees);
  return 2 *
         boost::math::cdf(boost::math::complement(distribution, std::abs(t)));
}

Estimate interval_of(std::span<const double> values, MeanKind kind) {
  const Estimate scaled = t_interval(to_scale(values, kind));
  if (!std::isfinite(scaled.mean)) return {};
  return {from_scale(scaled.mean, kind), from_scale(scaled.low, kind),
          from_scale(scaled.high, kind), scaled.n};
}

std::optional<Difference> independent_difference(const Estimate& first,
                                                 const Estimate& second) {
  if (!has_finite_interval(first) || !has_finite_interval(second)) {
    return std::nullopt;
  }
  const MeanKind kind = kind_of(first, second);
  auto difference = welch(to_scale(first, kind), to_scale(second, kind));
  if (difference && is_geometric(kind)) {
    return from_logarithms(*difference, shift_of(kind) + first.mean);
  }
  return difference;
}

std::optional<Difference> difference_of_pairs(std::span<const double> first,
                                              std::span<const double> second,
                                              MeanKind kind) {
  const std::vector<double> before = to_scale(first, kind);
  const Estimate value = paired_difference(to_scale(second, kind), before);
  if (!has_finite_interval(value) || width(value) == 0) return std::nullopt;
  const auto degrees = static_cast<double>(value.n - 1);
  const double error =
      width(value) / 2 / student_quantile(degrees, kConfidence);
  const Difference difference{value, student_tail(degrees, value.mean / error)};
  if (!is_geometric(kind)) return difference;
  return from_logarithms(difference, std::exp(summarize(before).mean()));
}

std::vector<bool> holm_rejected(std::span<const double> p, double level) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<bool> rejected(p.size(), false);
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto left = static_cast<double>(order.size() - rank);
    if (!(p[order[rank]] * left <= level)) break;
    rejected[order[rank]] = true;
  }
  return rejected;
}

}  // namespace zipml
