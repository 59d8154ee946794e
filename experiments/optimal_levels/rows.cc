#include "experiments/optimal_levels/rows.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/statistics.h"

namespace zipml::optimal_levels {
namespace {

// One exponent for each set of rows that agree in `fixed`.
std::vector<double> exponents(const Rows& rows, const std::string& x,
                              const std::string& y,
                              const std::vector<std::string>& fixed) {
  std::map<std::string, std::pair<std::vector<double>, std::vector<double>>>
      lines;
  for (const Record& row : rows) {
    std::string key;
    for (const std::string& field : fixed) {
      const Value& value = row.at(field);
      key += (value.is_text() ? value.text() : std::to_string(value.number())) +
             '\n';
    }
    auto& [line_x, line_y] = lines[key];
    line_x.push_back(row.number(x));
    line_y.push_back(row.number(y));
  }
  std::vector<double> result;
  for (const auto& [key, line] : lines) {
    const Estimate slope = fit_power_law(line.first, line.second).slope;
    if (slope.n >= 3) result.push_back(slope.mean);
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
  return exponents(
      rows, x, "gap",
      {"shape", "repetition", x == "candidates" ? "intervals" : "candidates"});
}

std::vector<double> merge_exponents(const Rows& rows) {
  return exponents(rows, "points", "merges",
                   {"shape", "repetition", "intervals", "gamma"});
}

}  // namespace zipml::optimal_levels
