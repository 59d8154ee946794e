// What a stored code of a few bits says of the draws of a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/random.h"
#include "core/quantize/grid.h"

namespace zipml {

// What one code holds. With s intervals (s + 1 levels) a feature:
enum class SampleCode {
  // One draw: its level's index k. s + 1 states.
  kSingle,
  // Two draws in order, k1 and k2, which are equal or neighbours: 2 k1 + k2.
  // 3 s + 1 states, one a pair: 3 k is (k, k), 3 k + 1 is (k, k + 1), 3 k + 2
  // is (k + 1, k). The code that fast kernels want: one look-up a draw.
  kOrderedPair,
  // `draws` draws without their order: the lower level's index times draws,
  // plus the count of draws that went up. draws * s + 1 states, since all up
  // in one cell is all down in the next. This is the paper's storage of
  // section 2.2 ("the count of low among k"), and for two draws it is b + 1
  // bits where one draw is b.
  kDrawCount,
};

std::string_view sample_code_name(SampleCode code);

// States of one code, and the whole bits that hold them: ceil(log2(states)).
std::uint64_t code_states(SampleCode code, int intervals, int draws);
int code_bits(SampleCode code, int intervals, int draws);

// The draws of a row as numbers, from one code a feature: out[i] gets
// grid.features() values of draw i, for as many draws as the code holds.
// kDrawCount gives them in a random order, by (hash, visit), so that they are
// as good as independent draws in order.
void decode_draws(SampleCode code, const LevelGrid& grid,
                  const std::uint32_t* codes, const CounterHash& hash,
                  std::uint64_t visit, std::span<float* const> out);

}  // namespace zipml
