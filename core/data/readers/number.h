// One number of a text file, and what may be wrong with it.
#pragma once

#include <string>
#include <string_view>

namespace zipml {

enum class NumberProblem { kNone, kNotANumber, kNotFinite, kTooLarge };

struct ParsedNumber {
  double value = 0;
  NumberProblem problem = NumberProblem::kNone;
};

// The whole of `token` as a decimal number, with or without a sign, correctly
// rounded; -0 is 0. A magnitude below the smallest double is 0; one above the
// largest, NaN and infinities are problems.
ParsedNumber parse_number(std::string_view token);

// The number that the text at `place` starts with, correctly rounded, and
// where it ends; null when it does not start with one that is finite. Blanks
// before it are none of it. For the inner loop of a reader: what is null here
// is looked at again by parse_number.
const char* scan_number(const char* place, const char* end, double& value);

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether the token stands for a value that is not there: an empty one, NA,
// N/A, NaN, NaT, <NA>, null, none, \N, #N/A, a question mark, in any case.
bool is_missing_word(std::string_view token);

// `WHAT "TOKEN" is not a number`, `... is not finite`, `... is too large for
// a 64-bit float`.
std::string describe(NumberProblem problem, const std::string& what,
                     std::string_view token);

}  // namespace zipml
