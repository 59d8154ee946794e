#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> variance_bounds_refutations() { return {}; }

}  // namespace zipml
