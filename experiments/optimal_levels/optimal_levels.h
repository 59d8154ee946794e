// Claim C10 (section 3, supplement H and I, Fig 3): optimal levels are points
// (Lemma 3) and a dynamic program finds them; on M candidates it is nearly
// optimal (Theorem 2); the greedy ADAQUANT is fast and near-optimal with more
// intervals (Theorems 8 and 9) and, the paper says, a 2-approximation with k.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_optimal_levels(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
