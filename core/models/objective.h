// What a linear model does on rows: its loss, accuracy and predictions.
#pragma once

#include <span>

#include "core/data/dataset.h"
#include "core/models/loss.h"

namespace zipml {

// (1/K) sum_k l(a_k^T x, b_k) over the K = labels.size() first rows, by one
// pass; predictions in float, on so many threads, the sum in double and in the
// rows' order: the same bits for any number. K >= 1.
double mean_loss(const FeatureMatrix& features, std::span<const float> labels,
                 const Loss& loss, std::span<const float> model,
                 int threads = 1);

// The share of rows whose label, -1 or +1, is the sign of a_k^T x; a
// prediction of 0 is wrong. NaN without rows (a set that has no test rows).
double accuracy(const FeatureMatrix& features, std::span<const float> labels,
                std::span<const float> model);

// The share of rows with |a_k^T x| > bound, and the largest |a_k^T x| (NaN
// predictions aside). At least one row.
double share_beyond(const FeatureMatrix& features, std::span<const float> model,
                    double bound);
double largest_prediction(const FeatureMatrix& features,
                          std::span<const float> model);

}  // namespace zipml
