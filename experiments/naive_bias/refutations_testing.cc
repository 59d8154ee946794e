#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> naive_bias_refutations() { return {}; }

}  // namespace zipml
