#include "core/base/statistics.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

namespace zipml {
namespace {

// Half the width of a t interval; nothing where it is none, not being as wide
// on either side of the mean. Both limits are sums, rounded once.
std::optional<double> half_width(const Estimate& part) {
  if (!std::isfinite(part.low) || !std::isfinite(part.high)) {
    return std::nullopt;
  }
  const double below = part.mean - part.low, above = part.high - part.mean;
  const double half = (below + above) / 2;
  constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
  const double rounding =
      4 * kEpsilon *
      (std::abs(part.mean) + std::abs(part.low) + std::abs(part.high));
  if (below < -rounding || std::abs(above - below) > rounding) {
    return std::nullopt;
  }
  return half;
}

}  // namespace

void RunningStatistics::add(double value) {
  ++count_;
  const double delta = value - mean_;
  // The mean of numbers among which one is infinite is that, and not the NaN
  // of the difference of two infinities.
  mean_ = std::isfinite(mean_) ? mean_ + delta / static_cast<double>(count_)
                               : mean_ + value;
  sum_of_squares_ += delta * (value - mean_);
  min_ = count_ == 1 ? value : std::min(min_, value);
  max_ = count_ == 1 ? value : std::max(max_, value);
}

void RunningStatistics::merge(const RunningStatistics& other) {
  if (other.count_ == 0) return;
  if (count_ == 0) {
    *this = other;
    return;
  }
  const double n = static_cast<double>(count_);
  const double m = static_cast<double>(other.count_);
  const double delta = other.mean_ - mean_;
  mean_ =
      std::isfinite(delta) ? mean_ + delta * m / (n + m) : mean_ + other.mean_;
  sum_of_squares_ += other.sum_of_squares_ + delta * delta * n * m / (n + m);
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
  count_ += other.count_;
}

double RunningStatistics::variance() const {
  return count_ < 2 ? 0 : sum_of_squares_ / static_cast<double>(count_ - 1);
}

double RunningStatistics::standard_error() const {
  return count_ == 0 ? 0 : std::sqrt(variance() / static_cast<double>(count_));
}

RunningStatistics summarize(std::span<const double> values) {
  RunningStatistics statistics;
  for (const double value : values) statistics.add(value);
  return statistics;
}

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle =
      values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double normal_quantile(double confidence) {
  return boost::math::quantile(boost::math::normal(), (1 + confidence) / 2);
}

double student_quantile(double degrees, double confidence) {
  return boost::math::quantile(boost::math::students_t(degrees),
                               (1 + confidence) / 2);
}

Estimate t_interval(const RunningStatistics& statistics, double confidence) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Estimate estimate{statistics.mean(), -kInfinity, kInfinity,
                    statistics.count()};
  if (statistics.count() < 2) return estimate;
  const double degrees = static_cast<double>(statistics.count() - 1);
  const double half =
      student_quantile(degrees, confidence) * statistics.standard_error();
  estimate.low = estimate.mean - half;
  estimate.high = estimate.mean + half;
  return estimate;
}

Estimate t_interval(std::span<const double> values, double confidence) {
  return t_interval(summarize(values), confidence);
}

std::optional<Estimate> pooled(std::span<const Estimate> parts,
                               double confidence) {
  std::int64_t count = 0;
  double sum = 0;
  double squares = 0;  // of the deviations of values from their part's mean
  for (const Estimate& part : parts) {
    if (part.n < 1) continue;
    const auto n = static_cast<double>(part.n);
    count += part.n;
    sum += n * part.mean;
    if (part.n < 2 || !std::isfinite(part.mean)) continue;
    const std::optional<double> half = half_width(part);
    if (!half) return std::nullopt;
    const double error = *half / student_quantile(n - 1, confidence);
    squares += error * error * n * (n - 1);
  }
  if (count == 0) return Estimate();
  const auto n = static_cast<double>(count);
  const double mean = sum / n;
  if (!std::isfinite(mean)) return Estimate::exact(mean, count);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (count < 2) return Estimate{mean, -kInfinity, kInfinity, count};
  for (const Estimate& part : parts) {
    const double away = part.n < 1 ? 0 : part.mean - mean;
    squares += static_cast<double>(part.n) * away * away;
  }
  const double half =
      student_quantile(n - 1, confidence) * std::sqrt(squares / (n - 1) / n);
  return Estimate{mean, mean - half, mean + half, count};
}

Estimate paired_difference(std::span<const double> a, std::span<const double> b,
                           double confidence) {
  assert(a.size() == b.size());
  RunningStatistics statistics;
  for (std::size_t i = 0; i < a.size(); ++i) statistics.add(a[i] - b[i]);
  return t_interval(statistics, confidence);
}

Estimate binomial_interval(std::int64_t successes, std::int64_t trials,
                           double confidence) {
  assert(successes >= 0 && successes <= trials);
  if (trials == 0) return {0, 0, 1, 0};
  using Binomial = boost::math::binomial_distribution<double>;
  const auto n = static_cast<double>(trials);
  const auto k = static_cast<double>(successes);
  const double tail = (1 - confidence) / 2;
  return {k / n,
          successes == 0 ? 0 : Binomial::find_lower_bound_on_p(n, k, tail),
          successes == trials ? 1 : Binomial::find_upper_bound_on_p(n, k, tail),
          trials};
}

Line fit_line(std::span<const double> x, std::span<const double> y,
              double confidence) {
  assert(x.size() == y.size());
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  const double mean_x = summarize(x).mean();
  const double mean_y = summarize(y).mean();
  double sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sxx += (x[i] - mean_x) * (x[i] - mean_x);
    sxy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  const auto n = static_cast<std::int64_t>(x.size());
  Line line;
  line.slope = {kNan, -kInfinity, kInfinity, n};
  line.intercept = kNan;
  if (n < 2 || sxx == 0) return line;
  const double slope = sxy / sxx;
  line.slope.mean = slope;
  line.intercept = mean_y - slope * mean_x;
  if (n < 3) return line;
  double residuals = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double residual = y[i] - line.intercept - slope * x[i];
    residuals += residual * residual;
  }
  const double degrees = static_cast<double>(n - 2);
  const double half = student_quantile(degrees, confidence) *
                      std::sqrt(residuals / degrees / sxx);
  line.slope.low = slope - half;
  line.slope.high = slope + half;
  return line;
}

Line fit_power_law(std::span<const double> x, std::span<const double> y,
                   double confidence) {
  assert(x.size() == y.size());
  std::vector<double> log_x, log_y;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool positive = x[i] > 0 && y[i] > 0;
    if (!positive || !std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
    log_x.push_back(std::log2(x[i]));
    log_y.push_back(std::log2(y[i]));
  }
  return fit_line(log_x, log_y, confidence);
}

double largest_score_threshold(std::int64_t count) {
  return normal_quantile(
      1 - 0.001 / static_cast<double>(std::max<std::int64_t>(count, 1)));
}

}  // namespace zipml
