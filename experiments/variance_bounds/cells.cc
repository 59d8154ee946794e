#include "experiments/variance_bounds/cells.h"

#include "experiments/linear/quantization_spec.h"
#include "experiments/variance_bounds/tasks.h"

namespace zipml::variance_bounds {

Cells::Cells(const ExperimentInfo& info, const Settings& settings)
    : PlannedPoint(info, settings) {
  const std::int64_t instances = parameters().integer("instances");
  const std::int64_t each = (instances + repetitions() - 1) / repetitions();
  for (const Statement& statement : statements()) {
    searches_.push_back(
        {&statement,
         add_cells(kSearchTask,
                   {"dimensions", "bits", "search.restarts", "search.steps",
                    "monte_carlo.draws"},
                   {{"instances", each}, {"statement", statement.id}})});
  }
  for (const Quantity quantity : all_quantities()) {
    formulas_.push_back(
        {quantity,
         add_cells(kFormulaTask,
                   {"bits", "monte_carlo.instances", "monte_carlo.draws"},
                   {{"quantity", quantity_name(quantity)}})});
  }
  for (const int features : curve_dimensions()) {
    for (const LevelConvention convention : kConventions) {
      for (const int bits : ascending_integers(settings, "curve.bits")) {
        curves_.push_back({features, convention, bits,
                           add_cells(kCurveTask, {"curve.draws"},
                                     {{"levels", convention_name(convention)},
                                      {"features", features},
                                      {"bits", bits}})});
      }
    }
  }
  for (const int features :
       ascending_integers(settings, "end_to_end.dimensions")) {
    end_to_end_.push_back(
        {features, add_cells(kEndToEndTask, {"end_to_end.draws"},
                             {{"features", features}})});
  }
}

std::vector<int> Cells::dimensions() const {
  return ascending_integers(settings(), "dimensions");
}

std::vector<int> Cells::curve_dimensions() const {
  return ascending_integers(settings(), "curve.dimensions");
}

CellGroup Cells::add_cells(const std::string& task,
                           const std::vector<std::string>& parameter_names,
                           const Record& more) {
  Record record = more;
  for (const std::string& name : parameter_names) {
    record.set(name, parameters().at(name));
  }
  return add_repetitions(
      [&](int repetition) { return new_cell(task, record, repetition); });
}

}  // namespace zipml::variance_bounds
