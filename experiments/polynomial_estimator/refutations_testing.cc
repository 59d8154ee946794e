#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> polynomial_estimator_refutations() { return {}; }

}  // namespace zipml
