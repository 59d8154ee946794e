#include "experiments/chebyshev_error/cells.h"

#include <set>

#include "core/polynomial/approximate.h"

namespace zipml::chebyshev_error {
namespace {

std::set<double> distinct(const Settings& settings, const char* parameter) {
  const std::vector<double> values = settings.parameters.numbers(parameter);
  return {values.begin(), values.end()};
}

}  // namespace

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings)
    : info_(info), settings_(settings) {
  for (const double radius : distinct(settings, "sigmoid.radii")) {
    targets_.push_back(sigmoid_target(radius));
  }
  for (const double gap : distinct(settings, "step.gaps")) {
    targets_.push_back(step_target(gap));
  }
  const std::set<double> epsilons = distinct(settings, "epsilons");
  epsilons_.assign(epsilons.rbegin(), epsilons.rend());
}

int CellMaker::paper_degree() const {
  return static_cast<int>(settings_.parameters.integer("paper_degree"));
}

int CellMaker::max_degree() const {
  return static_cast<int>(settings_.parameters.integer("max_degree"));
}

Cell CellMaker::cell(const char* task,
                     const ApproximationTarget& target) const {
  Cell cell;
  cell.experiment = info_.name;
  cell.version = info_.version;
  cell.task = task;
  cell.parameters = to_record(target);
  return cell;
}

Cell CellMaker::errors(const ApproximationTarget& target,
                       const std::string& approximation) const {
  Cell own = cell(kErrorsTask, target);
  own.parameters.set("approximation", approximation);
  own.parameters.set("max_degree", max_degree());
  return own;
}

Cell CellMaker::shape(const ApproximationTarget& target) const {
  Cell own = cell(kShapeTask, target);
  own.parameters.set("degree", paper_degree());
  return own;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (const ApproximationTarget& target : targets_) {
    for (const std::string& approximation : kApproximations) {
      cells.push_back(errors(target, approximation));
    }
    cells.push_back(shape(target));
  }
  return cells;
}

CellResult run_errors(const Cell& cell, const RunContext& context) {
  const ApproximationTarget target = target_from_record(cell.parameters);
  const Function f = [&](double z) { return target.value(z); };
  CellResult result;
  for (int degree = 1; degree <= cell.parameters.integer("max_degree");
       degree += 2) {
    if (context.should_stop()) return {};
    const Polynomial p =
        approximate(target, cell.parameters.text("approximation"), degree);
    result.rows.push_back(
        {{"degree", degree},
         {"error", max_error(f, p, target.radius, target.gap)},
         {"error_whole", max_error(f, p, target.radius, 0)},
         {"monomial_growth", p.monomial_growth()},
         {"chebyshev_growth", p.chebyshev_growth()}});
  }
  return result;
}

CellResult run_shape(const Cell& cell) {
  const ApproximationTarget target = target_from_record(cell.parameters);
  const auto degree = static_cast<int>(cell.parameters.integer("degree"));
  const Polynomial series = approximate(target, "series", degree);
  const Polynomial minimax = approximate(target, "minimax", degree);
  constexpr int kPoints = 301;
  CellResult result;
  for (int i = 0; i < kPoints; ++i) {
    const double z = target.radius * i / (kPoints - 1);
    result.rows.push_back({{"z", z},
                           {"function", target.value(z)},
                           {"series", series(z)},
                           {"minimax", minimax(z)}});
  }
  return result;
}

}  // namespace zipml::chebyshev_error
