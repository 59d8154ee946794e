#include "experiments/refutation_testing.h"

namespace zipml {

std::vector<Refutation> fpga_refutations() { return {}; }

}  // namespace zipml
