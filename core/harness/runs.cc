#include "core/harness/runs.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace zipml {

Runs::Runs(const Results& results, const CellGroup& cells) {
  for (const auto& cell : cells) results_.push_back(&results.of(cell));
}

std::vector<double> Runs::values(const std::string& name) const {
  std::vector<double> values;
  for (const CellResult* result : results_) {
    values.push_back(result->has_values()
                         ? result->values.number(name)
                         : std::numeric_limits<double>::quiet_NaN());
  }
  return values;
}

Estimate Runs::interval(const std::string& name) const {
  return zipml::interval(values(name));
}

std::vector<std::vector<double>> Runs::curves(const std::string& column) const {
  std::vector<std::vector<double>> all;
  for (const CellResult* result : results_) {
    all.push_back(result->has_values() ? zipml::column(result->rows, column)
                                       : std::vector<double>());
  }
  return all;
}

Series Runs::mean_curve(const std::string& column, double scale) const {
  return mean_curve(column, std::vector<double>(size(), scale));
}

Series Runs::mean_curve(const std::string& column,
                        const std::vector<double>& scales) const {
  auto all = curves(column);
  std::size_t first_diverged = std::numeric_limits<std::size_t>::max();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (double& value : all[i]) value *= scales[i];
    if (std::isnan(scales[i])) all[i].clear();
    if (!all[i].empty() && results_[i]->status == Status::kDiverged) {
      first_diverged = std::min(first_diverged, all[i].size());
    }
  }
  std::erase_if(all, [](const auto& curve) { return curve.empty(); });
  Series series;
  if (all.empty()) return series;
  std::size_t shortest = all.front().size(), longest = 0;
  for (const auto& curve : all) {
    shortest = std::min(shortest, curve.size());
    longest = std::max(longest, curve.size());
  }
  for (std::size_t epoch = 1; epoch < shortest; ++epoch) {
    std::vector<double> values;
    for (const auto& curve : all) values.push_back(curve[epoch]);
    series.add(static_cast<double>(epoch), t_interval(values));
  }
  // From where a run has no finite model, the mean is infinite. The first epoch
  // counts even if no run got to its end.
  if (first_diverged == shortest) {
    const std::size_t end =
        shortest == 1 ? std::max<std::size_t>(2, longest) : longest;
    for (std::size_t epoch = shortest; epoch < end; ++epoch) {
      series.add(static_cast<double>(epoch),
                 Estimate::exact(std::numeric_limits<double>::infinity()));
    }
  }
  return series;
}

Divergence Runs::divergence() const {
  Divergence count;
  for (const CellResult* result : results_) {
    if (!result->has_values()) continue;
    ++count.runs;
    count.diverged += result->status == Status::kDiverged ? 1 : 0;
  }
  return count;
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

std::vector<double> column(const std::vector<Record>& rows,
                           const std::string& name) {
  std::vector<double> values;
  for (const Record& row : rows) values.push_back(row.number(name));
  return values;
}

}  // namespace zipml
