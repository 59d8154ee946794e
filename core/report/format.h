// Values as text: rounded for people, exact for programs.
#pragma once

#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

// A cell for people, by its column's format and digits:
//   number     `digits` significant digits; outside 1e-4 <= |v| < 1e6 as
//              "2.442e9"; zero as "0"
//   percent    times 100, "7.45 %"
//   integer    no decimals
//   estimate   "1.234 [1.230, 1.238]": `digits` of the mean, but not fewer
//              than the first nor more than the second digit of the half
//              width; "1.234 (n = 1)" when the interval is not known; the mean
//              alone when it is exact (low = high)
//   others     null and what was not measured (NaN, an estimate of no values)
//              "-", infinities "inf" and "-inf", truth values
//              "yes" and "no", lists with commas, text as it is
std::string display_text(const Value& value, const Column& column);

// A number alone, as display_text writes a number column.
std::string display_number(double number, int digits = 4);

// "label (unit)", or the label, or (without one) the name.
std::string heading(const Column& column);

// True when people expect the column flush right.
bool is_numeric(const Column& column);

// Exact text for programs: numbers read back to the bit; null and NaN are
// empty, infinities "Infinity", "-Infinity"; an estimate is its mean; list
// elements are separated by semicolons.
std::string exact_text(const Value& value);

// One line: control characters (newlines too) become spaces.
std::string single_line(const std::string& text);

// 0 to 9, whatever the locale.
bool is_digit(char c);

// The text, or its beginning and "..." when it is wider (display_width) than
// `width`.
std::string shortened(const std::string& text, int width);

// A file name made of letters, digits, '.', '_' and '-', not empty and not
// beginning with '.': other characters become '_'.
std::string safe_file_name(const std::string& id);

}  // namespace zipml
