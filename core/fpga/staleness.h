// Which updates a sample's dot product has seen: the pipeline never waits for
// the model, so the model it reads is a few samples old.
#pragma once

#include <cstdint>
#include <vector>

#include "core/fpga/simulator.h"

namespace zipml::fpga {

// The delay q_l of each model line l: sample i reads line l with exactly the
// updates of samples k <= i - q_l (and the whole model at an epoch's start).
// With L lines a row, P parts a line, rho = min(memory rate, 1 / P) and
// K = new_model_latency - model_read + 1 (44 for float, D + 10 quantized),
//   q_l = ceil((L - 1 - j + rho (K + P - 1 + j P)) / L),  j = floor(l / P).
// At full rate all lines agree: q = 1 + ceil((K - 1) / (L P)). A sequential SGD
// has q = 1. Bit-serial designs wait for their model: all 1. Holds in the
// range of closed_form_epoch. When 1 / rho is not an integer, or a splitter
// starves (q1split below half rate), the arrival of a line jitters by a cycle
// or two, and it may see one update more or fewer.
std::vector<std::int64_t> staleness_delays(const Design& design,
                                           std::int64_t features,
                                           const Memory& memory);

// The last sample whose update of model line `line` is visible when `sample`
// reads that line, by the simulator's own timing; -1 for none.
std::int64_t last_visible_sample(const Trace& trace, std::int64_t sample,
                                 std::int64_t line);

}  // namespace zipml::fpga
