// Training runs that are made up, for tests of verdicts.
#pragma once

#include <vector>

#include "core/harness/cell.h"
#include "experiments/refutation_testing.h"

namespace zipml {

// A curve that falls to `final`, from ten times as much.
struct MadeUpCurve {
  double final = 1;
  double epochs_to_one_percent = 10;  // above `final`
  int epochs = 100;
  double late_rise = 0;  // relative, of the epoch before the last
};

// Its losses from epoch 0.
std::vector<double> losses_of(const MadeUpCurve& curve);

// A run with this curve, the bits that each channel moves in an epoch, and its
// excess over an optimum of 0.5.
CellResult training_result(const MadeUpCurve& curve, double epoch_bits = 1);

// Five repetitions that are plainly near `value` (within a part in a thousand
// of it and of 1), and five that could be anything near it: `spread` is how far
// they go up and down, as a factor.
std::vector<double> near(double value);
std::vector<double> scattered(double value, double spread);

// A run a repetition, each with its final loss.
std::vector<CellResult> runs_that_end_at(const std::vector<double>& finals);

// Five cells without a result.
std::vector<CellResult> no_results();

// Five runs that diverged.
std::vector<CellResult> diverged_runs();

}  // namespace zipml
