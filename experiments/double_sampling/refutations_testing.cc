#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> double_sampling_refutations() { return {}; }

}  // namespace zipml
