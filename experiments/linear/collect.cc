#include "experiments/linear/collect.h"

namespace zipml {
namespace {

Runs runs_of_cells(const Results& results, const CellOf& cell_of,
                   int repetitions) {
  CellGroup cells;
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    cells.push_back(std::make_shared<const Cell>(cell_of(repetition)));
  }
  return Runs(results, cells);
}

}  // namespace

std::vector<double> collect(const Results& results, const CellOf& cell_of,
                            int repetitions, const std::string& value) {
  return runs_of_cells(results, cell_of, repetitions).values(value);
}

Divergence count_diverged(const Results& results, const CellOf& cell_of,
                          int repetitions) {
  return runs_of_cells(results, cell_of, repetitions).divergence();
}

Series mean_curve(const Results& results, const CellOf& cell_of,
                  int repetitions, const std::string& column, double scale) {
  return runs_of_cells(results, cell_of, repetitions).mean_curve(column, scale);
}

Series mean_curve(const Results& results, const CellOf& cell_of,
                  const std::string& column,
                  const std::vector<double>& scales) {
  return runs_of_cells(results, cell_of, static_cast<int>(scales.size()))
      .mean_curve(column, scales);
}

std::vector<std::vector<double>> curves(const Results& results,
                                        const CellOf& cell_of, int repetitions,
                                        const std::string& column) {
  return runs_of_cells(results, cell_of, repetitions).curves(column);
}

}  // namespace zipml
