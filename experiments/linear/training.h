// The training cell and the step search that linear-model experiments share.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "core/harness/experiment.h"
#include "core/sgd/trainer.h"
#include "experiments/linear/linear_problems.h"
#include "experiments/linear/training_spec.h"

namespace zipml {

// Cell::task of the two.
inline constexpr const char* kTrainTask = "train";
inline constexpr const char* kSearchTask = "step_search";

// Adds columns of an experiment's own to the row of an epoch.
using MoreColumns =
    std::function<void(const LinearProblem&, const EpochState&, Record& row)>;

// A row per epoch from 0: epoch, loss (the objective), excess (over its exact
// minimum, where that is known), sample_bits, model_bits, gradient_bits,
// refetched, and what `more` adds. Values: alpha, optimum (where known),
// final_loss, final_excess (where known), final_accuracy (on the test rows of
// classification, of the last finite model). Status diverged when the model is
// not finite or the final loss is over 1e6 times that of the start.
CellResult run_training(const TrainingSpec& spec, std::uint64_t seed,
                        int repetition,
                        std::span<const CellResult> prerequisites,
                        LinearProblems& problems, const RunContext& context,
                        const MoreColumns& more = nullptr);

// The recorded search: training of what spec.sgd.tuned says for every
// candidate; a row each (alpha, scale, final_loss, diverged), and as values the
// alpha of the smallest final loss. Of 32-bit training it reads spec.problem,
// spec.sgd and spec.model only.
CellResult run_step_search(const TrainingSpec& spec, const SearchSpec& search,
                           std::uint64_t seed, LinearProblems& problems,
                           const RunContext& context);

// The cells, with everything that decides them in their parameters.
std::shared_ptr<const Cell> step_search_cell(const ExperimentInfo& info,
                                             const TrainingSpec& spec,
                                             const SearchSpec& search,
                                             std::uint64_t seed);
// With a step search as prerequisite when spec.sgd.alpha is 0.
Cell training_cell(const ExperimentInfo& info, const TrainingSpec& spec,
                   const SearchSpec& search, std::uint64_t seed,
                   int repetition);

// Runs either of the two cells; another task is a bug. `more`: of training.
CellResult run_linear_cell(const Cell& cell,
                           std::span<const CellResult> prerequisites,
                           LinearProblems& problems, const RunContext& context,
                           const MoreColumns& more = nullptr);

}  // namespace zipml
