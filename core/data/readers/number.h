// One number of a text file, and what may be wrong with it.
#pragma once

#include <string>
#include <string_view>

namespace zipml {

enum class NumberProblem { kNone, kNotANumber, kNotFinite, kTooLarge };

struct ParsedNumber {
  float value = 0;
  NumberProblem problem = NumberProblem::kNone;
};

// The whole of `token` as a decimal number, with or without a sign. A
// magnitude below the smallest float is 0; one above the largest, NaN and
// infinities are problems.
ParsedNumber parse_number(std::string_view token);

// `WHAT "TOKEN" is not a number`, `... is not finite`, `... is too large for
// a 32-bit float`.
std::string describe(NumberProblem problem, const std::string& what,
                     std::string_view token);

}  // namespace zipml
