// Bits of the packed sample store against the paper's claim C6 (section 2.2):
// a second draw costs 1 bit and k draws log2(k).
#pragma once

#include <cstdint>
#include <span>
#include <string>
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

// A row for each row of run_storage's results: data, bits of one draw, code,
// draws, bits of the code, measured bits a value, and what the paper says.
Table storage_table();
void add_storage_rows(Table& table, const std::string& data, int bits,
                      const std::vector<Record>& rows);

// C6 for so many draws: the extra bits of their code over that of one draw are
// exactly log2(draws). Leaves data and profile to the caller.
Verdict extra_bits_verdict(const std::vector<Record>& rows, int draws);

}  // namespace zipml
