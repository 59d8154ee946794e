// The designs that exist, by name.
#pragma once

#include <string>
#include <vector>

#include "core/fpga/design.h"

namespace zipml::fpga {

// float, q8, q4, q2, q1, q1split (HARP v1), pynq-float, pynq-q8, pynq-q4,
// pynq-q2, pynq-q1, mlweaving: each with its platform's clock and link.
//
// Provenance: structure, latencies and FIFOs are the RTL's. 200 MHz and
// 6.5 GB/s are recalled from the FCCM'17 paper, 80 cycles of latency are an
// assumption (it counts once an epoch). 7.03 GB/s fits the paper's Figure 5.
// MLWeaving's clock and link are not in its sources: those of HARP v1 stand in.
const std::vector<Design>& design_table();

// Names in the table's order.
std::vector<std::string> design_names();

// The named design: one of the table, or one of a family that follows its
// rules: "qB" and "qB-base" (quantized_design, B = 1 to 16 bits a draw) and
// "mlweaving-B" (B = 1 to 32 bit planes). UserError with the nearest name when
// there is none.
Design find_design(const std::string& name);
bool is_design_name(const std::string& name);

// HARP v1's quantized pipeline at any width: `bits` a draw (1 to 16), two
// draws, stored as `storage` says. Name e.g. "q3" or "q4-base". The RTL has
// 1, 2, 4 and 8 bits; the others follow its rules. UserError: bits outside.
Design quantized_design(int bits, Storage storage = Storage::kCopies);

// One line a design, names aligned: for `--help` and `describe`.
std::string describe_designs();

}  // namespace zipml::fpga
