// What the plans of experiments on linear models share.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/harness/experiment.h"
#include "core/harness/task_experiment.h"
#include "experiments/linear/training.h"

namespace zipml {

// A step search under the name that its table shows.
struct NamedSearch {
  std::string title;
  std::shared_ptr<const Cell> cell;
};

// A planned point with the sets of `data` (and data_if_local) located.
class LinearPoint : public PlannedPoint {
 public:
  const std::vector<ProblemSpec>& problems() const { return problems_; }
  // Of a training run on the problem.
  int epochs(const ProblemSpec& problem) const;

 protected:
  // UserError when a set of `data` is not to be had, or when the step search
  // has no step to try.
  LinearPoint(const ExperimentInfo& info, const Settings& settings,
              const LinearProblems& problems);

  const SearchSpec& search() const { return search_; }
  // sgd.* for the problem, and training in full precision with it.
  SgdSpec sgd(const ProblemSpec& problem) const;
  TrainingSpec full_precision(const ProblemSpec& problem) const;
  // The same with samples of so many bits by a method.
  TrainingSpec low_precision(const ProblemSpec& problem,
                             const std::string& method, int bits) const;

  // A training run for each repetition, and its first repetition alone.
  CellGroup add_training(const TrainingSpec& spec);
  std::shared_ptr<const Cell> add_one_training(const TrainingSpec& spec);
  // The cell of a repetition, not added yet. Runs that are tuned by one step
  // search have the same cell as prerequisite, so that it is identified once.
  Cell training_cell_of(const TrainingSpec& spec, int repetition) const;
  // The step search of such training, for its table: training plans its own.
  std::shared_ptr<const Cell> add_step_search(const TrainingSpec& spec);
  // A cell that looks at the quantized problem itself (quantized_problem.h),
  // with the named parameters of this point; not added yet.
  Cell quantization_cell_of(const std::string& task, const TrainingSpec& spec,
                            const std::vector<std::string>& parameter_names,
                            int repetition = 0) const;

 private:
  // The one cell that is all that `cell` is.
  std::shared_ptr<const Cell> shared(std::shared_ptr<const Cell> cell) const;

  SearchSpec search_;  // checked before data is looked for
  std::vector<ProblemSpec> problems_;
  // By seed and parameters: all else is the same for the searches of a point.
  mutable std::map<std::string, std::shared_ptr<const Cell>> searches_;
};

// The tasks of training ("train") and of the step search ("step_search").
std::vector<CellTask<LinearProblems>> training_tasks();

// An experiment on linear models: besides its own tasks it has those of
// training, unless it brings its own. `Point` derives from LinearPoint and is
// made of (const ExperimentInfo&, const Settings&, const LinearProblems&).
template <typename Point>
std::unique_ptr<Experiment> linear_experiment(
    ExperimentInfo info, std::shared_ptr<DataLibrary> library,
    std::vector<CellTask<LinearProblems>> own_tasks = {}) {
  for (CellTask<LinearProblems>& task : training_tasks()) {
    own_tasks.push_back(std::move(task));
  }
  return std::make_unique<TaskExperiment<Point, LinearProblems>>(
      std::move(info), std::move(own_tasks), std::move(library));
}

}  // namespace zipml
