// What sgd_rate computes: each task in the file of its name.
#pragma once

#include <span>

#include "core/harness/experiment.h"
#include "experiments/sgd_rate/problem.h"
#include "experiments/sgd_rate/theory.h"

namespace zipml::sgd_rate {

inline constexpr const char* kConstantsTask = "constants";
inline constexpr const char* kTrainTask = "train";

// Cell parameter "method" of full-batch gradient descent; the others are
// methods of experiments/linear.
inline constexpr const char* kFullBatch = "full_batch";

// Full precision where the cell has no bits.
QuantizationSpec quantization_of(const Record& parameters);

// Values: the members of Constants.
CellResult run_constants(const Cell& cell, const RunContext& context);
Constants constants_of(const CellResult& result);

// A row for each number of updates T: a run of its own from zero with the
// constant step of that T; updates, gap (F(average) - F*). Values: final_gap,
// of the largest T.
CellResult run_train(const Cell& cell,
                     std::span<const CellResult> prerequisites,
                     const RunContext& context);

}  // namespace zipml::sgd_rate
