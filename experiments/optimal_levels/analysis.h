// From cell results to the findings of optimal_levels.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/optimal_levels/cells.h"

namespace zipml::optimal_levels {

// The rows of every cell that gave a result, by task.
using Measured = std::map<std::string_view, std::vector<Record>>;

Measured measure(const CellMaker& cells, const Results& results);

// The largest of a field, or of a quotient; 0 without rows.
double largest(const std::vector<Record>& rows, const std::string& field,
               const std::string& over = "");
std::int64_t sum(const std::vector<Record>& rows, const std::string& field);
// The rows in which a field has a value.
std::vector<Record> where(const std::vector<Record>& rows,
                          const std::string& field, const Value& value);
// The different values of a field, in order of appearance.
std::vector<Value> distinct(const std::vector<Record>& rows,
                            const std::string& field);
// The row with the largest value of a field; nullptr without rows.
const Record* row_of_largest(const std::vector<Record>& rows,
                             const std::string& field);

// Exponents p of gap ~ x^p in one of "candidates" and "intervals", all else
// equal: one a line of the rows with at least three positive gaps.
std::vector<double> gap_exponents(const std::vector<Record>& rows,
                                  const std::string& x);
// The exponent of ADAQUANT's work in the number of points, one a line.
std::vector<double> merge_exponents(const std::vector<Record>& rows);

// The feature that is shown for a data set: the most left-skewed of those with
// enough different values for the levels to be a choice; nullptr without one.
const Record* shown_feature(const std::vector<Record>& features,
                            std::int64_t levels);
// The features' rows of a data set.
std::vector<Record> features_of(const CellMaker& cells, const Results& results,
                                const ProblemSpec& data);

std::vector<Table> make_tables(const CellMaker& cells, const Measured& measured,
                               const Results& results);
// Machine-dependent.
std::vector<Table> make_timing_tables(const Measured& measured);
std::vector<Figure> make_figures(const CellMaker& cells,
                                 const Measured& measured,
                                 const Results& results);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const Measured& measured,
                                   const Results& results);

Findings analyse(const CellMaker& cells, const Results& results);

}  // namespace zipml::optimal_levels
