#include "core/sgd/estimator.h"

#include "core/base/name_table.h"

namespace zipml {
namespace {

using Factory = std::unique_ptr<GradientEstimator> (*)();

constexpr std::array<Named<Factory>, 3> kEstimators = {{
    {"single_sample", make_single_sample_estimator},
    {"double_sampling", make_double_sampling_estimator},
    {"symmetrised", make_symmetrised_estimator},
}};

}  // namespace

std::unique_ptr<GradientEstimator> make_estimator(const std::string& name) {
  return value_in(kEstimators, name, "gradient estimator")();
}

std::vector<std::string> estimator_names() { return names_in(kEstimators); }

}  // namespace zipml
