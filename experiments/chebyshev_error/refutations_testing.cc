#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> chebyshev_error_refutations() { return {}; }

}  // namespace zipml
