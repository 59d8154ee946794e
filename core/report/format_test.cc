#include "core/report/format.h"

#include <catch.h>

#include <cmath>

#include "core/base/random.h"
#include "core/report/samples_testing.h"

using namespace zipml;

namespace {

const Column kNumber{"x", "", "", ColumnFormat::kNumber, 4};
const Column kPercent{"x", "", "", ColumnFormat::kPercent, 3};
const Column kInteger{"x", "", "", ColumnFormat::kInteger};

}  // namespace

TEST_CASE("numbers for people have their column's digits", "[unit]") {
  CHECK(display_text(3.14159, kNumber) == "3.142");
  CHECK(display_text(31415.9, kNumber) == "31416");
  CHECK(display_text(0.00012345, kNumber) == "0.0001234");
  CHECK(display_text(2.4417e9, kNumber) == "2.442e9");
  CHECK(display_text(-1.5e-7, kNumber) == "-1.500e-7");
  CHECK(display_text(5e-324, kNumber) == "4.941e-324");
  CHECK(display_text(1.7976931348623157e308, kNumber) == "1.798e308");
  CHECK(display_text(0.0, kNumber) == "0");
  CHECK(display_text(-0.0, kNumber) == "0");
  CHECK(display_text(std::int64_t{1234567}, kNumber) == "1234567");
  CHECK(display_text(0.0745, kPercent) == "7.45 %");
  CHECK(display_text(12.4, kInteger) == "12");
}

TEST_CASE("what is not a plain number is spelled out", "[unit]") {
  CHECK(display_text(Value(), kNumber) == "-");
  CHECK(display_text(std::nan(""), kNumber) == "-");
  CHECK(display_text(Estimate(), kNumber) == "-");
  CHECK(display_text(-kInfinity, kPercent) == "-inf");
  CHECK(display_text(true, kNumber) == "yes");
  CHECK(display_text(Value::List{1, 2.5, "a"}, kNumber) == "1, 2.500, a");
  CHECK(display_text("text", kNumber) == "text");
}

TEST_CASE("estimates end at the second digit of the half width", "[unit]") {
  CHECK(display_text(Estimate{1.2341, 1.2301, 1.2381, 5}, kNumber) ==
        "1.234 [1.230, 1.238]");
  CHECK(display_text(Estimate{57.31, 56.2, 58.4, 5}, kNumber) ==
        "57.3 [56.2, 58.4]");
  CHECK(display_text(Estimate{1, 0.99999, 1.00001, 5}, kNumber) ==
        "1.00000 [0.99999, 1.00001]");
  CHECK(display_text(Estimate{0, -120, 130, 5}, kNumber) == "0 [-120, 130]");
  CHECK(display_text(Estimate{2.4417e9, 2.4401e9, 2.4433e9, 5}, kNumber) ==
        "2.442e9 [2.440e9, 2.443e9]");
  CHECK(display_text(Estimate{0.157, 0.134, 0.179, 5}, kPercent) ==
        "15.7 [13.4, 17.9] %");
  CHECK(display_text(Estimate{3, -kInfinity, kInfinity, 1}, kNumber) ==
        "3.000 (n = 1)");
  CHECK(display_text(Estimate{8, 8, 8, 5}, kNumber) == "8.000");
  CHECK(display_text(Estimate{kInfinity, 0, 0, 5}, kNumber) == "inf");
}

TEST_CASE("exact text reads back to the bit", "[property]") {
  RandomStream stream({.seed = 21, .purpose = Purpose::kTest});
  for (int i = 0; i < 1000; ++i) {
    const double number = std::ldexp(
        stream.normal(), static_cast<int>(stream.index(2000)) - 1000);
    CHECK(std::stod(exact_text(number)) == number);
  }
  CHECK(exact_text(std::nan("")).empty());
  CHECK(exact_text(Estimate()).empty());
  CHECK(exact_text(-kInfinity) == "-Infinity");
  CHECK(exact_text(Value()).empty());
  CHECK(exact_text(Value::List{1, "b"}) == "1;b");
}

TEST_CASE("headings, short texts and file names", "[unit]") {
  CHECK(heading({"time", "Time", "s"}) == "Time (s)");
  CHECK(heading({"time", "", ""}) == "time");
  CHECK(shortened("abcdef", 6) == "abcdef");
  CHECK(shortened("abcdefg", 6) == "abc...");
  CHECK(shortened("ab\u2079cdefg", 6) == "ab\u2079...");
  CHECK(single_line("a\nb\r\tc\x01") == "a b  c ");
  CHECK(safe_file_name("../x y/\u00E9") == "_._x_y___");
  CHECK(safe_file_name("") == "_");
  CHECK(safe_file_name("loss-1.b_c") == "loss-1.b_c");
}

TEST_CASE("a mean that is rounding noise is written by its interval",
          "[unit]") {
  const Column column{"x", "", "", ColumnFormat::kNumber, 4};
  CHECK(display_text(Value(Estimate{-7e-34, -1.1e-17, 1.1e-17, 9}), column) ==
        "-0.0e-17 [-1.1e-17, 1.1e-17]");
}
