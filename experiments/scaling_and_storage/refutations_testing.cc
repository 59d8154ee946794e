#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> scaling_and_storage_refutations() { return {}; }

}  // namespace zipml
