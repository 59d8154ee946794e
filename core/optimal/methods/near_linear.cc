#include "core/optimal/methods/near_linear.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/optimal/atoms.h"
#include "core/optimal/methods/exact.h"
#include "core/optimal/methods/unsorted.h"

namespace zipml::optimal {
OptimalLevels near_linear(const Points& points, const LevelsOptions& options) {
  check_shape(points, options);
  if (!(options.relative_gap > 0)) {
    refuse("levels",
           "found relative_gap " + std::to_string(options.relative_gap) +
               ", expected a number > 0",
           "the method \"exact\" has no gap");
  }
  if (points.weights().empty()) {
    auto result = with_values(points, [&](auto values) {
      return has_more_distinct(values, options.levels)
                 ? solve_unsorted(values, options, options.relative_gap)
                 : std::nullopt;
    });
    if (result) return std::move(*result);
  }
  return exact(points, options);
}

StreamedLevels::StreamedLevels(int bits) : bits_(bits) {
  if (bits < 4 || bits > 16) {
    refuse("levels", "found 2^" + std::to_string(bits) +
                         " bins an octave, expected 2^4 to 2^16");
  }
}

template <typename T>
void StreamedLevels::add_typed(std::span<const T> values) {
  if (values.empty()) return;
  if (!has_rule_) {
    histogram_.reset(choose_rule(values, bits_));
    has_rule_ = true;
  }
  if (!histogram_.add(values, histogram_.count())) {
    refuse("levels", "found a point too large or too far out to be squared",
           "scale the points to magnitudes below 2^400");
  }
}

void StreamedLevels::add(std::span<const double> values) { add_typed(values); }
void StreamedLevels::add(std::span<const float> values) { add_typed(values); }

StreamedLevels StreamedLevels::empty_like() const {
  StreamedLevels other(bits_);
  other.has_rule_ = has_rule_;
  other.histogram_ = LogLinearHistogram(histogram_.rule());
  return other;
}

void StreamedLevels::merge(const StreamedLevels& other) {
  if (!other.has_rule_) return;
  if (!has_rule_) {
    *this = other;
    return;
  }
  if (histogram_.rule() != other.histogram_.rule()) {
    refuse("levels", "the two streams have different bins",
           "make one with empty_like() of the other");
  }
  histogram_.merge(other.histogram_);
}

OptimalLevels StreamedLevels::solve(const LevelsOptions& options) const {
  if (options.levels < 2) {
    refuse("levels", "found " + std::to_string(options.levels) +
                         " levels, expected at least 2");
  }
  if (histogram_.count() == 0) {
    refuse("levels", "found no points, expected at least one");
  }
  const Ends ends =
      options.ends.value_or(Ends{histogram_.least(), histogram_.greatest()});
  check_ends(ends, histogram_.least(), histogram_.greatest());
  if (ends.low == ends.high) {
    OptimalLevels constant;
    constant.levels = {ends.low};
    return constant;
  }
  return solve_bins(histogram_, ends, options);
}

}  // namespace zipml::optimal
