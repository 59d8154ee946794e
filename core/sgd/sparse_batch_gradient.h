// The gradient of a batch of rows of few values. Internal to core/sgd.
#pragma once

#include <memory>

#include "core/sgd/batch_gradient.h"

namespace zipml {

// For a SparseStore and the estimators with a BatchForm; null for others. With
// `outputs` models on the same rows (BatchIngredients): feature j of output k
// at j * outputs + k, and a label of row r for output k at r * outputs + k. A
// row is read once for all of them, and its draws are the same. Sums run in the
// order of the rows and their columns, so that one output gives the bits of row
// after row but for the order in which kernels add up.
std::unique_ptr<BatchGradient> make_sparse_batch_gradient(
    const BatchIngredients& ingredients);

}  // namespace zipml
