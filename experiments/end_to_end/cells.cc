#include "experiments/end_to_end/cells.h"

#include <algorithm>

#include "experiments/linear/comparison.h"
#include "experiments/linear/parameters.h"
#include "experiments/linear/precision_mode.h"

namespace zipml::end_to_end {

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info),
      settings_(settings),
      problems_(located(settings, problems)),
      modes_(distinct_texts(settings, "modes")),
      bits_(ascending_integers(settings, "bits")) {}

int CellMaker::paper_bits(const ProblemSpec& problem) const {
  for (const char* figure : {"8", "11"}) {
    const PaperPanel* panel = paper_panel(figure, problem.data);
    if (panel != nullptr) return panel->bits;
  }
  return 0;
}

int CellMaker::epochs(const ProblemSpec& problem) const {
  return sgd_spec(settings_, problem.training_values).epochs;
}

std::vector<CellMaker::Reading> CellMaker::readings() const {
  std::vector<Reading> readings;
  for (const char* figure : {"8", "10"}) {
    for (const ProblemSpec& problem : problems_) {
      const PaperPanel* panel = own_panel(figure, problem);
      if (panel != nullptr) readings.push_back({problem, figure, panel->bits});
    }
  }
  return readings;
}

TrainingSpec CellMaker::spec(const ProblemSpec& problem) const {
  TrainingSpec spec{.problem = problem,
                    .sgd = sgd_spec(settings_, problem.training_values)};
  spec.model = model_spec(settings_, "least_squares");
  // Least squares on labels -1 and +1 plus a ridge term is LS-SVM (F.1).
  if (problem.task == Task::kRegression) spec.model.ridge = 0;
  return spec;
}

Cell CellMaker::training(const ProblemSpec& problem, const std::string& mode,
                         int bits, int repetition) const {
  return training_cell(info_,
                       with_mode(spec(problem), settings_, mode,
                                 settings_.parameters.text("method"), bits),
                       search_spec(settings_), settings_.seed, repetition);
}

std::shared_ptr<const Cell> CellMaker::step_search(
    const ProblemSpec& problem) const {
  return step_search_cell(info_, spec(problem), search_spec(settings_),
                          settings_.seed);
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  const auto readings = this->readings();
  for (int repetition = 0; repetition < repetitions(); ++repetition) {
    for (const ProblemSpec& problem : problems_) {
      cells.push_back(training(problem, "none", 0, repetition));
      for (const std::string& mode : modes_) {
        for (const int bits : bits_) {
          cells.push_back(training(problem, mode, bits, repetition));
        }
      }
      if (const int bits = paper_bits(problem); bits > 0) {
        cells.push_back(training(problem, "end_to_end", bits, repetition));
      }
    }
    for (const Reading& reading : readings) {
      for (const char* mode : {"sample", "end_to_end"}) {
        cells.push_back(
            training(reading.problem, mode, reading.bits, repetition));
      }
    }
  }
  for (const ProblemSpec& problem : problems_) {
    // Only for the table of the search: with a given alpha nothing needs it.
    cells.push_back(*step_search(problem));
  }
  return cells;
}

}  // namespace zipml::end_to_end
