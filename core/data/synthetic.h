// The paper's synthetic regression sets, made and not read.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>

#include "core/data/dataset.h"

namespace zipml {

// The paper's sizes: 10,000 rows train and 10,000 test (Table 1).
inline constexpr Eigen::Index kSyntheticTrainRows = 10'000;
inline constexpr Eigen::Index kSyntheticRows = 20'000;
inline constexpr Eigen::Index kSyntheticLargest = 100'000;

// Further sets of one size: "synthetic-N-R" is drawn by the generator's R-th
// seed, 2 <= R <= 1000; "synthetic-N" is the first.
inline constexpr int kSyntheticSets = 1000;

// N of "synthetic-N" or "synthetic-N-R", 1 <= N <= 100000; nothing for another
// name.
std::optional<Eigen::Index> synthetic_size(const std::string& name);
// R of such a name; 1 for "synthetic-N".
int synthetic_set(const std::string& name);
// "synthetic-N", from the second set on with "-R".
std::string synthetic_name(Eigen::Index features, int set = 1);

// A row is a ~ N(0, I_N) with label b = a . x* + N(0, 1), where x* ~ N(0, I_N)
// is drawn once; a is rounded to float before b is computed. The streams are
// of Purpose::kDataGeneration with seed 161105402 + R - 1 and repetition N:
// step 0 draws x*, step 1 + i row i and then its noise. The least-squares
// optimum of the K = 10,000 training rows has an expected half-MSE of (1 -
// N/K)/2. UserError when it does not fit in memory (N = 100,000 needs 8 GB).
Dataset make_synthetic(Eigen::Index features, int set = 1);

// x*.
Eigen::VectorXd synthetic_model(Eigen::Index features, int set = 1);

// Dataset::checksum of it: the SHA-256 of a description that changes with the
// generator's version.
std::string synthetic_checksum(Eigen::Index features, int set = 1);

}  // namespace zipml
