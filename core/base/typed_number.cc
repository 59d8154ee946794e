#include "core/base/typed_number.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <system_error>

#include "core/base/error.h"

namespace zipml {
namespace {

// Takes the digits that `text` begins with.
std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') {
    ++count;
  }
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

bool take(std::string_view& text, std::string_view characters) {
  if (text.empty() || characters.find(text[0]) == std::string_view::npos) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

// Of a JSON spelling; nothing where a double is too small a type.
std::optional<double> value_of(const std::string& spelling) {
  double value = 0;
  const char* const end = spelling.data() + spelling.size();
  const auto [stop, error] = std::from_chars(spelling.data(), end, value);
  if (stop != end || error != std::errc{}) return std::nullopt;
  return value;
}

std::optional<std::int64_t> whole_value_of(const std::string& spelling) {
  std::int64_t whole = 0;
  const char* const end = spelling.data() + spelling.size();
  const auto [stop, error] = std::from_chars(spelling.data(), end, whole);
  if (stop == end && error == std::errc{}) return whole;
  // Above, neighbouring whole numbers are the same double.
  constexpr double kLargestExact = 9007199254740992.0;  // 2^53
  const std::optional<double> value = value_of(spelling);
  if (!value || std::trunc(*value) != *value ||
      std::abs(*value) > kLargestExact) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*value);
}

template <typename Number>
[[noreturn]] void refuse(const std::string& option, const char* what,
                         TypedRange<Number> range, std::string_view typed) {
  fail_at(option, fmt::format("expected {} from {} to {}, found \"{}\"", what,
                              range.low, range.high, typed));
}

}  // namespace

std::optional<std::string> json_spelling(std::string_view typed) {
  std::string spelling;
  if (typed.starts_with('-')) spelling = "-";
  take(typed, "+-");
  std::string_view whole = take_digits(typed);
  std::string_view fraction;
  if (take(typed, ".")) fraction = take_digits(typed);
  if (whole.empty() && fraction.empty()) return std::nullopt;
  while (whole.size() > 1 && whole[0] == '0') whole.remove_prefix(1);
  spelling += whole.empty() ? "0" : whole;
  if (!fraction.empty()) spelling.append(".").append(fraction);
  if (take(typed, "eE")) {
    spelling += 'e';
    if (typed.starts_with('-')) spelling += '-';
    take(typed, "+-");
    const std::string_view exponent = take_digits(typed);
    if (exponent.empty()) return std::nullopt;
    spelling += exponent;
  }
  if (!typed.empty()) return std::nullopt;
  return spelling;
}

std::int64_t typed_whole_number(const std::string& option,
                                std::string_view typed,
                                TypedRange<std::int64_t> range) {
  const auto spelling = json_spelling(typed);
  const auto number = spelling ? whole_value_of(*spelling) : std::nullopt;
  if (!number || *number < range.low || *number > range.high) {
    refuse(option, "a whole number", range, typed);
  }
  return *number;
}

double typed_number(const std::string& option, std::string_view typed,
                    TypedRange<double> range) {
  const auto spelling = json_spelling(typed);
  const auto number = spelling ? value_of(*spelling) : std::nullopt;
  if (!number || *number < range.low || *number > range.high) {
    refuse(option, "a number", range, typed);
  }
  return *number;
}

}  // namespace zipml
