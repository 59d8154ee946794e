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

// N of "synthetic-N", 1 <= N <= 100000; nothing for another name.
std::optional<Eigen::Index> synthetic_size(const std::string& name);

// A row is a ~ N(0, I_N) with label b = a . x* + N(0, 1), where x* ~ N(0, I_N)
// is drawn once; a is rounded to float before b is computed. The streams are
// of Purpose::kDataGeneration with seed 161105402 and repetition N: step 0
// draws x*, step 1 + i row i and then its noise. The least-squares optimum of
// the K = 10,000 training rows has an expected half-MSE of (1 - N/K)/2.
// UserError when it does not fit in memory (N = 100,000 needs 8 GB).
Dataset make_synthetic(Eigen::Index features);

// x*.
Eigen::VectorXd synthetic_model(Eigen::Index features);

// Dataset::checksum of it: the SHA-256 of a description that changes with the
// generator's version.
std::string synthetic_checksum(Eigen::Index features);

}  // namespace zipml
