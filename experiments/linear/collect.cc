#include "experiments/linear/collect.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "core/base/statistics.h"

namespace zipml {
namespace {

bool has_result(const CellResult& result) {
  return result.status == Status::kOk || result.status == Status::kDiverged;
}

}  // namespace

std::vector<double> collect(const Results& results, const CellOf& cell_of,
                            int repetitions, const std::string& value) {
  std::vector<double> values;
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    const CellResult& result = results.of(cell_of(repetition));
    values.push_back(has_result(result)
                         ? result.values.number(value)
                         : std::numeric_limits<double>::quiet_NaN());
  }
  return values;
}

std::vector<double> present(const std::vector<double>& values) {
  std::vector<double> there;
  std::copy_if(values.begin(), values.end(), std::back_inserter(there),
               [](double value) { return !std::isnan(value); });
  return there;
}

Estimate interval(const std::vector<double>& values) {
  return t_interval(present(values));
}

Value known(const Estimate& estimate) {
  if (estimate.n == 0 || !std::isfinite(estimate.mean)) return {};
  return estimate;
}

std::vector<double> pairwise(const std::vector<double>& a,
                             const std::vector<double>& b,
                             const std::function<double(double, double)>& f) {
  std::vector<double> pairs;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (std::isnan(a[i]) || std::isnan(b[i])) continue;
    pairs.push_back(f(a[i], b[i]));
  }
  return pairs;
}

Divergence count_diverged(const Results& results, const CellOf& cell_of,
                          int repetitions) {
  Divergence count;
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    const CellResult& result = results.of(cell_of(repetition));
    if (!has_result(result)) continue;
    ++count.runs;
    count.diverged += result.status == Status::kDiverged ? 1 : 0;
  }
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
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    const CellResult& result = results.of(cell_of(repetition));
    all.push_back(has_result(result) ? zipml::column(result.rows, column)
                                     : std::vector<double>());
  }
  return all;
}

Series mean_curve(const Results& results, const CellOf& cell_of,
                  int repetitions, const std::string& column, double scale) {
  return mean_curve(
      results, cell_of, column,
      std::vector<double>(static_cast<std::size_t>(repetitions), scale));
}

Series mean_curve(const Results& results, const CellOf& cell_of,
                  const std::string& column,
                  const std::vector<double>& scales) {
  auto all = curves(results, cell_of, static_cast<int>(scales.size()), column);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (double& value : all[i]) value *= scales[i];
    if (std::isnan(scales[i])) all[i].clear();
  }
  std::erase_if(all, [](const auto& curve) { return curve.empty(); });
  Series series;
  if (all.empty()) return series;
  std::size_t shortest = all.front().size();
  for (const auto& curve : all) shortest = std::min(shortest, curve.size());
  for (std::size_t epoch = 1; epoch < shortest; ++epoch) {
    std::vector<double> values;
    for (const auto& curve : all) values.push_back(curve[epoch]);
    const Estimate estimate = t_interval(values);
    series.x.push_back(static_cast<double>(epoch));
    series.y.push_back(estimate.mean);
    series.low.push_back(estimate.low);
    series.high.push_back(estimate.high);
  }
  return series;
}

}  // namespace zipml
