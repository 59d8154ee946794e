#include "experiments/optimal_levels/rows.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/base/statistics.h"

namespace zipml::optimal_levels {
namespace {

// The exponents of the lines of rows that agree in `fixed` and the repetition,
// averaged over each repetition.
std::vector<double> exponents(const Rows& rows, const std::string& x,
                              const std::function<double(const Record&)>& y,
                              const std::vector<std::string>& fixed) {
  std::vector<double> result;
  for (const Rows& repetition : grouped(rows, {"repetition"})) {
    RunningStatistics slopes;
    for (const Rows& line : grouped(repetition, fixed)) {
      std::vector<double> line_x, line_y;
      for (const Record& row : line) {
        line_x.push_back(row.number(x));
        line_y.push_back(y(row));
      }
      const Estimate slope = fit_power_law(line_x, line_y).slope;
      if (slope.n >= 3) slopes.add(slope.mean);
    }
    if (slopes.count() > 0) result.push_back(slopes.mean());
  }
  return result;
}

}  // namespace

double largest(const Rows& rows, const std::string& field,
               const std::string& over) {
  double most = 0;
  for (const Record& row : rows) {
    most = std::max(most,
                    row.number(field) / (over.empty() ? 1 : row.number(over)));
  }
  return most;
}

std::int64_t sum(const Rows& rows, const std::string& field) {
  std::int64_t total = 0;
  for (const Record& row : rows) total += row.integer(field);
  return total;
}

Rows where(const Rows& rows, const std::string& field, const Value& value) {
  Rows found;
  for (const Record& row : rows) {
    if (row.at(field) == value) found.push_back(row);
  }
  return found;
}

std::vector<Value> distinct(const Rows& rows, const std::string& field) {
  std::vector<Value> values;
  for (const Record& row : rows) {
    const Value& value = row.at(field);
    if (std::find(values.begin(), values.end(), value) == values.end()) {
      values.push_back(value);
    }
  }
  return values;
}

std::vector<Rows> grouped(const Rows& rows,
                          const std::vector<std::string>& fields) {
  std::vector<Rows> groups = {rows};
  for (const std::string& field : fields) {
    std::vector<Rows> finer;
    for (const Rows& group : groups) {
      for (const Value& value : distinct(group, field)) {
        finer.push_back(where(group, field, value));
      }
    }
    groups = std::move(finer);
  }
  return groups;
}

const Record* row_of_largest(const Rows& rows, const std::string& field) {
  const auto found = std::max_element(
      rows.begin(), rows.end(), [&](const Record& a, const Record& b) {
        return a.number(field) < b.number(field);
      });
  return found == rows.end() ? nullptr : &*found;
}

std::vector<double> gap_exponents(const Rows& rows, const std::string& x) {
  return exponents(rows, x, [](const Record& row) { return row.number("gap"); },
                   {"shape", x == "candidates" ? "intervals" : "candidates"});
}

double work_over_n_log_n(const Record& row) {
  const double n = row.number("points");
  return (row.number("merges") + row.number("comparisons")) /
         (n * std::log2(n));
}

std::vector<double> work_exponents(const Rows& rows) {
  return exponents(rows, "points", work_over_n_log_n,
                   {"shape", "intervals", "gamma"});
}

}  // namespace zipml::optimal_levels
