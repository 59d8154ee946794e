// The sample in full precision where the l1 bound leaves its side open.
#pragma once

#include <memory>

#include "core/quantize/quantizer.h"
#include "core/sgd/estimator.h"

namespace zipml {

// l1-refetching. One draw q; where bounded_hinge_side(q) knows the side the
// estimate is -b q or 0, else the row is fetched again (32 bits a value) and
// the estimate is -b a or 0 by the exact side. For the hinge loss only. Given
// the side, a stochastic draw is not quite unbiased: the draws that need no
// refetch are those that err away from the kink. The grid must outlive it.
std::unique_ptr<GradientEstimator> make_l1_refetch_estimator(
    const LevelGrid& grid, Rounding rounding);

}  // namespace zipml
