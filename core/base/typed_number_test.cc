#include "core/base/typed_number.h"

#include <catch.h>

#include <utility>

#include "core/base/error.h"

using namespace zipml;

namespace {

std::string mistake_of(const auto& read) {
  try {
    read();
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a number as it is typed is a number of JSON", "[unit]") {
  const std::pair<const char*, const char*> spellings[] = {
      {"0.5", "0.5"},
      {".5", "0.5"},
      {"+0.5", "0.5"},
      {"+.5", "0.5"},
      {"-.5", "-0.5"},
      {"1.", "1"},
      {"-1.", "-1"},
      {"1e6", "1e6"},
      {"1E+6", "1e6"},
      {"1.5e-3", "1.5e-3"},
      {".5e3", "0.5e3"},
      {"1.e2", "1e2"},
      {"007", "7"},
      {"00", "0"},
      {"-0", "-0"},
      {"0.50", "0.50"},
      {"9007199254740993", "9007199254740993"}};
  for (const auto& [typed, spelling] : spellings) {
    INFO(typed);
    CHECK(json_spelling(typed) == spelling);
  }
  for (const char* other :
       {"",     ".",   "+",   "-",    "+-1",   "--1",   "e5",
        ".e5",  "1e",  "1e+", "1e5.", "1,5",   "1 ",    " 1",
        "0x10", "nan", "inf", "1..2", "1.2.3", "1_000", "5x"}) {
    INFO(other);
    CHECK_FALSE(json_spelling(other));
  }
}

TEST_CASE("a whole number may be written with a dot or an exponent", "[unit]") {
  const auto read = [](const char* typed) {
    return typed_whole_number("--jobs", typed, {-5, 9007199254740993});
  };
  CHECK(read("+2") == 2);
  CHECK(read("-5") == -5);
  CHECK(read("1e6") == 1000000);
  CHECK(read("2.0") == 2);
  CHECK(read("1.5e1") == 15);
  CHECK(read("3.") == 3);
  // To the last digit: not by way of a double.
  CHECK(read("9007199254740993") == 9007199254740993);
  const auto mistake = [&](const char* typed) {
    return mistake_of([&] { read(typed); });
  };
  const std::string expected =
      "--jobs: expected a whole number from -5 to 9007199254740993, found ";
  for (const char* typed :
       {"1.5", ".5", "1e-1", "none", "", "-6", "1e16", "9007199254740994",
        "99999999999999999999", "1e999"}) {
    CHECK(mistake(typed) == expected + '"' + typed + '"');
  }
}

TEST_CASE("a number of an option has a range", "[unit]") {
  const auto read = [](const char* typed) {
    return typed_number("--rate", typed, {1e-6, 1});
  };
  CHECK(read(".5") == 0.5);
  CHECK(read("+1.") == 1.0);
  CHECK(read("1e-6") == 1e-6);
  for (const char* typed : {"0", "1.1", "-.5", "x", "1e-999", "1e999"}) {
    CHECK(mistake_of([&] { read(typed); }) ==
          std::string("--rate: expected a number from 1e-06 to 1, found \"") +
              typed + '"');
  }
}
