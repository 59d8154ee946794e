#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> refetch_refutations() { return {}; }

}  // namespace zipml
