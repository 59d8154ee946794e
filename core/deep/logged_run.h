// A training run from its start, or from where it was left, to its end.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "core/deep/training.h"

namespace zipml {

// When a run looks at itself: before iterations 0, n, 2n, ... and at the end of
// each stage. A row that is due for a test has all the rest, too.
struct LogSchedule {
  std::int64_t log_every = 100;
  std::int64_t test_every = 500;
  std::int64_t keep_every = 250;  // so many iterations are lost at most
};

inline constexpr std::int64_t kLossWindow = 100;

struct LogRow {
  static constexpr double kNotMeasured =
      std::numeric_limits<double>::quiet_NaN();

  std::int64_t iteration = 0;  // done so far
  double loss = kNotMeasured;  // of the next batch alone, as Caffe shows it
  double mean_loss = kNotMeasured;  // of the batches since the row before
  // At the end of a stage: of its last kLossWindow batches, or all.
  double stage_loss = kNotMeasured;
  double test_loss = kNotMeasured;  // every test_every iterations
  double test_accuracy = kNotMeasured;
};

// What a run asks of the outside.
struct RunHooks {
  // What computes, e.g. "libtorch 1.13.0 AVX2 cpu": what was kept by anything
  // else is not gone on from, so that a result is of one kind.
  std::string computed_by = {};
  std::function<bool()> should_stop = [] { return false; };
  // What was kept last, empty for nothing; and keeping it.
  std::function<std::string()> kept = [] { return std::string(); };
  std::function<void(const std::string&)> keep = [](const std::string&) {};
};

enum class RunEnd {
  kFinished,
  kStopped,   // all that is needed to go on was kept
  kDiverged,  // a loss, in the last row, or a weight is not finite
};

struct LoggedRun {
  RunEnd end = RunEnd::kFinished;
  std::vector<LogRow> rows = {};
};

// Trains to the end of the recipe. What was kept by a run of the same settings
// is gone on from, to the same bytes; anything else is taken for nothing kept.
LoggedRun run_training(const DeepRecipe& recipe, const LogSchedule& schedule,
                       std::int64_t test_rows, DeepTraining& training,
                       const RunHooks& hooks);

}  // namespace zipml
