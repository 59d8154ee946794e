// Means, intervals and slopes: what every table and verdict is made of.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zipml {

// Welford's one-pass mean and variance; merges (Chan et al. 1979).
class RunningStatistics {
 public:
  void add(double value);
  void merge(const RunningStatistics& other);

  std::int64_t count() const { return count_; }
  double mean() const { return mean_; }
  // Unbiased, divided by count - 1; 0 for fewer than two values.
  double variance() const;
  double standard_error() const;  // of the mean
  double min() const { return min_; }
  double max() const { return max_; }

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double sum_of_squares_ = 0;  // of the deviations from the mean
  double min_ = 0;
  double max_ = 0;
};

RunningStatistics summarize(std::span<const double> values);

// The middle value, of an even number the upper one of both; NaN without
// values.
double median(std::vector<double> values);

// An estimate with its confidence interval and the number of values behind
// it. With n < 2 the interval is not known: low = -inf, high = +inf. With n = 0
// nothing was measured, whatever the other members say.
struct Estimate {
  double mean = 0;
  double low = 0;
  double high = 0;
  std::int64_t n = 0;

  // A value without sampling error, such as a count, a closed form or the
  // largest of n cases: mean = low = high = value.
  static Estimate exact(double value, std::int64_t n = 1) {
    return {value, value, value, n};
  }
};

// Student's t interval of the mean: mean +- t_{n-1, (1+confidence)/2} * se.
Estimate t_interval(std::span<const double> values, double confidence = 0.95);
Estimate t_interval(const RunningStatistics& statistics,
                    double confidence = 0.95);

// The t interval of all values together that several t intervals are of,
// exactly t_interval of those values: mean and variance of each part are in its
// interval and n. Parts of one value have no interval; one of no width is taken
// for equal values. A part with an infinite mean makes the whole infinite. n =
// 0 of no values. Nothing where a part shows that its interval is another one
// (of a logarithm, of a share), by not being as wide on either side of its
// mean.
std::optional<Estimate> pooled(std::span<const Estimate> parts,
                               double confidence = 0.95);

// t interval of mean(a - b), pair by pair. Sizes must agree.
Estimate paired_difference(std::span<const double> a, std::span<const double> b,
                           double confidence = 0.95);

// The chance of success after `successes` of `trials`, with the exact
// (Clopper-Pearson) interval; n is the number of trials.
Estimate binomial_interval(std::int64_t successes, std::int64_t trials,
                           double confidence = 0.95);

// Ordinary least-squares line y = intercept + slope x with the t interval of
// the slope (n - 2 degrees of freedom).
struct Line {
  Estimate slope;
  double intercept = 0;
};
Line fit_line(std::span<const double> x, std::span<const double> y,
              double confidence = 0.95);

// fit_line on (log2 x, log2 y): the exponent p of y ~ x^p. Pairs that are not
// positive and finite are left out; slope.n says how many stayed.
Line fit_power_law(std::span<const double> x, std::span<const double> y,
                   double confidence = 0.95);

// The two-sided quantile of the standard normal: P(|Z| <= z) = confidence.
double normal_quantile(double confidence);
// The same for Student's t with `degrees` degrees of freedom.
double student_quantile(double degrees, double confidence);

// |z| that the largest of `count` standard normal scores passes with a chance
// of at most 0.001 (Bonferroni).
double largest_score_threshold(std::int64_t count);

}  // namespace zipml
