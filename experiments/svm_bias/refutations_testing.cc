#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> svm_bias_refutations() { return {}; }

}  // namespace zipml
