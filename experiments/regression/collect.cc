#include "experiments/regression/collect.h"

#include <algorithm>
#include <limits>

#include "core/base/statistics.h"

namespace zipml {
namespace {

bool has_result(const CellResult& result) {
  return result.status == Status::kOk || result.status == Status::kDiverged;
}

// Calls use(result) for each repetition with a result.
void for_each_result(const Results& results, const CellOf& cell_of,
                     int repetitions,
                     const std::function<void(const CellResult&)>& use) {
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    const CellResult& result = results.of(cell_of(repetition));
    if (has_result(result)) use(result);
  }
}

}  // namespace

std::vector<double> collect(const Results& results, const CellOf& cell_of,
                            int repetitions, const std::string& value) {
  std::vector<double> values;
  for_each_result(results, cell_of, repetitions, [&](const CellResult& result) {
    values.push_back(result.values.number(value));
  });
  return values;
}

Divergence count_diverged(const Results& results, const CellOf& cell_of,
                          int repetitions) {
  Divergence count;
  for_each_result(results, cell_of, repetitions, [&](const CellResult& result) {
    ++count.runs;
    count.diverged += result.status == Status::kDiverged ? 1 : 0;
  });
  return count;
}

std::vector<double> column(const std::vector<Record>& rows,
                           const std::string& name) {
  std::vector<double> values;
  for (const Record& row : rows) values.push_back(row.number(name));
  return values;
}

std::vector<std::vector<double>> curves(const Results& results,
                                        const CellOf& cell_of, int repetitions,
                                        const std::string& column) {
  std::vector<std::vector<double>> all;
  for_each_result(results, cell_of, repetitions, [&](const CellResult& result) {
    all.push_back(zipml::column(result.rows, column));
  });
  return all;
}

Series mean_curve(const Results& results, const CellOf& cell_of,
                  int repetitions, const std::string& column, double scale) {
  const auto all = curves(results, cell_of, repetitions, column);
  Series series;
  if (all.empty()) return series;
  std::size_t shortest = all.front().size();
  for (const auto& curve : all) shortest = std::min(shortest, curve.size());
  for (std::size_t epoch = 1; epoch < shortest; ++epoch) {
    std::vector<double> values;
    for (const auto& curve : all) values.push_back(scale * curve[epoch]);
    const Estimate estimate = t_interval(values);
    series.x.push_back(static_cast<double>(epoch));
    series.y.push_back(estimate.mean);
    series.low.push_back(estimate.low);
    series.high.push_back(estimate.high);
  }
  return series;
}

}  // namespace zipml
