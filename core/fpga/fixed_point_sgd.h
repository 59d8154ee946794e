// SGD for least squares as the hardware runs it: fixed point, stale model.
//
// For each sample i in storage order, with draws q1 and q2 of its row,
//   dot    = sum_j (q1_j x_j) >> s            x read with delay q_l per line
//   scalar = (dot - label) >> step_shift      (float: * step_size)
//   x_j   -= (q2_j scalar) >> s
// in 32-bit fixed point (float: float32 products converted by truncation,
// added in fixed point). The dot product reads the visible model `x`, updates
// go to a second copy; of sample k's updates, those of model line l become
// visible to sample k + q_l, and only if (k & batch_mask) == batch_mask or k
// is the epoch's last. Gradients of a mini-batch are summed, not averaged.
// Reproduces the RTL's words (measured: 90 of 90 runs bit for bit, by an
// emulator with these rules).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/fpga/design.h"
#include "core/fpga/sample_levels.h"

namespace zipml::fpga {

// Rows in storage order, row-major; values within the options' range.
struct Samples {
  std::span<const float> values;  // count * features
  std::span<const float> labels;  // count
  std::int64_t count = 0;
  std::int64_t features = 0;
};

struct SgdOptions {
  std::int64_t epochs = 10;
  // The step 2^-step_shift (StepPath::kShift): grows by one every
  // design.step_shift_interval epochs.
  int step_shift = 12;
  float step_size = 1.0f / 4096;  // StepPath::kFloat
  std::int64_t batch_mask = 0;    // batch size - 1, for powers of two
  // K quantized copies of the set: epoch e reads copy e mod K.
  std::int64_t copies = 1;
  Range range = Range::kUnit;
  Rounding rounding = Rounding::kStochastic;
  std::uint64_t seed = 0;  // of the draws: purpose kSampleQuantization, the
  std::uint64_t repetition = 0;  // copy as the stream's step
};

struct SgdResult {
  // Half-MSE, sum_i (a_i . x - b_i)^2 / (2 n), on the unquantized data: before
  // the first epoch and after each.
  std::vector<double> loss;
  std::vector<std::int32_t> model;  // fixed point
  std::int64_t overflows = 0;       // words that wrapped: 0 in a healthy run
};

// `delays` are the q_l of staleness_delays, one a model line of
// row_shape(design, features). UserError: check_design; sizes that disagree;
// a value outside the range (by row and feature); a mask, shift, copies or
// epochs out of range; fewer than 2 bits with kSymmetric; a bit-serial design.
SgdResult train_fixed_point(const Design& design, const Samples& samples,
                            std::span<const std::int64_t> delays,
                            const SgdOptions& options);

// The same without staleness: every sample reads the model of the one before
// (or of the last mini-batch). For comparison; the hardware has no such mode.
SgdResult train_sequential(const Design& design, const Samples& samples,
                           const SgdOptions& options);

}  // namespace zipml::fpga
