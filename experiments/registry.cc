#include "experiments/registry.h"

#include "core/models/fixed_blocking.h"
#include "experiments/chebyshev_error/chebyshev_error.h"
#include "experiments/cpu_speed/cpu_speed.h"
#include "experiments/debiased_single/debiased_single.h"
#include "experiments/deep/deep.h"
#include "experiments/double_sampling/double_sampling.h"
#include "experiments/end_to_end/end_to_end.h"
#include "experiments/fpga/fpga.h"
#include "experiments/mini_batch/mini_batch.h"
#include "experiments/naive_bias/naive_bias.h"
#include "experiments/nonlinear/nonlinear.h"
#include "experiments/optimal_levels/optimal_levels.h"
#include "experiments/optimal_vs_uniform/optimal_vs_uniform.h"
#include "experiments/polynomial_estimator/polynomial_estimator.h"
#include "experiments/refetch/refetch.h"
#include "experiments/scaling_and_storage/scaling_and_storage.h"
#include "experiments/sgd_rate/sgd_rate.h"
#include "experiments/study/study.h"
#include "experiments/svm_bias/svm_bias.h"
#include "experiments/tomography/tomography.h"
#include "experiments/variance_bounds/variance_bounds.h"

namespace zipml {

// One row an experiment: its folder, its config and this line go together
// (registry_test.cc).
std::vector<std::unique_ptr<Experiment>> make_experiments(
    std::shared_ptr<DataLibrary> library) {
  // Before any cell is computed.
  fix_product_blocking();
  std::vector<std::unique_ptr<Experiment>> all;
  all.push_back(make_naive_bias(library));
  all.push_back(make_double_sampling(library));
  all.push_back(make_debiased_single(library));
  all.push_back(make_end_to_end(library));
  all.push_back(make_mini_batch(library));
  all.push_back(make_variance_bounds());
  all.push_back(make_sgd_rate());
  all.push_back(make_scaling_and_storage(library));
  all.push_back(make_optimal_levels(library));
  all.push_back(make_optimal_vs_uniform(library));
  all.push_back(make_chebyshev_error());
  all.push_back(make_polynomial_estimator(library));
  all.push_back(make_nonlinear(library));
  all.push_back(make_svm_bias(library));
  all.push_back(make_refetch(library));
  all.push_back(make_fpga());
  all.push_back(make_cpu_speed());
  all.push_back(make_deep(library));
  all.push_back(make_tomography(library));
  all.push_back(make_study(library));
  return all;
}

}  // namespace zipml
