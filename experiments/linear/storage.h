// Bits of the packed sample store against the paper's claim C6 (section 2.2):
// a second draw costs 1 bit and k draws log2(k).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/quantized_problem.h"

namespace zipml {

// Packs the first `rows` training rows (at most all) of a quantization cell's
// problem: a row for each number of draws, and one for an ordered pair: code,
// draws, bits (of the code), stored (bits of the packed plane over values),
// values (how many).
CellResult run_storage(const Cell& cell, std::span<const int> draws,
                       std::int64_t rows, LinearProblems& problems,
                       const RunContext& context);

// What run_storage has packed.
struct PackedSet {
  std::string data = {};  // its title
  int bits = 0;           // of one draw
  std::vector<Record> rows = {};
};

// A row for each code: data, bits of one draw, code, draws, bits of the code,
// measured bits a value, and what the paper says.
Table storage_table(const std::vector<PackedSet>& sets);

// C6 for so many draws: the extra bits of their code over that of one draw are
// exactly log2(draws).
Verdict extra_bits_verdict(const std::vector<Record>& rows, int draws,
                           DataLabel data);

}  // namespace zipml
