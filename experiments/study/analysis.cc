#include "experiments/study/analysis.h"

#include <algorithm>
#include <cmath>

#include "experiments/linear/step_search_table.h"

namespace zipml::study {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Of a loss that has no closed form, that of the optimum cell.
double optimum_of(const Cells::Set& set, const Runs& full,
                  const Results& results) {
  for (std::size_t i = 0; i < full.size(); ++i) {
    const Value* exact = full[i].values.find("optimum");
    if (exact != nullptr) return exact->number();
  }
  if (!set.optimum) return kNone;
  const CellResult& found = results.of(set.optimum);
  return found.has_values() ? found.values.number("optimum") : kNone;
}

std::vector<VariantRuns> measure_variants(const Cells& cells,
                                          const Results& results) {
  std::vector<VariantRuns> all;
  for (const Cells::Set& set : cells.sets()) {
    const Runs full(results, set.full.cells);
    const double optimum = optimum_of(set, full, results);
    const auto add = [&](const Cells::Run& run) {
      all.push_back({.set = &set,
                     .variant = run.variant,
                     .runs = Runs(results, run.cells),
                     .full = full,
                     .epochs = cells.epochs(set.problem),
                     .optimum = optimum});
    };
    add(set.full);
    for (const Cells::Run& run : set.low) add(run);
  }
  return all;
}

}  // namespace

std::vector<double> VariantRuns::values(const std::string& name) const {
  std::vector<double> values;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Value* value = runs[i].values.find(name);
    values.push_back(value == nullptr ? kNone : value->number());
  }
  return values;
}

std::vector<double> VariantRuns::values_at(const std::string& column,
                                           int epoch) const {
  std::vector<double> values;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const CellResult& result = runs[i];
    const auto row = static_cast<std::size_t>(epoch);
    const bool is_there = row < result.rows.size();
    // Where its column would be, if it had gone on.
    const Value* value = result.rows.empty()
                             ? nullptr
                             : result.rows[is_there ? row : 0].find(column);
    if (value == nullptr || !result.has_values()) {
      values.push_back(kNone);
    } else if (is_there) {
      values.push_back(value->number());
    } else {
      values.push_back(result.status == Status::kDiverged
                           ? std::numeric_limits<double>::infinity()
                           : kNone);
    }
  }
  return values;
}

Estimate interval_or_infinite(const std::vector<double>& values) {
  const std::vector<double> there = present(values);
  const bool infinite =
      std::any_of(there.begin(), there.end(),
                  [](double value) { return std::isinf(value); });
  if (!infinite) return t_interval(there);
  return Estimate::exact(std::numeric_limits<double>::infinity(),
                         std::ssize(there));
}

std::vector<int> shown_epochs(int epochs, int most) {
  std::vector<int> shown = {0};
  if (epochs <= most) {
    for (int epoch = 1; epoch <= epochs; ++epoch) shown.push_back(epoch);
    return shown;
  }
  for (int i = 0; i < most; ++i) {
    const double share = most == 1 ? 1 : i / (most - 1.0);
    const int epoch = static_cast<int>(
        std::lround(std::pow(static_cast<double>(epochs), share)));
    if (epoch > shown.back()) shown.push_back(epoch);
  }
  return shown;
}

Findings Cells::analyse(const Results& results) const {
  const std::vector<VariantRuns> all = measure_variants(*this, results);
  Findings findings{
      .tables = {results_table(all), curves_table(all, curve_epochs())},
      .figures = make_figures(all, by_levels()),
      .notes = left_out_};
  if (!searches().empty()) {
    findings.tables.push_back(step_search_table(searches(), results));
  }
  return findings;
}

}  // namespace zipml::study
