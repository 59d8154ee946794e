#include "core/optimal/nearest_levels.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/base/error.h"
#include "core/optimal/radix_sort.h"

namespace zipml::optimal {
namespace {

// Sums over runs of sorted values, taken about their middle, so that the
// differences of squares keep their digits.
class Runs {
 public:
  explicit Runs(const std::vector<float>& sorted)
      : about_(sorted[sorted.size() / 2]),
        sum_(sorted.size() + 1),
        squares_(sorted.size() + 1) {
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      const double x = sorted[i] - about_;
      sum_[i + 1] = sum_[i] + x;
      squares_[i + 1] = squares_[i] + x * x;
    }
  }

  // Of the values first <= i < last, at least one.
  double mean(std::size_t first, std::size_t last) const {
    return about_ +
           (sum_[last] - sum_[first]) / static_cast<double>(last - first);
  }
  // Their squared error about the mean.
  double error(std::size_t first, std::size_t last) const {
    const double sum = sum_[last] - sum_[first];
    return squares_[last] - squares_[first] -
           sum * sum / static_cast<double>(last - first);
  }

 private:
  double about_;
  std::vector<double> sum_, squares_;
};

// Row t of the program: least[m] is the least error of the first m values in t
// runs, begin[m] where the last of these runs begins.
struct Row {
  std::vector<double> least = {};
  std::vector<std::uint32_t> begin = {};
};

// Fills row.least[from .. to] when the last run begins in [low, high].
void fill(const Runs& runs, const Row& before, std::size_t from, std::size_t to,
          std::size_t low, std::size_t high, Row& row) {
  const std::size_t m = from + (to - from) / 2;
  double least = std::numeric_limits<double>::infinity();
  std::size_t begin = low;
  for (std::size_t k = low; k <= std::min(high, m - 1); ++k) {
    const double error = before.least[k] + runs.error(k, m);
    if (error < least) {
      least = error;
      begin = k;
    }
  }
  row.least[m] = least;
  row.begin[m] = static_cast<std::uint32_t>(begin);
  if (m > from) fill(runs, before, from, m - 1, low, begin, row);
  if (m < to) fill(runs, before, m + 1, to, begin, high, row);
}

std::vector<float> sorted_values(std::span<const float> values) {
  if (values.empty())
    throw UserError(Diagnostic{.message = "no values to choose levels for"});
  if (values.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw UserError(Diagnostic{
        .message = "more than 2^32 - 1 values to choose levels for"});
  }
  for (const float value : values) {
    if (!std::isfinite(value)) {
      throw UserError(
          Diagnostic{.message = "a value to choose levels for is not finite"});
    }
  }
  std::vector<float> sorted;
  sort_values(values, sorted);
  return sorted;
}

}  // namespace

std::vector<double> nearest_levels(std::span<const float> values,
                                   std::size_t levels) {
  if (levels == 0)
    throw UserError(Diagnostic{.message = "no levels were asked for"});
  const std::vector<float> sorted = sorted_values(values);
  std::vector<double> distinct;
  for (const float value : sorted) {
    if (!distinct.empty() && distinct.back() == value) continue;
    if (distinct.size() == levels) {
      distinct.clear();
      break;
    }
    distinct.push_back(value);
  }
  if (!distinct.empty()) return distinct;

  const Runs runs(sorted);
  const std::size_t n = sorted.size();
  std::vector<Row> rows(levels);
  rows[0] = {std::vector<double>(n + 1), std::vector<std::uint32_t>(n + 1)};
  for (std::size_t m = 1; m <= n; ++m) rows[0].least[m] = runs.error(0, m);
  for (std::size_t t = 1; t < levels; ++t) {
    rows[t] = {std::vector<double>(n + 1), std::vector<std::uint32_t>(n + 1)};
    // Of the last row only its end is wanted.
    const std::size_t from = t + 1 == levels ? n : t + 1;
    fill(runs, rows[t - 1], from, n, t, n - 1, rows[t]);
  }

  std::vector<double> found(levels);
  std::size_t end = n;
  for (std::size_t t = levels; t-- > 0;) {
    const std::size_t begin = t == 0 ? 0 : rows[t].begin[end];
    found[t] = runs.mean(begin, end);
    end = begin;
  }
  return found;
}

}  // namespace zipml::optimal
