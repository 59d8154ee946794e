// From the results of training cells to numbers for tables and figures.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/harness/experiment.h"

namespace zipml {

// The cell of each repetition, as the plan has it.
using CellOf = std::function<Cell(int repetition)>;

// One value of each repetition, by its number; NaN where there is no result
// (the cell failed or timed out). A diverged run has one.
std::vector<double> collect(const Results& results, const CellOf& cell_of,
                            int repetitions, const std::string& value);

// The values that are there, and their 95 % t interval.
std::vector<double> present(const std::vector<double>& values);
Estimate interval(const std::vector<double>& values);
// For a table: null when nothing is known (no value, or one that is not finite,
// as after a run that diverged).
Value known(const Estimate& estimate);
// f(a, b) for each repetition that both have.
std::vector<double> pairwise(const std::vector<double>& a,
                             const std::vector<double>& b,
                             const std::function<double(double, double)>& f);

// How many of the repetitions diverged, and how many gave a result.
struct Divergence {
  int diverged = 0;
  int runs = 0;
};
Divergence count_diverged(const Results& results, const CellOf& cell_of,
                          int repetitions);

// The mean of a column over repetitions against the epoch (from 1), with its
// 95 % t interval as band, every value times `scale`. Epochs that not all
// repetitions reached are left out.
Series mean_curve(const Results& results, const CellOf& cell_of,
                  int repetitions, const std::string& column, double scale);
// The same with a scale for each repetition; those whose scale is NaN are left
// out.
Series mean_curve(const Results& results, const CellOf& cell_of,
                  const std::string& column, const std::vector<double>& scales);

// A column of a cell's rows.
std::vector<double> column(const std::vector<Record>& rows,
                           const std::string& name);

// The column of each repetition: [repetition][epoch]; empty where there is no
// result.
std::vector<std::vector<double>> curves(const Results& results,
                                        const CellOf& cell_of, int repetitions,
                                        const std::string& column);

}  // namespace zipml
