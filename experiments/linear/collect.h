// Temporary: results by cells that are made again, until no analysis does so.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "core/harness/runs.h"

namespace zipml {

using CellOf = std::function<Cell(int repetition)>;

std::vector<double> collect(const Results& results, const CellOf& cell_of,
                            int repetitions, const std::string& value);
Divergence count_diverged(const Results& results, const CellOf& cell_of,
                          int repetitions);
Series mean_curve(const Results& results, const CellOf& cell_of,
                  int repetitions, const std::string& column, double scale);
Series mean_curve(const Results& results, const CellOf& cell_of,
                  const std::string& column, const std::vector<double>& scales);
std::vector<std::vector<double>> curves(const Results& results,
                                        const CellOf& cell_of, int repetitions,
                                        const std::string& column);

}  // namespace zipml
