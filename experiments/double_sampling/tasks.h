// What double_sampling computes besides training: each task in the file of its
// name.
#pragma once

#include "experiments/linear/training.h"

namespace zipml::double_sampling {

inline constexpr const char* kMomentsTask = "moments";
inline constexpr const char* kStorageTask = "storage";

// Measured variance of both forms against the exact formulas. A row for each
// form ("double_sampling", "double_sampling_plain"): ratio of the measured to
// the exact variance (mean over samples), largest |z| and its threshold;
// values: symmetrised over plain, the ratio of the exact variances.
CellResult run_moments(const Cell& cell, LinearProblems& problems,
                       const RunContext& context);

// Bits of the packed store with 1, 2, 4 and 16 draws of a sample, as
// zipml::run_storage (experiments/linear/storage.h).
CellResult run_storage(const Cell& cell, LinearProblems& problems,
                       const RunContext& context);

}  // namespace zipml::double_sampling
