#include "experiments/double_sampling/cells.h"

#include <algorithm>

#include "core/data/synthetic.h"
#include "experiments/double_sampling/tasks.h"
#include "experiments/linear/comparison.h"
#include "experiments/linear/parameters.h"

namespace zipml::double_sampling {

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems) {
  for (const ProblemSpec& problem : this->problems()) add_set(problem);
  for (const Set& set : sets_) {
    if (is_tried(set.problem)) add_trials(set);
  }
  for (const std::string& data : distinct_texts(settings, "bits_sweep.data")) {
    add_sweep(data, problems);
  }
}

Assumptions Cells::assumptions() const {
  return {parameters().text("preprocessing.normalization"),
          integer("sgd.batch_size")};
}

int Cells::bits_of(const ProblemSpec& problem) const {
  // A stand-in too is run at the bits of the set that it stands in for.
  const PaperPanel* panel = paper_panel("8", problem.data);
  return panel != nullptr ? panel->bits : integer("bits");
}

TrainingSpec Cells::spec(const ProblemSpec& problem,
                         const Assumptions& assumptions, int bits) const {
  TrainingSpec spec =
      bits == 0 ? full_precision(problem)
                : low_precision(problem, parameters().text("method"), bits);
  spec.problem.normalization = assumptions.normalization;
  spec.sgd.batch_size = assumptions.batch_size;
  return spec;
}

void Cells::add_set(const ProblemSpec& problem) {
  const int bits = bits_of(problem);
  const TrainingSpec full = spec(problem, assumptions(), 0);
  const TrainingSpec low = spec(problem, assumptions(), bits);
  sets_.push_back({.problem = problem,
                   .bits = bits,
                   .full = add_training(full),
                   .low = add_training(low),
                   .moments = {add(quantization_cell_of(
                       kMomentsTask, low, {"moments.rows", "moments.draws"}))},
                   .storage = {add(quantization_cell_of(kStorageTask, low,
                                                        {"storage.rows"}))}});
  searches_.push_back({problem.title(), add_step_search(full)});
}

void Cells::add_trials(const Set& set) {
  for (const Assumptions& tried : all_assumptions()) {
    Trial trial{.problem = set.problem, .assumptions = tried};
    if (tried == assumptions()) {
      trial.full = set.full;
      trial.low = set.low;
    } else {
      trial.full = add_training(spec(set.problem, tried, 0));
      trial.low = add_training(spec(set.problem, tried, set.bits));
    }
    trials_.push_back(std::move(trial));
  }
}

void Cells::add_sweep(const std::string& data, const LinearProblems& problems) {
  const auto size = synthetic_size(data);
  const int sets =
      size && data == synthetic_name(*size) ? integer("bits_sweep.sets") : 1;
  Sweep sweep;
  for (int set = 1; set <= sets; ++set) {
    const ProblemSpec problem = problems.locate(
        problem_spec(settings(), set == 1 ? data : synthetic_name(*size, set)));
    if (set == 1) sweep.problem = problem;
    const auto train = [&](int bits) {
      TrainingSpec swept = spec(problem, assumptions(), bits);
      swept.sgd.epochs = sweep_epochs();
      return add_one_training(swept);
    };
    sweep.full.push_back(train(0));
    for (const int bits : ascending_integers(settings(), "bits_sweep.bits")) {
      sweep.low[bits].push_back(train(bits));
    }
  }
  sweeps_.push_back(std::move(sweep));
}

std::vector<Assumptions> Cells::all_assumptions() const {
  std::vector<Assumptions> all;
  for (const std::string& normalization :
       distinct_texts(settings(), "assumptions.normalizations")) {
    for (const int batch :
         ascending_integers(settings(), "assumptions.batch_sizes")) {
      all.push_back({normalization, batch});
    }
  }
  if (std::find(all.begin(), all.end(), assumptions()) == all.end()) {
    all.push_back(assumptions());
  }
  return all;
}

bool Cells::is_tried(const ProblemSpec& problem) const {
  const bool large = problem.training_values >= kLargeSet;
  return own_panel("8", problem) != nullptr &&
         (!large || parameters().boolean("assumptions.large_sets"));
}

}  // namespace zipml::double_sampling
