#include "experiments/registry.h"

#include "experiments/double_sampling/double_sampling.h"
#include "experiments/naive_bias/naive_bias.h"
#include "experiments/nonlinear/nonlinear.h"
#include "experiments/svm_bias/svm_bias.h"

namespace zipml {

// One row an experiment: its folder, its config and this line go together
// (registry_test.cc).
std::vector<std::unique_ptr<Experiment>> make_experiments(
    std::shared_ptr<DataLibrary> library) {
  std::vector<std::unique_ptr<Experiment>> all;
  all.push_back(make_naive_bias(library));
  all.push_back(make_double_sampling(library));
  all.push_back(make_nonlinear(library));
  all.push_back(make_svm_bias(library));
  return all;
}

}  // namespace zipml
