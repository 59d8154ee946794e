// What study computes itself.
#pragma once

#include "experiments/linear/training.h"

namespace zipml::study {

// The task "train": training, with a column test_loss (the mean loss on the
// test rows, without ridge and regularizer) and a value final_test_loss where
// there are such rows; infinite for a run that diverged.
CellResult run_train(const Cell& cell,
                     std::span<const CellResult> prerequisites,
                     LinearProblems& problems, const RunContext& context);

}  // namespace zipml::study
