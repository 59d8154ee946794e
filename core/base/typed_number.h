// Numbers as people type them on a command line: .5, +0.5, 1., 1e6.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zipml {

// The JSON spelling of a decimal number: "+.5" is 0.5, "1." is 1, "007" is 7;
// "-2" and "1e6" stay as they are. Nothing for any other text ("", "1,5",
// "0x10", "nan", "1e").
std::optional<std::string> json_spelling(std::string_view typed);

// The numbers that an option takes, both ends included.
template <typename Number>
struct TypedRange {
  Number low;
  Number high;
};

// The value of an option that takes a whole number, which may be written 1e6
// or 2.0. UserError, with the option, what was expected and what was found:
// no number, a fraction, outside of the range.
std::int64_t typed_whole_number(const std::string& option,
                                std::string_view typed,
                                TypedRange<std::int64_t> range);

// The same of an option that takes any number.
double typed_number(const std::string& option, std::string_view typed,
                    TypedRange<double> range);

}  // namespace zipml
