#include "experiments/variance_bounds/cells.h"

#include "experiments/linear/parameters.h"

namespace zipml::variance_bounds {

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings)
    : info_(info),
      settings_(settings),
      dimensions_(ascending_integers(settings, "dimensions")),
      curve_dimensions_(ascending_integers(settings, "curve.dimensions")),
      curve_bits_(ascending_integers(settings, "curve.bits")),
      end_to_end_dimensions_(
          ascending_integers(settings, "end_to_end.dimensions")) {}

Cell CellMaker::cell(const std::string& task, int repetition,
                     const std::vector<const char*>& parameters) const {
  Cell cell;
  cell.experiment = info_.name;
  cell.version = info_.version;
  cell.task = task;
  cell.seed = settings_.seed;
  cell.repetition = repetition;
  for (const char* name : parameters) {
    cell.parameters.set(name, settings_.parameters.at(name));
  }
  return cell;
}

Cell CellMaker::search(const Statement& statement, int repetition) const {
  Cell own = cell(kSearchTask, repetition,
                  {"dimensions", "bits", "search.restarts", "search.steps",
                   "monte_carlo.draws"});
  const std::int64_t instances = settings_.parameters.integer("instances");
  own.parameters.set("instances",
                     (instances + repetitions() - 1) / repetitions());
  own.parameters.set("statement", statement.id);
  return own;
}

Cell CellMaker::formula(Quantity quantity, int repetition) const {
  Cell own = cell(kFormulaTask, repetition,
                  {"bits", "monte_carlo.instances", "monte_carlo.draws"});
  own.parameters.set("quantity", quantity_name(quantity));
  return own;
}

Cell CellMaker::curve(LevelConvention convention, int features, int bits,
                      int repetition) const {
  Cell own = cell(kCurveTask, repetition, {"curve.draws"});
  own.parameters.set("levels", std::string(level_convention_name(convention)));
  own.parameters.set("features", features);
  own.parameters.set("bits", bits);
  return own;
}

Cell CellMaker::end_to_end(int features, int repetition) const {
  Cell own = cell(kEndToEndTask, repetition, {"end_to_end.draws"});
  own.parameters.set("features", features);
  return own;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (int repetition = 0; repetition < repetitions(); ++repetition) {
    for (const Statement& statement : statements()) {
      cells.push_back(search(statement, repetition));
    }
    for (const Quantity quantity : all_quantities()) {
      cells.push_back(formula(quantity, repetition));
    }
    for (const int features : curve_dimensions_) {
      for (const int bits : curve_bits_) {
        for (const LevelConvention convention : kConventions) {
          cells.push_back(curve(convention, features, bits, repetition));
        }
      }
    }
    for (const int features : end_to_end_dimensions_) {
      cells.push_back(end_to_end(features, repetition));
    }
  }
  return cells;
}

}  // namespace zipml::variance_bounds
