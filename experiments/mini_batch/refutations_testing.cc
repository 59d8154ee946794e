#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> mini_batch_refutations() { return {}; }

}  // namespace zipml
