#include "core/data/readers/number.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <system_error>

#include "core/data/readers/text_source.h"

namespace zipml {

template <typename Float>
ParsedNumber<Float> parse_number(std::string_view token) {
  // from_chars takes no plus sign, LIBSVM's labels have one.
  if (token.size() > 1 && token[0] == '+' && token[1] != '-') {
    token.remove_prefix(1);
  }
  const char* const end = token.data() + token.size();
  ParsedNumber<Float> number;
  const auto [stop, error] = std::from_chars(token.data(), end, number.value);
  if (stop != end || error == std::errc::invalid_argument) {
    return {0, NumberProblem::kNotANumber};
  }
  if (error == std::errc::result_out_of_range) {
    // Too large or too small: a double tells, or its exponent's sign does.
    double wide = 0;
    const auto again = std::from_chars(token.data(), end, wide);
    const bool small = again.ec == std::errc{}
                           ? std::abs(wide) < 1
                           : token.find("e-") != std::string_view::npos ||
                                 token.find("E-") != std::string_view::npos;
    if (!small) return {0, NumberProblem::kTooLarge};
    return {again.ec == std::errc{} ? static_cast<Float>(wide) : Float{0},
            NumberProblem::kNone};
  }
  if (!std::isfinite(number.value)) {
    // Some libraries give infinity for an overflow, others an error.
    const bool spelled =
        token.find_first_of("0123456789") == std::string_view::npos;
    return {0, spelled ? NumberProblem::kNotFinite : NumberProblem::kTooLarge};
  }
  return number;
}

template ParsedNumber<float> parse_number(std::string_view token);
template ParsedNumber<double> parse_number(std::string_view token);

std::string describe(NumberProblem problem, const std::string& what,
                     std::string_view token, int float_bits) {
  std::string text = what + " " + in_quotes(token);
  switch (problem) {
    case NumberProblem::kNone:
      return text;
    case NumberProblem::kNotANumber:
      return text + " is not a number";
    case NumberProblem::kNotFinite:
      return text + " is not finite";
    case NumberProblem::kTooLarge:
      return fmt::format("{} is too large for a {}-bit float", text,
                         float_bits);
  }
  return text;
}

}  // namespace zipml
