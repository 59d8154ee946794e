#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> sgd_rate_refutations() { return {}; }

}  // namespace zipml
