#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> optimal_levels_refutations() { return {}; }

}  // namespace zipml
