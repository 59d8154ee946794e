#include "core/base/text.h"

#include <catch.h>

#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace zipml;

TEST_CASE("a character of UTF-8 is one column", "[unit]") {
  CHECK(display_width("") == 0);
  CHECK(display_width("a\u00D710\u2079") == 5);
  CHECK(display_width("\U0001F600") == 1);
}

TEST_CASE("lines are wrapped between words", "[unit]") {
  CHECK(wrapped("aa bb\ncc", {.width = 7, .indent = 2}) == "  aa bb\n  cc\n");
  CHECK(wrapped("much-too-long a", {.width = 5}) == "much-too-long\na\n");
  CHECK(wrapped("a much-too-long", {.width = 5}) == "a\nmuch-too-long\n");
  // As wide as the line, to the column; a multiplication sign is one.
  CHECK(wrapped("2 \u00D7 3 = 6", {.width = 9}) == "2 \u00D7 3 = 6\n");
  CHECK(wrapped("2 \u00D7 3 = 6", {.width = 8}) == "2 \u00D7 3 =\n6\n");
  CHECK(wrapped(" a\t b \x1b\x7f c\r\n", {}) == "a b c\n");
  CHECK(wrapped("", {.width = 5, .indent = 2}).empty());
  CHECK(wrapped(" \n", {.width = 5, .indent = 2}).empty());
}

TEST_CASE("wrapping keeps every word and no line is too long", "[property]") {
  const std::string text =
      "Lowered precision keeps \u03B1 and the step \u2264 1/L; one word of the "
      "longest here has twelve letters.";
  std::istringstream all(text);
  const std::vector<std::string> words{std::istream_iterator<std::string>(all),
                                       {}};
  for (int width = 16; width <= 100; ++width) {
    for (const int indent : {0, 4}) {
      const std::string lines =
          wrapped(text, {.width = width, .indent = indent});
      std::istringstream kept(lines);
      CHECK(std::vector<std::string>{std::istream_iterator<std::string>(kept),
                                     {}} == words);
      std::istringstream stream(lines);
      for (std::string line; std::getline(stream, line);) {
        CHECK(display_width(line) <= width);
      }
    }
  }
}

TEST_CASE("a word of a command loses the folders of the machine", "[unit]") {
  const std::map<std::string, std::string> words = {
      {"/usr/bin/zipml", "zipml"},
      {"run", "run"},
      {"configs/fpga.json", "configs/fpga.json"},
      {"../up/study.json", "study.json"},
      {"~/out/", "out"},
      {"--out=/home/name/out", "--out=out"},
      {"data=/a/x.csv,cadata,/b/y.csv.gz", "data=x.csv,cadata,y.csv.gz"},
      {"data=[\"/a/x.csv\", \"y\"]", "data=[\"x.csv\", \"y\"]"},
      {"epochs=1..4", "epochs=1..4"},
      {"/", "/"},
      {"", ""}};
  for (const auto& [word, shown] : words) {
    CHECK(without_folders(word) == shown);
  }
}

TEST_CASE("a word of a command comes to the shell as it is", "[unit]") {
  CHECK(shell_word("sgd.epochs=1,2:3") == "sgd.epochs=1,2:3");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("my file") == "'my file'");
  CHECK(shell_word("$HOME;`x`\"") == "'$HOME;`x`\"'");
  CHECK(shell_word("it's") == R"('it'\''s')");
}
