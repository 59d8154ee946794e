// Questions to the rows of cells.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/harness/value.h"

namespace zipml::optimal_levels {

using Rows = std::vector<Record>;

// The largest of a field, or of a quotient; 0 without rows.
double largest(const Rows& rows, const std::string& field,
               const std::string& over = "");
std::int64_t sum(const Rows& rows, const std::string& field);
// The rows in which a field has a value.
Rows where(const Rows& rows, const std::string& field, const Value& value);
// The different values of a field, in order of appearance.
std::vector<Value> distinct(const Rows& rows, const std::string& field);
// The rows that agree in all the fields, for each combination that there is;
// the first field's values change last.
std::vector<Rows> grouped(const Rows& rows,
                          const std::vector<std::string>& fields);
// The row with the largest value of a field; nullptr without rows.
const Record* row_of_largest(const Rows& rows, const std::string& field);

// Exponents p of gap ~ x^p in one of "candidates" and "intervals", all else
// equal: the mean of a repetition, over its lines with at least three positive
// gaps. Lines of a repetition share their points, so that only repetitions
// count.
std::vector<double> gap_exponents(const Rows& rows, const std::string& x);
// ADAQUANT's work in a row of the greedy task, pairs looked at and comparisons
// of their costs, over N log2 N; and its exponent in N, a repetition each.
double work_over_n_log_n(const Record& row);
std::vector<double> work_exponents(const Rows& rows);

}  // namespace zipml::optimal_levels
