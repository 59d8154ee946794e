#include "experiments/optimal_vs_uniform/cells.h"

#include <algorithm>
#include <set>

#include "experiments/linear/comparison.h"
#include "experiments/linear/parameters.h"

namespace zipml::optimal_vs_uniform {

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info),
      settings_(settings),
      problems_(located(settings, problems)),
      swept_bits_(ascending_integers(settings, "bits_sweep.bits")) {}

int CellMaker::bits(const ProblemSpec& problem) const {
  const PaperPanel* panel = paper_panel("10", problem.data);
  return panel != nullptr
             ? panel->bits
             : static_cast<int>(settings_.parameters.integer("bits"));
}

int CellMaker::epochs(const ProblemSpec& problem) const {
  return sgd_spec(settings_, problem.training_values).epochs;
}

std::vector<int> CellMaker::checkpoints(const ProblemSpec& problem) const {
  const int last = epochs(problem);
  std::vector<int> epochs = ascending_integers(settings_, "equal_loss.epochs");
  std::erase_if(epochs, [&](int epoch) { return epoch >= last; });
  epochs.push_back(last);
  return epochs;
}

LevelConvention CellMaker::convention() const {
  return convention_from_name(settings_.parameters.text("quantization.levels"));
}

bool CellMaker::same_range() const {
  // min_max puts every feature on [-1, 1], where both ranges are one.
  return own_normalization() == "min_max" ||
         settings_.parameters.text("quantization.scaling") == "min_max";
}

bool CellMaker::is_swept(const ProblemSpec& problem) const {
  const auto most = settings_.parameters.integer("bits_sweep.most_values");
  return most == 0 || problem.training_values <= static_cast<std::size_t>(most);
}

std::vector<ProblemSpec> CellMaker::swept() const {
  std::vector<ProblemSpec> problems = problems_;
  std::erase_if(problems, [&](const auto& own) { return !is_swept(own); });
  return problems;
}

std::vector<ProblemSpec> CellMaker::of_figure_7a() const {
  std::vector<ProblemSpec> problems = problems_;
  std::erase_if(problems, [&](const auto& own) {
    return !is_swept(own) && own.data != kFigure7aData;
  });
  return problems;
}

int CellMaker::optimal_bits() const {
  return static_cast<int>(
      settings_.parameters.integer("figure_7a.optimal_bits"));
}

int CellMaker::uniform_bits() const {
  return static_cast<int>(
      settings_.parameters.integer("figure_7a.uniform_bits"));
}

TrainingSpec CellMaker::spec(const ProblemSpec& problem) const {
  return {.problem = problem,
          .sgd = sgd_spec(settings_, problem.training_values)};
}

Cell CellMaker::full(const ProblemSpec& problem, int repetition) const {
  return training_cell(info_, spec(problem), search_spec(settings_),
                       settings_.seed, repetition);
}

Cell CellMaker::training(const ProblemSpec& problem, Placement placement,
                         int bits, int repetition) const {
  TrainingSpec low = spec(problem);
  low.method = settings_.parameters.text("method");
  low.quantization = quantization_spec(settings_, bits);
  if (placement == Placement::kUniform) low.quantization.placement = "uniform";
  return training_cell(info_, low, search_spec(settings_), settings_.seed,
                       repetition);
}

std::shared_ptr<const Cell> CellMaker::step_search(
    const ProblemSpec& problem) const {
  return step_search_cell(info_, spec(problem), search_spec(settings_),
                          settings_.seed);
}

const std::string& CellMaker::own_normalization() const {
  return settings_.parameters.text("preprocessing.normalization");
}

std::vector<std::string> CellMaker::normalizations() const {
  std::vector<std::string> names =
      distinct_texts(settings_, "variance.normalizations");
  if (std::find(names.begin(), names.end(), own_normalization()) ==
      names.end()) {
    names.push_back(own_normalization());
  }
  return names;
}

std::vector<int> CellMaker::variance_bits(const ProblemSpec& problem) const {
  std::set<int> bits = {this->bits(problem)};
  if (is_swept(problem)) bits.insert(swept_bits_.begin(), swept_bits_.end());
  return {bits.begin(), bits.end()};
}

Cell CellMaker::variance(const ProblemSpec& problem,
                         const std::string& normalization, int bits) const {
  TrainingSpec own = spec(problem);
  own.problem.normalization = normalization;
  own.quantization = {
      .bits = bits,
      .convention = convention(),
      .placement = settings_.parameters.text("quantization.placement")};
  return quantization_cell(info_, kVarianceTask, own, settings_.seed, 0);
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  const auto add = [&](const ProblemSpec& problem, int bits, int repetition) {
    for (const Placement placement :
         {Placement::kUniform, Placement::kOptimal}) {
      cells.push_back(training(problem, placement, bits, repetition));
    }
  };
  for (int repetition = 0; repetition < repetitions(); ++repetition) {
    for (const ProblemSpec& problem : problems_) {
      cells.push_back(full(problem, repetition));
      add(problem, bits(problem), repetition);
    }
    for (const ProblemSpec& problem : swept()) {
      for (const int bits : swept_bits_) add(problem, bits, repetition);
    }
    for (const ProblemSpec& problem : of_figure_7a()) {
      add(problem, optimal_bits(), repetition);
      cells.push_back(
          training(problem, Placement::kUniform, uniform_bits(), repetition));
    }
  }
  for (const ProblemSpec& problem : problems_) {
    for (const std::string& normalization : normalizations()) {
      for (const int bits : variance_bits(problem)) {
        cells.push_back(variance(problem, normalization, bits));
      }
    }
    // Only for the table of the search: with a given alpha nothing needs it.
    cells.push_back(*step_search(problem));
  }
  return cells;
}

}  // namespace zipml::optimal_vs_uniform
