// The gradient of a batch of packed rows, in integers.
#pragma once

#include <memory>

#include "core/sgd/batch_gradient.h"

namespace zipml {

// With levels l_j + s_j k, k = 0 ... S, and the centre m_j = l_j + s_j S / 2, a
// draw's prediction is
//   a^T x = sum_j m_j x_j + u_x sum_j (k_j - S/2) X_j,
// X_j = round(s_j x_j / u_x), and the batch's gradient with the weight w
//   g_j = w u_e (m_j sum_r E_r + s_j sum_r (k_rj - S/2) E_r),
// E_r = round(l'_r / u_e) stochastically, so that all sums are of integers. A
// sum code k1 + k2 stands for the mean of its draws. u_x = max_j |s_j x_j| / L,
// u_e = max_r |l'_r| / L', where L and L' are the limits of the planes
// (core/kernels/packed_kernels.h); L' is smaller where sums would not fit 31
// bits, and batches of more than 2^14 rows are computed in pieces.
//
// So against row after row on the same codes a prediction differs by at most
// u_x S n / 4 (and floats' rounding), and given the predictions a component by
// w u_e sum_r |a_rj|, zero in the mean.
//
// Levels that all features share, in codes of 4 bits, are such levels too: with
// S = 4095, each at the nearest of the places l + s k, so that a_rj is off by
// at most s / 2 more.
//
// Null where rows, levels and estimator do not suit (code_products.h).
std::unique_ptr<BatchGradient> make_packed_batch_gradient(
    const BatchIngredients& ingredients);

}  // namespace zipml
