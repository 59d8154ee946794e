#include "core/data/readers/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <system_error>

#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

constexpr int kMostDigits = 19;  // that fit 64 bits, whatever they are
// Powers of ten that a double holds exactly.
constexpr std::array<double, 23> kPowers = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::uint64_t kExact = std::uint64_t{1} << 53;

// Powers of ten that the 64 bits of x87's long double hold exactly.
constexpr int kMostLongPower = 27;
constexpr auto kLongPowers = [] {
  std::array<long double, kMostLongPower + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i)
    powers[i] = 10 * powers[i - 1];
  return powers;
}();

// digits / 10^power, correctly rounded. The quotient of two exact long doubles
// is within half a unit of its last place; rounding it again to the 53 bits of
// a double gives the same as rounding once, but where its last 11 bits are the
// half that decides. False there, and where long doubles have other bits.
bool divide_exactly(std::uint64_t digits, int power, double& value) {
  if constexpr (std::numeric_limits<long double>::digits != 64) return false;
  const long double quotient = static_cast<long double>(digits) /
                               kLongPowers[static_cast<std::size_t>(power)];
  std::uint64_t mantissa = 0;
  std::memcpy(&mantissa, &quotient, sizeof mantissa);
  constexpr std::uint64_t kLastBits = 0x7ff, kHalf = 0x400;
  if ((mantissa & kLastBits) == kHalf) return false;
  value = static_cast<double>(quotient);
  return true;
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? x + 32 : x) == y;
  });
}

}  // namespace

ParsedNumber parse_number(std::string_view token) {
  // from_chars takes no plus sign, LIBSVM's labels have one.
  if (token.size() > 1 && token[0] == '+' && token[1] != '-') {
    token.remove_prefix(1);
  }
  const char* const end = token.data() + token.size();
  ParsedNumber number;
  const auto [stop, error] = std::from_chars(token.data(), end, number.value);
  if (stop != end || error == std::errc::invalid_argument) {
    return {0, NumberProblem::kNotANumber};
  }
  // Of these libraries some give infinity for an overflow, others an error, and
  // so it is with 0 for an underflow.
  if (error == std::errc::result_out_of_range) {
    if (std::abs(std::strtod(std::string(token).c_str(), nullptr)) < 1) {
      return {};
    }
    return {0, NumberProblem::kTooLarge};
  }
  if (!std::isfinite(number.value)) {
    const bool spelled =
        token.find_first_of("0123456789") == std::string_view::npos;
    return {0, spelled ? NumberProblem::kNotFinite : NumberProblem::kTooLarge};
  }
  number.value += 0.0;  // -0 is 0
  return number;
}

const char* scan_number(const char* place, const char* end, double& value) {
  const char* const begin = place;
  const bool negative = place != end && *place == '-';
  if (place != end && (negative || *place == '+')) ++place;
  const char* const first = place;
  // The digits as one whole number and the place of its point: exact, and so
  // correctly rounded by one division or multiplication, while it has 53 bits
  // and the power of ten is one of kPowers (Clinger 1990).
  std::uint64_t digits = 0;
  while (place != end && is_digit(*place)) {
    digits = 10 * digits + static_cast<std::uint64_t>(*place++ - '0');
  }
  std::ptrdiff_t count = place - first;
  int exponent = 0;
  if (place != end && *place == '.') {
    const char* const point = ++place;
    while (place != end && is_digit(*place)) {
      digits = 10 * digits + static_cast<std::uint64_t>(*place++ - '0');
    }
    count += place - point;
    exponent = static_cast<int>(std::max<std::ptrdiff_t>(point - place, -1000));
  }
  if (count == 0) return nullptr;
  if (place != end && (*place == 'e' || *place == 'E')) {
    const char* mark = place + 1;
    const bool down = mark != end && *mark == '-';
    if (mark != end && (down || *mark == '+')) ++mark;
    int power = 0;
    const char* const power_digits = mark;
    while (mark != end && is_digit(*mark)) {
      power = std::min(10 * power + (*mark++ - '0'), 10'000);
    }
    if (mark != power_digits) {
      exponent += down ? -power : power;
      place = mark;
    }
  }
  const bool easy = count <= kMostDigits && digits <= kExact &&
                    exponent >= -22 && exponent <= 22;
  if (easy) {
    const auto whole = static_cast<double>(digits);
    const double size =
        exponent < 0 ? whole / kPowers[static_cast<std::size_t>(-exponent)]
                     : whole * kPowers[static_cast<std::size_t>(exponent)];
    value = negative ? 0.0 - size : size;
    return place;
  }
  if (count <= kMostDigits && exponent < 0 && exponent >= -kMostLongPower) {
    double size = 0;
    if (divide_exactly(digits, -exponent, size)) {
      value = negative ? 0.0 - size : size;
      return place;
    }
  }
  const auto token =
      std::string_view(begin, static_cast<std::size_t>(place - begin));
  const ParsedNumber slow = parse_number(token);
  if (slow.problem != NumberProblem::kNone) return nullptr;
  value = slow.value;
  return place;
}

bool is_missing_word(std::string_view token) {
  constexpr std::array<std::string_view, 12> kWords = {
      "",     "na",  "n/a",  "nan", "-nan", "null",
      "none", "nat", "<na>", "\\n", "#n/a", "?"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return equal_but_for_case(token, word);
  });
}

std::string describe(NumberProblem problem, const std::string& what,
                     std::string_view token) {
  const std::string text = what + " " + in_quotes(token);
  switch (problem) {
    case NumberProblem::kNone:
      return text;
    case NumberProblem::kNotANumber:
      return text + " is not a number";
    case NumberProblem::kNotFinite:
      return text + " is not finite";
    case NumberProblem::kTooLarge:
      return text + " is too large for a 64-bit float";
  }
  return text;
}

}  // namespace zipml
