#include "core/report/figures/gnuplot_text.h"

#include <catch.h>

#include "core/report/format.h"
#include "core/report/samples_testing.h"

using namespace zipml;

TEST_CASE("a quoted string holds the text and no end of itself", "[property]") {
  RandomStream stream({.seed = 27, .purpose = Purpose::kTest});
  for (int i = 0; i < 2000; ++i) {
    const std::string text = random_markup(stream, 12);
    const std::string quoted = gnuplot_string(text);
    REQUIRE(quoted.size() >= 2);
    REQUIRE(quoted.front() == '\'');
    REQUIRE(quoted.back() == '\'');
    const std::string inside = quoted.substr(1, quoted.size() - 2);
    CHECK(inside.find('\'') == std::string::npos);
    CHECK(inside.find("]]>") == std::string::npos);
    std::string expected;
    for (const char c : single_line(text)) {
      if (c == '>' && expected.ends_with("]]")) expected += ' ';
      if (c == '\'') {
        expected += "\u2019";
      } else {
        expected += c;
      }
    }
    CHECK(inside == expected);
  }
}

TEST_CASE("a comment ends with its line", "[unit]") {
  CHECK(gnuplot_comment("a\nb\\") == "a b\\ ");
}
