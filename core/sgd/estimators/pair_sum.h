// Two independent draws as a set: their mean in both places, less what it
// rounds.
#pragma once

#include <memory>

#include "core/sgd/estimator.h"

namespace zipml {

// Double sampling averaged over every order of the draws of every value. With
// m = (q1 + q2) / 2 and d = (q1 - q2)^2 / 4, value by value:
//   m (m^T x - b) - d o x.
// q1_i q2_i = m_i^2 - d_i, and the draws of other values are independent: this
// is the mean of both forms of double sampling given the draws without their
// order (Rao and Blackwell), so it is unbiased as they are and varies less
// (pair_sum_variance). The order of a value's draws makes no difference: a code
// of 2 s + 1 states is all that it reads (SampleCode::kDrawCount). For least
// squares only. Not in the paper.
std::unique_ptr<GradientEstimator> make_pair_sum_estimator();

}  // namespace zipml
