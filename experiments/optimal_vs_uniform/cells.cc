#include "experiments/optimal_vs_uniform/cells.h"

#include <algorithm>
#include <set>

#include "experiments/linear/comparison.h"
#include "experiments/linear/parameters.h"
#include "experiments/optimal_vs_uniform/tasks.h"

namespace zipml::optimal_vs_uniform {

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems),
      swept_bits_(ascending_integers(settings, "bits_sweep.bits")) {
  for (const ProblemSpec& problem : this->problems()) {
    const bool swept = is_swept(problem);
    Set set{.problem = problem,
            .bits = bits_of(problem),
            .swept = swept,
            .in_figure_7a = swept || problem.data == kFigure7aData};
    add_training_of(set);
    add_variances(set);
    sets_.push_back(std::move(set));
    searches_.push_back(
        {problem.title(), add_step_search(full_precision(problem))});
  }
}

std::vector<int> Cells::checkpoints(const ProblemSpec& problem) const {
  const int last = epochs(problem);
  std::vector<int> epochs = ascending_integers(settings(), "equal_loss.epochs");
  std::erase_if(epochs, [&](int epoch) { return epoch >= last; });
  epochs.push_back(last);
  return epochs;
}

const std::string& Cells::normalization() const {
  return parameters().text("preprocessing.normalization");
}

LevelConvention Cells::convention() const {
  return convention_from_name(parameters().text("quantization.levels"));
}

int Cells::bits_of(const ProblemSpec& problem) const {
  const PaperPanel* panel = paper_panel("10", problem.data);
  return panel != nullptr ? panel->bits : integer("bits");
}

bool Cells::is_swept(const ProblemSpec& problem) const {
  const auto most = parameters().integer("bits_sweep.most_values");
  return most == 0 || problem.training_values <= static_cast<std::size_t>(most);
}

void Cells::add_uniform(Set& set, int bits) {
  CellGroup& group = set.uniform[bits];
  if (!group.empty()) return;
  TrainingSpec spec =
      low_precision(set.problem, parameters().text("method"), bits);
  spec.quantization.placement = "uniform";
  group = add_training(spec);
}

void Cells::add_optimal(Set& set, int bits) {
  CellGroup& group = set.optimal[bits];
  if (!group.empty()) return;
  group = add_training(
      low_precision(set.problem, parameters().text("method"), bits));
}

void Cells::add_training_of(Set& set) {
  set.full = add_training(full_precision(set.problem));
  add_uniform(set, set.bits);
  add_optimal(set, set.bits);
  if (set.swept) {
    for (const int bits : swept_bits_) {
      add_uniform(set, bits);
      add_optimal(set, bits);
    }
  }
  if (set.in_figure_7a) {
    add_uniform(set, optimal_bits());
    add_optimal(set, optimal_bits());
    add_uniform(set, uniform_bits());
  }
}

void Cells::add_variances(Set& set) {
  std::set<int> all_bits = {set.bits};
  if (set.swept) all_bits.insert(swept_bits_.begin(), swept_bits_.end());
  for (const std::string& normalization : normalizations()) {
    for (const int bits : all_bits) {
      TrainingSpec spec = full_precision(set.problem);
      spec.problem.normalization = normalization;
      spec.quantization = {
          .bits = bits,
          .convention = convention(),
          .placement = parameters().text("quantization.placement")};
      set.variances.push_back(
          {normalization,
           bits,
           {add(quantization_cell_of(kVarianceTask, spec, {}))}});
    }
  }
}

std::vector<std::string> Cells::normalizations() const {
  std::vector<std::string> names =
      distinct_texts(settings(), "variance.normalizations");
  if (std::find(names.begin(), names.end(), normalization()) == names.end()) {
    names.push_back(normalization());
  }
  return names;
}

}  // namespace zipml::optimal_vs_uniform
