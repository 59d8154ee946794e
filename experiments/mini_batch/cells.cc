#include "experiments/mini_batch/cells.h"

#include <fmt/format.h>

#include "experiments/linear/precision_mode.h"

namespace zipml::mini_batch {

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems) {
  const std::vector<int> sizes = ascending_integers(settings, "batch_sizes");
  for (const ProblemSpec& problem : this->problems()) {
    for (const StepRule& rule : distinct_texts(settings, "step_rules")) {
      Set& set = sets_.emplace_back(Set{.problem = problem, .rule = rule});
      for (const int size : sizes) {
        const TrainingSpec full = spec(problem, rule, size);
        set.batches.push_back({.size = size,
                               .full = add_training(full),
                               .low = add_training(with_mode(
                                   full, settings, parameters().text("mode"),
                                   "double_sampling", bits()))});
      }
    }
    for (const int size : sizes) {
      searches_.push_back({fmt::format("{}, batch {}", problem.title(), size),
                           add_step_search(spec(problem, "per_batch", size))});
    }
  }
}

TrainingSpec Cells::spec(const ProblemSpec& problem, const StepRule& rule,
                         int batch) const {
  TrainingSpec spec = full_precision(problem);
  spec.sgd.batch_size = batch;
  const int tuned = integer("tuned_batch_size");
  if (rule == "shared" && tuned != batch) spec.sgd.tuned_batch_size = tuned;
  return spec;
}

}  // namespace zipml::mini_batch
