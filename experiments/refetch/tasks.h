// What refetch computes: each task in the file of its name.
#pragma once

#include "experiments/linear/training.h"

namespace zipml::refetch {

inline constexpr const char* kSketchTask = "sketches";

// The task "train": training with more columns a row. At 32 bits and for the l1
// methods: square_loss and squared_hinge, the means of m^2 and max(0, m)^2 with
// m = 1 - b a^T x. For the l1 methods after the epochs 1, 2, 4, 8, ... and
// the last, over all training rows at the epoch's model with draws of their
// own: audited (rows), plain_flips (rows whose draw has another side than the
// exact one) and flips (the same where the draw's bound said that its side is
// known).
CellResult run_audited_training(const Cell& cell,
                                std::span<const CellResult> prerequisites,
                                LinearProblems& problems,
                                const RunContext& context);

// A row for each sketch dimension, over sketch.rows training rows at equal
// distances: dimension, rows, error (root mean square of
// c - m), predicted (by the exact variance, rounding aside), share (|c| <= 2
// delta), flips (the other rows on the wrong side), failure_bound (mean over
// rows), message_bits (of one sketch). Values, over the training rows at the
// model that 32-bit training ends with, scaled so that the largest row has norm
// 1 (the paper's ||a|| <= 1): radius (R = ||x||), isotropy (C of
// Definition 3 over the rows, C / m, as the largest Rayleigh quotient of a
// power iteration of 20 steps), in_gap (share of |m| <= delta), in_wide_gap
// (|m| <= 3 delta), printed (Lemma 11 over m: R / (m C (1 - delta)^2)),
// corrected (C R^2 / (m (1 - delta)^2)), printed_refetch (Theorem 7 without its
// O(delta): R / (n C (1 - delta)^2)), corrected_refetch (C R^2 / (m (1 - 3
// delta)^2): |c| <= 2 delta means |m| <= 3 delta up to the failure
// probability).
CellResult run_sketches(const Cell& cell,
                        std::span<const CellResult> prerequisites,
                        LinearProblems& problems, const RunContext& context);

}  // namespace zipml::refetch
