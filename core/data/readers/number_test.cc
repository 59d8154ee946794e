#include "core/data/readers/number.h"

#include <catch.h>
#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <string>

#include "core/base/random.h"

using namespace zipml;

namespace {

// The number that the whole text is; NaN where scan_number does not take it.
double scanned(const std::string& text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  return scan_number(text.data(), end, value) == end ? value : std::nan("");
}

}  // namespace

TEST_CASE("numbers are rounded correctly, by the short way and the long",
          "[property]") {
  RandomStream draws({.seed = 3, .step = 9});
  for (int i = 0; i < 200'000; ++i) {
    // Digits before and behind a point, and an exponent: 1 to 25 digits.
    std::string text = draws.bernoulli(0.3) ? "-" : "";
    const auto digits = 1 + draws.index(25);
    const auto point = draws.index(digits + 3);
    for (std::uint64_t k = 0; k < digits; ++k) {
      if (k == point) text += '.';
      text += static_cast<char>('0' + draws.index(10));
    }
    if (draws.bernoulli(0.3)) {
      text += fmt::format("e{}", static_cast<int>(draws.index(80)) - 40);
    }
    // The C library rounds correctly.
    const double expected = std::strtod(text.c_str(), nullptr) + 0.0;
    INFO(text);
    const double found = scanned(text);
    REQUIRE(std::memcmp(&found, &expected, sizeof expected) == 0);
    REQUIRE(parse_number(text).value == expected);
  }
}

TEST_CASE("what is a number and what is none", "[unit]") {
  for (const char* text : {"1", "+1", "1.", ".5", "-.5e+3", "1E5", "007"}) {
    INFO(text);
    CHECK(scanned(text) == std::strtod(text, nullptr));
    CHECK(parse_number(text).problem == NumberProblem::kNone);
  }
  for (const char* text : {"", "-", "+", ".", "e5", "x", "+-1", "--1", "0x10",
                           "1e", "1e+", "1,5", "1 ", "infinite", "1_000"}) {
    INFO(text);
    CHECK(std::isnan(scanned(text)));
    CHECK(parse_number(text).problem == NumberProblem::kNotANumber);
  }
  for (const char* text : {"nan", "inf", "-INF", "infinity", "NaN"}) {
    INFO(text);
    CHECK(std::isnan(scanned(text)));
    CHECK(parse_number(text).problem == NumberProblem::kNotFinite);
  }
  for (const char* text : {"1e309", "-1e99999999999", "2e308"}) {
    INFO(text);
    CHECK(std::isnan(scanned(text)));
    CHECK(parse_number(text).problem == NumberProblem::kTooLarge);
  }
  const std::string many_digits(400, '9');
  CHECK(parse_number(many_digits).problem == NumberProblem::kTooLarge);
  CHECK(parse_number(many_digits + "e-300").value == Approx(1e100));
  // An underflow is 0, and -0 is 0.
  const std::string small = "0." + std::string(400, '0') + "1";
  for (const std::string& text :
       {std::string("1e-400"), std::string("-1e-400"), std::string("-0"),
        std::string("-0.0"), small, "-" + small, "00" + small}) {
    INFO(text);
    CHECK(scanned(text) == 0);
    CHECK_FALSE(std::signbit(scanned(text)));
    CHECK_FALSE(std::signbit(parse_number(text).value));
  }
  CHECK(parse_number("5e-324").value == 5e-324);
  CHECK(is_missing_word("N/A"));
  CHECK(is_missing_word("nAn"));
  CHECK_FALSE(is_missing_word("n"));
  CHECK_FALSE(is_missing_word("0"));
}
