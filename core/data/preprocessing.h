// Changes to a data set, each written down in Dataset::steps.
//
// Every function takes a set by value and gives the changed one:
//   data = column_max(append_intercept(z_score(std::move(data))));
// Scales are measured on the training rows only and used for all rows; the
// paper scales "over the data set", which for its figures of training loss is
// the same. A set without training rows is a bug of the caller.
#pragma once

#include "core/data/dataset.h"

namespace zipml {

// (v - mean) / standard deviation of each feature, with the deviation divided
// by the count. A constant feature (max = min) becomes v - mean: 0 while it
// stays constant.
Dataset z_score(Dataset data);

enum class Range { kMinusOneToOne, kZeroToOne };

// Each feature's min to max to the range's low to high. A constant feature
// becomes v - min: 0 while it stays constant.
Dataset min_max(Dataset data, Range range = Range::kMinusOneToOne);

// Each feature divided by its largest |value| (the paper's column scaling:
// the training rows then lie in [-1, 1]). A feature of zeros stays as it is.
Dataset column_max(Dataset data);

// One more feature, 1 in every row, named "intercept" where features have
// names.
Dataset append_intercept(Dataset data);

enum class LabelScale {
  kNone,    // writes no step
  kMaxAbs,  // b / max |b|
  kZScore,  // (b - mean) / standard deviation
  kMinMax,  // min to max to [-1, 1]
};

// The same for labels, and for constant ones (zero ones with kMaxAbs stay).
Dataset normalise_labels(Dataset data, LabelScale scale);

// Labels +1 where they are `positive`, -1 elsewhere. The task becomes
// classification. UserError when no label or every label is `positive`.
Dataset binarise_labels(Dataset data, float positive);

// Only the first `count` of the training rows train and stay; the test rows
// follow. 1 <= count; UserError when there are fewer training rows.
Dataset first_train_rows(Dataset data, Eigen::Index count);

}  // namespace zipml
