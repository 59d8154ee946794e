#include "experiments/sgd_rate/sgd_rate.h"

#include "core/base/error.h"
#include "experiments/linear/linear_problem.h"
#include "experiments/sgd_rate/analysis.h"
#include "experiments/sgd_rate/cells.h"

namespace zipml {
namespace {

// first, 2 first, ... <= last.
Value doublings(int first, int last) {
  Value::List list;
  for (int count = first; count <= last; count *= 2) list.emplace_back(count);
  return list;
}

std::vector<Parameter> parameters() {
  const sgd_rate::GeneratorSpec spec;
  return {
      {.name = "problem.rows",
       .type = ParameterType::kInteger,
       .defaults = Value(spec.rows),
       .min = 3,
       .max = 100'000,
       .unit = "rows",
       .help = "Rows K of the generated problem; more than its features."},
      {.name = "problem.features",
       .type = ParameterType::kInteger,
       .defaults = Value(spec.features),
       .min = 2,
       .max = 500,
       .help = "Features n. The exact sigma costs K n^3 / 2."},
      {.name = "problem.condition",
       .type = ParameterType::kNumber,
       .defaults = Value(spec.condition),
       .min = 1,
       .max = 1e10,
       .help = "Largest over smallest eigenvalue of S; between them they fall "
               "geometrically."},
      {.name = "problem.label_noise",
       .type = ParameterType::kNumber,
       .defaults = Value(spec.label_noise),
       .min = 0,
       .max = 1e6,
       .help = "Standard deviation of the labels' noise, for an optimum of "
               "norm 1."},
      {.name = "passes",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = {doublings(1, 128), doublings(1, 512), doublings(1, 2048)},
       .min = 1,
       .max = 1'000'000,
       .unit = "rows",
       .help = "Numbers of updates of SGD (batch 1, rows drawn with "
               "replacement), in multiples of the rows; each is a run of its "
               "own, whose step depends on it."},
      {.name = "full_batch_updates",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = {doublings(16, 8192), doublings(16, 16384),
                    doublings(16, 16384)},
       .min = 1,
       .max = 10'000'000,
       .unit = "updates",
       .help = "Numbers of updates of full-batch gradient descent, which has "
               "no noise: well above 1 and well below problem.condition, or "
               "the ends of the spectrum show."},
      {.name = "bits",
       .type = ParameterType::kInteger,
       .is_list = true,
       .defaults = Value(Value::List{2, 3, 4, 5, 6, 7, 8}),
       .min = 1,
       .max = 16,
       .unit = "bits",
       .help = "Bits of a quantized sample value."},
      {.name = "quantization.levels",
       .type = ParameterType::kChoice,
       .defaults = Value("whole_range"),
       .help = "b bits are 2^b levels over the range (whole_range, section "
               "2.1) or 2^(b-1) steps each side of zero (per_sign, A.3).",
       .choices = convention_names()},
  };
}

class SgdRate : public Experiment {
 public:
  SgdRate() {
    info_.name = "sgd_rate";
    info_.title = "The rate of averaged SGD, and the price of bias";
    info_.claims = {"T1", "T3"};
    info_.where = "Theorems 1 and 3 (section 2.1, supplement B)";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(8), Value(16), Value(32)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan(const Settings& settings) const override {
    const sgd_rate::CellMaker cells(info_, settings);
    const sgd_rate::GeneratorSpec spec = cells.generator();
    if (spec.features >= spec.rows) {
      throw UserError(Diagnostic{
          "", {}, "problem.features", "must be fewer than problem.rows", ""});
    }
    return cells.all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    return cell.task == sgd_rate::kConstantsTask
               ? sgd_rate::run_constants(cell, context)
               : sgd_rate::run_training(cell, prerequisites, context);
  }

  Findings analyse(const Settings& settings,
                   const Results& results) const override {
    return sgd_rate::analyse(sgd_rate::CellMaker(info_, settings), results);
  }

 private:
  ExperimentInfo info_;
};

}  // namespace

std::unique_ptr<Experiment> make_sgd_rate() {
  return std::make_unique<SgdRate>();
}

}  // namespace zipml
