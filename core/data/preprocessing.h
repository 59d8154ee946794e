// Changes to a data set, each written down in Dataset::steps.
//
// Values are doubles: what the mean is taken off loses no digits to its size.
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

// What min_max scales to: [-1, 1] or [0, 1].
enum class ScalingRange { kMinusOneToOne, kZeroToOne };

// Each feature's min to max to the range's low to high. A constant feature
// becomes v - min: 0 while it stays constant.
Dataset min_max(Dataset data,
                ScalingRange range = ScalingRange::kMinusOneToOne);

// Each feature divided by its largest |value| (the paper's column scaling:
// the training rows then lie in [-1, 1]). A feature of zeros stays as it is.
Dataset column_max(Dataset data);

// One more feature, 1 in every row, named "intercept" where features have
// names.
Dataset append_intercept(Dataset data);

// Only the first `count` of the training rows train and stay; the test rows
// follow. 1 <= count; UserError when there are fewer training rows.
Dataset first_train_rows(Dataset data, Eigen::Index count);

// Only `count` of the training rows train, at equal distances (sets may be
// sorted by class, as cod-rna nearly is): row floor(i K / count) of K. All test
// rows stay. 1 <= count; UserError when there are fewer training rows.
Dataset spread_train_rows(Dataset data, Eigen::Index count);

// Only the first `count` of the test rows stay. UserError when there are fewer.
Dataset first_test_rows(Dataset data, Eigen::Index count);

// Products of pairs of features are appended until there are `features`; those
// of a pair are its values times each other over the set's largest |value|. The
// pairs are drawn with replacement, from the stream kDataGeneration of a fixed
// seed, among the features that are not zero in at least a tenth of the
// training rows. This is how gisette was made of MNIST (Guyon et al. 2004: its
// pixels, and products of pairs in the informative part), but for its probes.
// UserError when no feature is that dense.
Dataset append_products(Dataset data, Eigen::Index features);

}  // namespace zipml
