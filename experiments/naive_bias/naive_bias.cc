#include "experiments/naive_bias/naive_bias.h"

#include "experiments/linear/parameters.h"
#include "experiments/naive_bias/analysis.h"
#include "experiments/naive_bias/cells.h"

namespace zipml {
namespace {

std::vector<Parameter> parameters() {
  std::vector<Parameter> all = linear_parameters(
      Value(Value::List{"synthetic-100", "cadata", "cpusmall"}),
      {Value(40), Value(100), Value(300)}, {Value(30), Value(100), Value(300)});
  all.push_back({.name = "bits",
                 .type = ParameterType::kInteger,
                 .is_list = true,
                 .defaults = Value(Value::List{1, 2, 3, 4, 5, 6, 7, 8}),
                 .min = 1,
                 .max = 16,
                 .unit = "bits",
                 .help = "Bits of a quantized sample value."});
  all.push_back(
      {.name = "figure_bits",
       .type = ParameterType::kInteger,
       .defaults = Value(4),
       .min = 1,
       .max = 16,
       .unit = "bits",
       .help = "The bits of the loss figure and of the verdicts; the "
               "paper does not name those of its inset (Fig 4a, of "
               "the same scale, has 4). The nearest of `bits` is taken."});
  all.push_back({.name = "fixed_point.passes",
                 .type = ParameterType::kInteger,
                 .defaults = {Value(4), Value(16), Value(32)},
                 .min = 1,
                 .max = 10'000,
                 .unit = "passes",
                 .help = "Fresh draws of the whole set that a measured fixed "
                         "point is made of."});
  all.push_back({.name = "monte_carlo.rows",
                 .type = ParameterType::kInteger,
                 .defaults = {Value(40), Value(100), Value(200)},
                 .min = 1,
                 .max = 100'000,
                 .unit = "rows",
                 .help = "Samples whose mean gradient is measured."});
  all.push_back({.name = "monte_carlo.draws",
                 .type = ParameterType::kInteger,
                 .defaults = {Value(1000), Value(10'000), Value(20'000)},
                 .min = 100,
                 .max = 100'000'000,
                 .unit = "draws",
                 .help = "Draws of each of those samples."});
  return all;
}

class NaiveBias : public Experiment {
 public:
  explicit NaiveBias(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "naive_bias";
    info_.title = "Naive rounding of samples leads SGD elsewhere";
    info_.claims = {"C1"};
    info_.where = "section 2.2 with its inset figure, supplement B.1";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(5), Value(10), Value(20)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan(const Settings& settings) const override {
    return naive_bias::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    if (cell.task == naive_bias::kFixedPointTask) {
      return naive_bias::run_fixed_point(cell, problems_, context);
    }
    if (cell.task == naive_bias::kMonteCarloTask) {
      return naive_bias::run_monte_carlo(cell, problems_, context);
    }
    return run_linear_cell(cell, prerequisites, problems_, context);
  }

  Findings analyse(const Settings& settings,
                   const Results& results) const override {
    const naive_bias::CellMaker cells(info_, settings, problems_);
    return naive_bias::analyse(cells, settings, results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_naive_bias(
    std::shared_ptr<DataLibrary> library) {
  return std::make_unique<NaiveBias>(std::move(library));
}

}  // namespace zipml
