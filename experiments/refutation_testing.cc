#include "experiments/refutation_testing.h"

#include <cassert>
#include <cstddef>
#include <memory>
#include <utility>

namespace zipml {

std::vector<Refutation> all_refutations() {
  std::vector<Refutation> all;
  for (const auto& of_experiment : std::vector<std::vector<Refutation>>{
           chebyshev_error_refutations(), cpu_speed_refutations(),
           debiased_single_refutations(), deep_refutations(),
           double_sampling_refutations(), end_to_end_refutations(),
           fpga_refutations(), mini_batch_refutations(),
           naive_bias_refutations(), nonlinear_refutations(),
           optimal_levels_refutations(), optimal_vs_uniform_refutations(),
           polynomial_estimator_refutations(), refetch_refutations(),
           scaling_and_storage_refutations(), sgd_rate_refutations(),
           svm_bias_refutations(), tomography_refutations(),
           variance_bounds_refutations()}) {
    all.insert(all.end(), of_experiment.begin(), of_experiment.end());
  }
  return all;
}

Runs MadeUp::runs(const std::vector<CellResult>& results) {
  Results& kept = kept_.emplace_back();
  CellGroup group;
  for (const CellResult& result : results) {
    Cell cell{.experiment = "made_up",
              .repetition = static_cast<int>(group.size())};
    kept.add(cell, result);
    group.push_back(std::make_shared<const Cell>(std::move(cell)));
  }
  return Runs(kept, group);
}

Runs MadeUp::runs(const std::string& value,
                  const std::vector<double>& of_each) {
  std::vector<CellResult> results;
  for (const double own : of_each) {
    results.push_back({.values = {{value, own}}});
  }
  return runs(results);
}

CellResult training_result(const std::vector<double>& losses) {
  assert(!losses.empty());
  CellResult result{.values = {{"final_loss", losses.back()}}};
  for (std::size_t epoch = 0; epoch < losses.size(); ++epoch) {
    result.rows.push_back(
        {{"epoch", static_cast<int>(epoch)}, {"loss", losses[epoch]}});
  }
  return result;
}

CellResult no_result() {
  return {.status = Status::kFailed, .reason = "made up: it failed"};
}

}  // namespace zipml
