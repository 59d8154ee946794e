// Counts and sums of points in log-linear bins: what one pass over unsorted
// data keeps of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/optimal/double_double.h"
#include "core/optimal/kernels/bin_kernels.h"

namespace zipml::optimal {

// A rule whose linear part covers the bulk of the points: center and scale
// are the median and half the distance of the quartiles of at most 1,024 of
// them, evenly spaced. Not finite values are skipped.
template <typename T>
BinRule choose_rule(std::span<const T> values, int bits);

class LogLinearHistogram {
 public:
  struct Bin {
    double count = 0;
    double moment = 0;  // sum of x - center
  };
  // A place in the whole axis: bin b of the rule is index b + bins_a_side.
  explicit LogLinearHistogram(const BinRule& rule = {}) : rule_(rule) {}

  // Empties it and starts anew under a rule; keeps the memory.
  void reset(const BinRule& rule);

  // Adds points and grows as far as they reach. UserError: NaN or infinity
  // (`offset` + their place is named). False, with the histogram unusable: a
  // point so far out (2^400 in value or scales) that squares are not safe.
  template <typename T>
  bool add(std::span<const T> values, std::size_t offset = 0);

  // Both must have the same rule.
  void merge(const LogLinearHistogram& other);

  const BinRule& rule() const { return rule_; }
  std::size_t count() const { return count_; }
  double least() const { return least_; }
  double greatest() const { return greatest_; }
  DoubleDouble second_moment() const { return second_moment_; }  // about center

  // Indices ascend with x.
  std::size_t size() const { return 2 * side_; }
  Bin bin(std::size_t index) const;
  // Its low end, up to rounding.
  double edge(std::size_t index) const;
  std::int64_t first_bin() const { return -static_cast<std::int64_t>(side_); }

 private:
  void grow(std::size_t side);

  BinRule rule_;
  std::size_t side_ = 0;  // bins on each side of the center
  // Two tables take turns, so that a point need not wait for the one before.
  std::vector<Bin> even_;
  std::vector<Bin> odd_;
  std::size_t count_ = 0;
  double least_ = 0;
  double greatest_ = 0;
  DoubleDouble second_moment_;
};

// Runs the kernel of T's type.
inline void fill_batch(const double* x, std::size_t count, const BinRule& rule,
                       BinBatch& batch) {
  bin_kernels().doubles(x, count, rule, batch);
}
inline void fill_batch(const float* x, std::size_t count, const BinRule& rule,
                       BinBatch& batch) {
  bin_kernels().floats(x, count, rule, batch);
}

}  // namespace zipml::optimal
