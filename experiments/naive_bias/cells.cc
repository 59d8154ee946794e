#include "experiments/naive_bias/cells.h"

#include <algorithm>
#include <cstdlib>

#include "experiments/naive_bias/tasks.h"

namespace zipml::naive_bias {

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems),
      bits_(ascending_integers(settings, "bits")) {
  for (const ProblemSpec& problem : this->problems()) {
    Set set{.problem = problem, .full = add_training(full_precision(problem))};
    for (const int bits : bits_) {
      for (const std::string& method : kMethods) {
        set.low[method][bits] =
            add_training(low_precision(problem, method, bits));
      }
      const TrainingSpec naive = low_precision(problem, "naive", bits);
      TrainingSpec from_optimum = naive;
      from_optimum.sgd.start_at_optimum = true;
      set.from_optimum[bits] = {add_one_training(from_optimum)};
      set.fixed_point[bits] = add_repetitions([&](int repetition) {
        Cell cell =
            quantization_cell_of(kFixedPointTask, naive, {}, repetition);
        cell.parameters.set("passes", parameters().at("fixed_point.passes"));
        return cell;
      });
      set.monte_carlo[bits] = {add(quantization_cell_of(
          kMonteCarloTask, naive, {"monte_carlo.rows", "monte_carlo.draws"}))};
    }
    sets_.push_back(std::move(set));
  }
}

int Cells::figure_bits() const {
  const int wanted = integer("figure_bits");
  return *std::min_element(bits_.begin(), bits_.end(), [&](int a, int b) {
    return std::abs(a - wanted) < std::abs(b - wanted);
  });
}

}  // namespace zipml::naive_bias
