#include "experiments/end_to_end/cells.h"

#include "experiments/linear/comparison.h"
#include "experiments/linear/parameters.h"
#include "experiments/linear/precision_mode.h"

namespace zipml::end_to_end {
namespace {

int paper_bits_of(const ProblemSpec& problem) {
  for (const char* figure : {"8", "11"}) {
    const PaperPanel* panel = paper_panel(figure, problem.data);
    if (panel != nullptr) return panel->bits;
  }
  return 0;
}

}  // namespace

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems),
      modes_(distinct_texts(settings, "modes")),
      bits_(ascending_integers(settings, "bits")) {
  for (const ProblemSpec& problem : this->problems()) {
    const TrainingSpec full = spec(problem);
    sets_.push_back(add_set(problem, full));
    searches_.push_back({problem.title(), add_step_search(full)});
  }
}

Cells::Set Cells::add_set(const ProblemSpec& problem,
                          const TrainingSpec& full) {
  Set set{.problem = problem,
          .paper_bits = paper_bits_of(problem),
          .full = add_training(full)};
  const auto add_low = [&](const std::string& mode, int bits) {
    CellGroup& group = set.low[mode][bits];
    if (!group.empty()) return;
    group = add_training(low(full, mode, bits));
  };
  for (const std::string& mode : modes_) {
    for (const int bits : bits_) add_low(mode, bits);
  }
  if (set.paper_bits > 0) {
    add_low("end_to_end", set.paper_bits);
    TrainingSpec whole = full;
    whole.sgd.epochs = whole_epochs();
    set.whole_full = add_training(whole);
    set.whole_low = add_training(low(whole, "end_to_end", set.paper_bits));
  }
  for (const std::string& figure : kDoubtfulFigures) {
    const PaperPanel* panel = own_panel(figure, problem);
    if (panel == nullptr) continue;
    add_low("sample", panel->bits);
    add_low("end_to_end", panel->bits);
  }
  return set;
}

TrainingSpec Cells::low(const TrainingSpec& full, const std::string& mode,
                        int bits) const {
  return with_mode(full, settings(), mode, parameters().text("method"), bits);
}

TrainingSpec Cells::spec(const ProblemSpec& problem) const {
  TrainingSpec spec = full_precision(problem);
  spec.model = model_spec(settings(), "least_squares");
  // Least squares on labels -1 and +1 plus a ridge term is LS-SVM (F.1).
  if (problem.task == Task::kRegression) spec.model.ridge = 0;
  return spec;
}

}  // namespace zipml::end_to_end
