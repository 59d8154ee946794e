#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> nonlinear_refutations() { return {}; }

}  // namespace zipml
