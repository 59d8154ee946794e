// Results that are made up, and what the verdicts say of them: a rule that
// cannot fail is no rule.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "core/harness/runs.h"

namespace zipml {

// What the made-up results are like.
enum class Truth {
  kHolds,    // the claim is plainly true
  kFails,    // it is plainly false
  kNoise,    // neither can be told for the noise
  kNothing,  // no cell has a result
};

// A kind of verdict of an experiment, tried on made-up results.
struct Refutation {
  std::string experiment = {};
  std::string kind = {};
  // Verdicts of the experiment on such results; those of `kind`, at least one,
  // must say reproduced, not reproduced, inconclusive, and inconclusive or not
  // testable.
  std::function<std::vector<Verdict>(Truth)> verdicts = {};
  // A quantity without sampling error: no noise can bury it.
  bool exact = false;
  // The paper does not give the conditions: hit and miss alike are not
  // testable.
  bool never_testable = false;
};

// One row a kind. Of each experiment, in refutations_testing.cc of its folder.
std::vector<Refutation> chebyshev_error_refutations();
std::vector<Refutation> cpu_speed_refutations();
std::vector<Refutation> debiased_single_refutations();
std::vector<Refutation> deep_refutations();
std::vector<Refutation> double_sampling_refutations();
std::vector<Refutation> end_to_end_refutations();
std::vector<Refutation> fpga_refutations();
std::vector<Refutation> mini_batch_refutations();
std::vector<Refutation> naive_bias_refutations();
std::vector<Refutation> nonlinear_refutations();
std::vector<Refutation> optimal_levels_refutations();
std::vector<Refutation> optimal_vs_uniform_refutations();
std::vector<Refutation> polynomial_estimator_refutations();
std::vector<Refutation> refetch_refutations();
std::vector<Refutation> scaling_and_storage_refutations();
std::vector<Refutation> sgd_rate_refutations();
std::vector<Refutation> svm_bias_refutations();
std::vector<Refutation> tomography_refutations();
std::vector<Refutation> variance_bounds_refutations();
// Of all experiments.
std::vector<Refutation> all_refutations();

// Keeps made-up results for the Runs that refer to them.
class MadeUp {
 public:
  // A result a repetition.
  Runs runs(const std::vector<CellResult>& results);
  // The same of runs that ended well, with one value each.
  Runs runs(const std::string& value, const std::vector<double>& of_each);

 private:
  std::deque<Results> kept_;
};

// A training run: its curve of losses from epoch 0 (rows "epoch" and "loss"),
// "final_loss" the last of them.
CellResult training_result(const std::vector<double>& losses);

// A cell without a result.
CellResult no_result();

}  // namespace zipml
