#include "core/data/readers/rdata.h"

#include <catch.h>

#include <bit>
#include <cstdint>
#include <vector>

#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

// Parts of R's serialization, as R Internals describes it.
std::string r_string(const std::string& text) {
  return word(9) + word(static_cast<std::uint32_t>(text.size())) + text;
}
std::string r_strings(const std::vector<std::string>& texts) {
  std::string result =
      word(16) + word(static_cast<std::uint32_t>(texts.size()));
  for (const std::string& text : texts) result += r_string(text);
  return result;
}
std::string r_symbol(const std::string& name) {
  return word(1) + r_string(name);
}
const std::uint32_t kTagged = 0x402;
const std::uint32_t kWithAttributes = 0x200;

// save(d) of data.frame(x = c(0.5, -2), n = c(3L, n2), y = factor(levels)).
std::string r_file(std::uint32_t n2, std::uint32_t code2,
                   const std::vector<std::string>& levels) {
  auto real = [](double value) {
    return big_endian(std::bit_cast<std::uint64_t>(value), 8);
  };
  std::string text = "RDX2\nX\n" + word(2) + word(0x30600) + word(0x20300);
  text += word(kTagged) + r_symbol("d") + word(19 | kWithAttributes) + word(3);
  text += word(14) + word(2) + real(0.5) + real(-2);
  text += word(13) + word(2) + word(3) + word(n2);
  text += word(13 | kWithAttributes) + word(2) + word(1) + word(code2);
  text += word(kTagged) + r_symbol("levels") + r_strings(levels);
  // "class" is the third symbol: the next use refers to it.
  text += word(kTagged) + r_symbol("class") + r_strings({"factor"}) + word(254);
  text += word(kTagged) + r_symbol("names") + r_strings({"x", "n", "y"});
  text += word(kTagged) + word(3 << 8 | 255) + r_strings({"data.frame"});
  return text + word(254) + word(254);
}

std::string r_problem(std::string_view content) {
  return problem_with(content, [](const auto& file) { read_rdata(file); });
}

}  // namespace

TEST_CASE("a data frame of R's", "[unit]") {
  const Files files;
  const Dataset data = read_rdata(files.write("a", r_file(4, 2, {"1", "7"})));
  DataMatrix expected(2, 2);
  expected << 0.5f, 3, -2, 4;
  CHECK(data.features == expected);
  CHECK(data.labels == Eigen::Vector2d(1, 7));
  CHECK(data.feature_names == std::vector<std::string>{"x", "n"});
  // Levels that are words count from 1.
  const auto words =
      files.write("b", packed(r_file(4, 2, {"yes", "no"}), Packing::kXz));
  CHECK(read_rdata(words).labels == Eigen::Vector2d(1, 2));
}

TEST_CASE("bad R data gives one line", "[unit]") {
  const std::string good = r_file(4, 2, {"1", "7"});
  CHECK(r_problem("RDA2\nA\n") ==
        "FILE: starts with \"RDA2\\x0a\"; an R data file in binary form (RDX2 "
        "or RDX3) was expected");
  CHECK(r_problem(good.substr(0, 9)) == "FILE: ends at byte 9 inside a value");
  CHECK(r_problem(r_file(0x80000000, 2, {"1", "7"})) ==
        "FILE: row 2, column 2: the value is missing or not finite");
  CHECK(r_problem(r_file(4, 3, {"1", "7"})) ==
        "FILE: row 2: the label is missing");
  CHECK(r_problem(good.substr(0, 19) + word(254)) ==
        "FILE: holds no data frame");
  // Any cut is an error, never a crash or a wrong set.
  for (std::size_t size = 0; size < good.size(); ++size) {
    CHECK(r_problem(good.substr(0, size)).starts_with("FILE: "));
  }
}
