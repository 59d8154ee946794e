#include "core/harness/legacy_experiment.h"
#include "experiments/variance_bounds/variance_bounds.h"

#include "experiments/variance_bounds/analysis.h"
#include "experiments/variance_bounds/cells.h"

namespace zipml {
namespace {

Parameter count(const char* name, Defaults defaults, double min,
                const char* unit, const char* help) {
  return {.name = name,
          .type = ParameterType::kInteger,
          .defaults = std::move(defaults),
          .min = min,
          .max = 100'000'000,
          .unit = unit,
          .help = help};
}

Parameter counts(const char* name, Value::List defaults, double max,
                 const char* unit, const char* help) {
  return {.name = name,
          .type = ParameterType::kInteger,
          .is_list = true,
          .defaults = Value(std::move(defaults)),
          .min = 1,
          .max = max,
          .unit = unit,
          .help = help};
}

std::vector<Parameter> parameters() {
  return {
      count("instances", {Value(12'000), Value(50'000), Value(300'000)}, 1,
            "instances",
            "Random instances of each statement, spread over the repetitions "
            "and dimensions."),
      counts("dimensions", {1, 2, 3, 4, 8, 16, 64, 256}, 10'000, "features",
             "Numbers of features n; the end-to-end statements take those up "
             "to 8, for which their closed form is short."),
      counts("bits", {1, 2, 3, 4, 6, 8}, 12, "bits",
             "Bits b of the quantizers: s = 2^(b-1) with step 1/s per sign, s "
             "= 2^b - 1 with step 2/s."),
      count("search.restarts", {Value(5), Value(10), Value(20)}, 1, "starts",
            "Starts of the hill climbing, for each statement, dimension and "
            "repetition."),
      count("search.steps", {Value(200), Value(1000), Value(5000)}, 1, "moves",
            "Moves after each start."),
      count("monte_carlo.instances", {Value(10), Value(50), Value(100)}, 1,
            "instances",
            "Gaussian instances on which each closed form is measured."),
      count("monte_carlo.draws", {Value(10'000), Value(40'000), Value(200'000)},
            100, "draws", "Draws at each of them and at each worst case."),
      counts("curve.dimensions", {10, 100, 1000}, 100'000, "features",
             "Panels of the figure of variance against s."),
      counts("curve.bits", {1, 2, 3, 4, 5, 6, 7, 8}, 12, "bits",
             "Its bits, as in `bits`."),
      count("curve.draws", {Value(200), Value(1000), Value(5000)}, 2, "draws",
            "Its draws of each vector."),
      counts("end_to_end.dimensions", {16, 64, 256, 1024}, 100'000, "features",
             "Numbers of features at which end-to-end quantization with s >= "
             "sqrt(n) is measured."),
      count("end_to_end.draws", {Value(2000), Value(10'000), Value(40'000)}, 2,
            "draws", "Its draws of each gradient."),
  };
}

class VarianceBounds : public LegacyExperiment {
 public:
  VarianceBounds() {
    info_.name = "variance_bounds";
    info_.title = "The paper's bounds on variance, as printed and corrected";
    info_.claims = {"C2", "C3", "C4"};
    info_.where =
        "sections 2.1 to 2.3, supplement A to E: Lemmas 1, 2, 6 to 10, "
        "Corollaries 1 to 3";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(3), Value(5), Value(10)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan_cells(const Settings& settings) const override {
    return variance_bounds::CellMaker(info_, settings).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult>,
                 const RunContext& context) const override {
    if (cell.task == variance_bounds::kSearchTask) {
      return variance_bounds::run_search(cell, context);
    }
    if (cell.task == variance_bounds::kFormulaTask) {
      return variance_bounds::run_formula(cell, context);
    }
    if (cell.task == variance_bounds::kCurveTask) {
      return variance_bounds::run_curve(cell, context);
    }
    return variance_bounds::run_end_to_end(cell, context);
  }

  Findings analyse_cells(const Settings& settings,
                   const Results& results) const override {
    return variance_bounds::analyse(variance_bounds::CellMaker(info_, settings),
                                    settings, results);
  }

 private:
  ExperimentInfo info_;
};

}  // namespace

std::unique_ptr<Experiment> make_variance_bounds() {
  return std::make_unique<VarianceBounds>();
}

}  // namespace zipml
