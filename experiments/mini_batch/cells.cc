#include "experiments/linear/parameters.h"
#include "experiments/linear/precision_mode.h"
#include "experiments/mini_batch/analysis.h"

namespace zipml::mini_batch {

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info),
      settings_(settings),
      problems_(located(settings, problems)),
      batches_(ascending_integers(settings, "batch_sizes")) {}

int CellMaker::bits() const {
  return static_cast<int>(settings_.parameters.integer("bits"));
}

int CellMaker::epochs(const ProblemSpec& problem) const {
  return sgd_spec(settings_, problem.training_values).epochs;
}

std::vector<StepRule> CellMaker::step_rules() const {
  return distinct_texts(settings_, "step_rules");
}

TrainingSpec CellMaker::spec(const ProblemSpec& problem, const StepRule& rule,
                             int batch) const {
  TrainingSpec spec{.problem = problem,
                    .sgd = sgd_spec(settings_, problem.training_values)};
  spec.sgd.batch_size = batch;
  if (rule == "shared") {
    const auto tuned =
        static_cast<int>(settings_.parameters.integer("tuned_batch_size"));
    if (tuned != batch) spec.sgd.tuned_batch_size = tuned;
  }
  return spec;
}

Cell CellMaker::training(const ProblemSpec& problem, const StepRule& rule,
                         int batch, int bits, int repetition) const {
  const std::string mode =
      bits == 0 ? "none" : settings_.parameters.text("mode");
  return training_cell(info_,
                       with_mode(spec(problem, rule, batch), settings_, mode,
                                 "double_sampling", bits),
                       search_spec(settings_), settings_.seed, repetition);
}

std::shared_ptr<const Cell> CellMaker::step_search(const ProblemSpec& problem,
                                                   int batch) const {
  return step_search_cell(info_, spec(problem, "per_batch", batch),
                          search_spec(settings_), settings_.seed);
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (const ProblemSpec& problem : problems_) {
    for (const int batch : batches_) {
      for (int repetition = 0; repetition < repetitions(); ++repetition) {
        for (const StepRule& rule : step_rules()) {
          for (const int own_bits : {0, bits()}) {
            cells.push_back(
                training(problem, rule, batch, own_bits, repetition));
          }
        }
      }
      // Only for the table of the search: with a given alpha nothing needs it.
      cells.push_back(*step_search(problem, batch));
    }
  }
  return cells;
}

}  // namespace zipml::mini_batch
