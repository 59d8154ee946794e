// How many points lie in the gap, against Lemma 11's bounds.
#include <algorithm>

#include "experiments/svm_bias/instance.h"
#include "experiments/svm_bias/tasks.h"

namespace zipml::svm_bias {

CellResult run_lemma_11(const Cell& cell, const RunContext& context) {
  const std::string& family = cell.parameters.text("family");
  const std::int64_t instances = cell.parameters.integer("instances");
  std::int64_t printed_violations = 0, corrected_violations = 0;
  double printed_worst = 0, corrected_worst = 0;
  for (std::int64_t i = 0; i < instances; ++i) {
    if (context.should_stop()) return {};
    RandomStream stream({.seed = cell.seed,
                         .purpose = Purpose::kDataGeneration,
                         .step = static_cast<std::uint64_t>(i)});
    const Trial trial = draw_trial(family, stream);
    const double count = count_in_gap(trial.instance.arguments(), trial.delta);
    const double c = isotropy(trial.instance.rows);
    const double printed = count / printed_count(c, trial.radius, trial.delta);
    const double corrected =
        count / corrected_count(c, trial.radius, trial.delta);
    printed_violations += printed > 1 ? 1 : 0;
    corrected_violations += corrected > 1 ? 1 : 0;
    printed_worst = std::max(printed_worst, printed);
    corrected_worst = std::max(corrected_worst, corrected);
  }
  CellResult result;
  result.values = {{"instances", instances},
                   {"printed_violations", printed_violations},
                   {"corrected_violations", corrected_violations},
                   {"printed_worst", printed_worst},
                   {"corrected_worst", corrected_worst}};
  return result;
}

}  // namespace zipml::svm_bias
