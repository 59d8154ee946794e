#include "core/report/tables/markdown.h"

#include <catch.h>

#include <sstream>

#include "core/report/samples_testing.h"

using namespace zipml;

TEST_CASE("Markdown's marks are escaped, names stay legible", "[unit]") {
  CHECK(escape_markdown("naive_bias") == "naive_bias");
  CHECK(escape_markdown("_a_ *b*") == "\\_a\\_ \\*b\\*");
  CHECK(escape_markdown("a|b\nc") == "a\\|b c");
  CHECK(escape_markdown("<b>[x](y)") == "\\<b\\>\\[x\\](y)");
}

TEST_CASE("no text breaks out of its cell", "[property]") {
  RandomStream stream({.seed = 22, .purpose = Purpose::kTest});
  for (int i = 0; i < 500; ++i) {
    Table table = sample_table();
    table.rows.resize(1);
    for (Value& value : table.rows.front()) {
      value = random_markup(stream, 12);
    }
    std::istringstream text(table_to_markdown(table));
    std::string line;
    for (int skip = 0; skip < 5; ++skip) std::getline(text, line);
    std::size_t bars = 0;
    for (std::size_t j = 0; j < line.size(); ++j) {
      if (line[j] == '\\') {
        ++j;  // what follows is escaped
      } else {
        REQUIRE(std::string("`*<>[]").find(line[j]) == std::string::npos);
        bars += line[j] == '|' ? 1 : 0;
      }
    }
    CHECK(bars == table.columns.size() + 1);
  }
}
