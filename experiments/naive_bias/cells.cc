#include "experiments/naive_bias/cells.h"

#include <algorithm>
#include <cstdlib>

#include "experiments/linear/parameters.h"
#include "experiments/linear/quantized_problem.h"

namespace zipml::naive_bias {

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info), settings_(settings) {
  for (const std::string& data : distinct_texts(settings, "data")) {
    problems_.push_back(problems.locate(problem_spec(settings, data)));
  }
  bits_ = ascending_integers(settings, "bits");
}

int CellMaker::figure_bits() const {
  const auto wanted =
      static_cast<int>(settings_.parameters.integer("figure_bits"));
  return *std::min_element(bits_.begin(), bits_.end(), [&](int a, int b) {
    return std::abs(a - wanted) < std::abs(b - wanted);
  });
}

TrainingSpec CellMaker::spec(const ProblemSpec& problem,
                             const std::string& method, int bits) const {
  return {problem, sgd_spec(settings_, problem.training_values), method,
          quantization_spec(settings_, bits)};
}

Cell CellMaker::training(const ProblemSpec& problem, const std::string& method,
                         int bits, int repetition) const {
  return training_cell(info_, spec(problem, method, bits),
                       search_spec(settings_), settings_.seed, repetition);
}

Cell CellMaker::from_optimum(const ProblemSpec& problem, int bits) const {
  TrainingSpec naive = spec(problem, "naive", bits);
  naive.sgd.start_at_optimum = true;
  return training_cell(info_, naive, search_spec(settings_), settings_.seed, 0);
}

Cell CellMaker::fixed_point(const ProblemSpec& problem, int bits,
                            int repetition) const {
  Cell cell =
      quantization_cell(info_, kFixedPointTask, spec(problem, "naive", bits),
                        settings_.seed, repetition);
  cell.parameters.set("passes", settings_.parameters.at("fixed_point.passes"));
  return cell;
}

Cell CellMaker::monte_carlo(const ProblemSpec& problem, int bits) const {
  Cell cell = quantization_cell(
      info_, kMonteCarloTask, spec(problem, "naive", bits), settings_.seed, 0);
  for (const char* name : {"monte_carlo.rows", "monte_carlo.draws"}) {
    cell.parameters.set(name, settings_.parameters.at(name));
  }
  return cell;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (const ProblemSpec& problem : problems_) {
    for (int repetition = 0; repetition < repetitions(); ++repetition) {
      cells.push_back(training(problem, "32-bit", 0, repetition));
      for (const int bits : bits_) {
        for (const std::string& method : kMethods) {
          cells.push_back(training(problem, method, bits, repetition));
        }
        cells.push_back(fixed_point(problem, bits, repetition));
      }
    }
    for (const int bits : bits_) {
      cells.push_back(from_optimum(problem, bits));
      cells.push_back(monte_carlo(problem, bits));
    }
  }
  return cells;
}

}  // namespace zipml::naive_bias
