// From the results of training cells to numbers for tables and figures.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/harness/experiment.h"

namespace zipml {

// The cell of each repetition, as the plan has it.
using CellOf = std::function<Cell(int repetition)>;

// One value of every repetition that gave a result (ok or diverged), in order.
std::vector<double> collect(const Results& results, const CellOf& cell_of,
                            int repetitions, const std::string& value);

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

// A column of a cell's rows.
std::vector<double> column(const std::vector<Record>& rows,
                           const std::string& name);

// The column of each repetition: [repetition][epoch].
std::vector<std::vector<double>> curves(const Results& results,
                                        const CellOf& cell_of, int repetitions,
                                        const std::string& column);

}  // namespace zipml
