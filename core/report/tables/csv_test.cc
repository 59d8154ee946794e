#include "core/report/tables/csv.h"

#include <catch.h>

#include <vector>

#include "core/report/samples_testing.h"

using namespace zipml;

namespace {

// A plain reading of RFC 4180, with line feeds.
std::vector<std::vector<std::string>> parse(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      rows.back().back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      rows.back().emplace_back();
    } else if (!quoted && c == '\n') {
      rows.push_back({""});
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();  // after the last line's end
  return rows;
}

}  // namespace

TEST_CASE("fields read back whatever they hold", "[property]") {
  RandomStream stream({.seed = 23, .purpose = Purpose::kTest});
  for (int i = 0; i < 500; ++i) {
    Table table;
    table.columns = {{"a", "", ""}, {"b", "", ""}};
    std::vector<std::vector<std::string>> expected = {{"a", "b"}};
    for (int row = 0; row < 3; ++row) {
      expected.push_back({random_markup(stream, 6), random_markup(stream, 6)});
      table.rows.push_back({expected.back()[0], expected.back()[1]});
    }
    CHECK(parse(table_to_csv(table)) == expected);
  }
}

TEST_CASE("estimate columns are found in any row", "[unit]") {
  const auto rows = parse(table_to_csv(sample_table()));
  REQUIRE(rows.size() == 4);
  CHECK(rows[0] == std::vector<std::string>{"data", "bits", "loss", "loss_low",
                                            "loss_high", "loss_n", "excess",
                                            "excess_low", "excess_high",
                                            "excess_n", "time", "status"});
  for (const auto& row : rows) CHECK(row.size() == rows[0].size());
  CHECK(rows[1][6] == "0.0201");
  CHECK(rows[1][7].empty());
  CHECK(rows[2][3] == "2440100000");
  CHECK(rows[3][3].empty());  // one value has no interval
  CHECK(rows[3][6].empty());
}
