// One number of a text file, and what may be wrong with it.
#pragma once

#include <string>
#include <string_view>

namespace zipml {

enum class NumberProblem { kNone, kNotANumber, kNotFinite, kTooLarge };

template <typename Float>
struct ParsedNumber {
  Float value = 0;
  NumberProblem problem = NumberProblem::kNone;
};

// The whole of `token` as a decimal number, with or without a sign. A
// magnitude below the smallest Float (float or double) is 0; one above the
// largest, NaN and infinities are problems.
template <typename Float = float>
ParsedNumber<Float> parse_number(std::string_view token);

// `WHAT "TOKEN" is not a number`, `... is not finite`, `... is too large for
// a 32-bit float`; of another float when its bits are given.
std::string describe(NumberProblem problem, const std::string& what,
                     std::string_view token, int float_bits = 32);

}  // namespace zipml
