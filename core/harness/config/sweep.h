// Sweeps: from axes of values to the points of a grid.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/value.h"

namespace zipml {

// More grid points than this are taken for a slip.
constexpr std::size_t kMostPoints = 100'000;

// The values that a parameter takes, in canonical form (a list parameter's
// values are lists).
struct SweepAxis {
  std::string parameter = {};  // full name
  std::vector<Value> values = {};
};

struct Sweep {
  std::vector<SweepAxis> product = {};  // every combination, the last fastest
  std::vector<SweepAxis> zip = {};      // of one length, in step
  // Points that agree with all fields of one of these are left out. Fields
  // are any parameters.
  std::vector<Record> exclude = {};

  bool empty() const { return product.empty() && zip.empty(); }
};

// The number of points before exclusion, at most kMostPoints + 1 (which stands
// for all that is more).
std::size_t count_points(const Sweep& sweep);

// The coordinates of each point: the swept parameters, product before zip, in
// the order of the axes; zip varies fastest. Without axes: one empty record.
// `fixed` has the other parameters, for exclusion; numbers there agree when
// they differ by less than 1e-9 of their size. count_points() must not be more
// than kMostPoints.
std::vector<Record> grid(const Sweep& sweep, const Record& fixed);

// Which of sweep.exclude, by index, leave out no point.
std::vector<std::size_t> idle_exclusions(const Sweep& sweep,
                                         const Record& fixed);

// {from, from + step, ...} or {from, from * factor, ...}, up to and with `to`.
struct SweepRange {
  double from = 0;
  double to = 0;
  std::optional<double> step = {};  // 1 when neither is given
  std::optional<double> factor = {};
};

struct RangeValues {
  std::vector<double> values = {};
  std::string mistake = {};  // why there are none; empty when there are some
};

// The values of a range, each computed from its index and rounded to 15
// significant digits, so that 0.1 to 0.5 by 0.1 is what one writes by hand;
// `to` belongs to it when it is within 1e-9 of a step. Mistakes: step 0 or
// away from `to`, factor 1, negative or away from `to`, ends of different
// sign with a factor, more than kMostPoints values, one value only though the
// ends differ.
RangeValues range_values(const SweepRange& range);

}  // namespace zipml
