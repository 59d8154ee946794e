#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> optimal_vs_uniform_refutations() { return {}; }

}  // namespace zipml
