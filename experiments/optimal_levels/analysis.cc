#include "experiments/optimal_levels/analysis.h"

#include <fmt/format.h>

#include <utility>

#include "core/harness/results.h"
#include "experiments/optimal_levels/cells.h"

namespace zipml::optimal_levels {
namespace {

Rows rows_of(const Results& results, const CellGroup& cells) {
  Rows rows;
  for (const auto& cell : cells) {
    const CellResult& result = results.of(cell);
    if (result.status != Status::kOk) continue;
    for (Record row : result.rows) {
      // Of each seed where several are pooled.
      row.set("repetition",
              fmt::format("{} of seed {}", cell->repetition, cell->seed));
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace

const Record* FeatureSet::shown(std::int64_t levels) const {
  const Record* shown = nullptr;
  for (const Record& row : features) {
    if (row.integer("distinct") < 4 * levels) continue;
    if (shown == nullptr ||
        row.number("skewness") < shown->number("skewness")) {
      shown = &row;
    }
  }
  return shown;
}

Findings Cells::analyse(const Results& results) const {
  TaskRows rows = {.brute_force = rows_of(results, brute_force_),
                   .off_points = rows_of(results, off_points_),
                   .discretised = rows_of(results, discretised_),
                   .greedy = rows_of(results, greedy_),
                   .methods = rows_of(results, methods_),
                   .adversary = rows_of(results, adversary_),
                   .constructed = rows_of(results, constructed_),
                   .timing = rows_of(results, timing_),
                   .shapes = distinct_texts(settings(), "shapes"),
                   .methods_points = parameters().integer("methods.points"),
                   .methods_levels = parameters().integer("methods.levels"),
                   .figure_levels = parameters().integer("figure.levels")};
  for (const Set& set : sets_) {
    rows.sets.push_back({set.problem, rows_of(results, {set.features})});
  }
  Findings findings{
      .tables = make_tables(rows),
      .figures = make_figures(rows),
      .verdicts = make_verdicts(rows),
      .notes = {
          "Points are moved and scaled to [0, 1] with points at both ends, the "
          "paper's setting; k intervals are k + 1 levels, both ends included.",
          "Every MV is computed anew from the levels by its definition in "
          "extended precision; optima are those of `exact`, checked against "
          "brute force on small instances here and in its tests.",
          "Times depend on the machine and on what else it does; no verdict "
          "uses them.",
      }};
  const TimingGrid timed{ascending_integers(settings(), "timing.log2_points"),
                         ascending_integers(settings(), "timing.levels")};
  for (Table& table : make_timing_tables(rows.timing, timed)) {
    findings.tables.push_back(std::move(table));
  }
  return findings;
}

}  // namespace zipml::optimal_levels
