#include <memory>

#include "experiments/refutation_testing.h"
#include "experiments/small_studies_testing.h"
#include "experiments/svm_bias/tasks.h"

namespace zipml {
namespace svm_bias {
namespace {

CellResult made_up(const Cell& cell, Truth truth) {
  if (truth == Truth::kNothing) return no_result();
  const double ratio = truth == Truth::kFails ? 2 : 0.5;
  if (cell.task == kLemmaTask) {
    return {.values = {{"instances", 10},
                       {"printed_violations", truth == Truth::kFails ? 1 : 0},
                       {"corrected_violations", truth == Truth::kFails ? 1 : 0},
                       {"printed_worst", ratio},
                       {"corrected_worst", ratio}}};
  }
  // With noise nothing at all can be told apart.
  return {.values = {
              {"rows", 20},
              {"isotropy", 1.0},
              {"epsilon", 0.1},
              {"in_gap", 3.0},
              {"bias", ratio},
              {"printed_bias", 1.0},
              {"corrected_bias", 1.0},
              {"variance", ratio},
              {"printed_variance", 1.0},
              {"corrected_variance", 1.0},
              {"measured_variance", 1.0},
              {"largest_score", truth == Truth::kFails ? 50.0 : 1.0},
              {"scores", 4},
              {"largest_score_of_hinge", truth == Truth::kNoise ? 1.0 : 50.0}}};
}

}  // namespace
}  // namespace svm_bias

std::vector<Refutation> svm_bias_refutations() {
  const auto studies = std::make_shared<const SmallStudies>();
  const auto verdicts = [=](Truth truth) {
    return studies
        ->analyse(studies->experiment("svm_bias"),
                  [truth](const Cell& cell) {
                    return svm_bias::made_up(cell, truth);
                  })
        .verdicts;
  };
  const std::string name = "svm_bias";
  return {{.experiment = name,
           .kind = "lemma_11",
           .verdicts = verdicts,
           .exact = true},
          {.experiment = name,
           .kind = "theorem_4",
           .verdicts = verdicts,
           .exact = true},
          {.experiment = name, .kind = "unbiased", .verdicts = verdicts}};
}

}  // namespace zipml
