#include "core/harness/findings/merge_findings.h"

#include <catch.h>

using namespace zipml;

namespace {

Findings example(double value) {
  Findings findings;
  findings.tables.push_back({.id = "t",
                             .title = "T",
                             .caption = "",
                             .columns = {{"x", "x", ""}},
                             .rows = {{value}}});
  findings.figures.push_back({"f", "F", ""});
  Verdict verdict;
  verdict.metric = "m";
  findings.verdicts.push_back(verdict);
  findings.notes = {"the same", "of " + std::to_string(value)};
  return findings;
}

}  // namespace

TEST_CASE("a study that is not swept keeps its findings", "[unit]") {
  const Findings merged = merge_findings({{Record(), example(1)}});
  CHECK(merged.tables[0].columns.size() == 1);
  CHECK(merged.figures[0].id == "f");
  CHECK(merged.verdicts[0].metric == "m");
}

TEST_CASE("grid points share tables and keep their figures", "[unit]") {
  const Findings merged =
      merge_findings({{{{"sgd.batch_size", 1}}, example(1)},
                      {{{"sgd.batch_size", 16}}, example(2)}});
  REQUIRE(merged.tables.size() == 1);
  const Table& table = merged.tables[0];
  CHECK(table.columns[0].name == "sgd.batch_size");
  CHECK(table.columns[0].format == ColumnFormat::kInteger);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[1] == std::vector<Value>{16, 2.0});
  REQUIRE(merged.figures.size() == 2);
  CHECK(merged.figures[1].id == "f_2");
  CHECK(merged.figures[1].title == "F (sgd.batch_size = 16)");
  CHECK(merged.verdicts[0].metric == "m (sgd.batch_size = 1)");
  CHECK(merged.notes.size() == 3);
}

namespace {

Findings shares(const std::vector<int>& bits, const std::string& title) {
  Table table{.id = "shares", .title = title};
  std::vector<Value> row;
  for (const int own : bits) {
    table.columns.push_back(
        {"share_" + std::to_string(own), std::to_string(own) + " bits", ""});
    row.push_back(own / 10.0);
  }
  table.rows = {row};
  Findings findings;
  findings.tables = {table};
  return findings;
}

}  // namespace

TEST_CASE("numbers never stand under the heading of others", "[unit]") {
  // The columns come from the swept list itself.
  const Findings merged =
      merge_findings({{{{"bits", Value::List{4}}}, shares({4}, "Shares")},
                      {{{"bits", Value::List{4, 5}}}, shares({4, 5}, "Shares")},
                      {{{"bits", Value::List{6}}}, shares({6}, "Shares")}});
  REQUIRE(merged.tables.size() == 3);
  CHECK(merged.tables[0].id == "shares");
  CHECK(merged.tables[1].id == "shares_2");
  CHECK(merged.tables[1].title == "Shares (bits = [4,5])");
  CHECK(merged.tables[2].id == "shares_3");
  for (const Table& table : merged.tables) {
    for (const auto& row : table.rows) {
      CHECK(row.size() == table.columns.size());
    }
  }
  // The grid point stays with its row.
  CHECK(merged.tables[1].rows[0][0] == Value(Value::List{4, 5}));

  const Findings titled =
      merge_findings({{{{"points", 1000}}, shares({4}, "of 1000 points")},
                      {{{"points", 2000}}, shares({4}, "of 2000 points")},
                      {{{"points", 1000}}, shares({4}, "of 1000 points")}});
  REQUIRE(titled.tables.size() == 2);
  CHECK(titled.tables[0].rows.size() == 2);
}

TEST_CASE("a swept parameter's column has a name of its own", "[unit]") {
  Findings findings = example(1);
  findings.tables[0].columns[0].name = "bits";
  const Findings merged =
      merge_findings({{{{"bits", 3}}, findings}, {{{"bits", 4}}, findings}});
  REQUIRE(merged.tables.size() == 1);
  CHECK(merged.tables[0].columns[0].name == "swept_bits");
  CHECK(merged.tables[0].columns[1].name == "bits");
}

TEST_CASE("what is missing at a point is missing in the study", "[unit]") {
  Findings one = example(1), other = example(2);
  one.cells = {.planned = 5, .failed = 1};
  other.cells = {.planned = 8, .timed_out = 1, .not_run = 9};
  const Findings merged =
      merge_findings({{{{"bits", 3}}, one}, {{{"bits", 4}}, other}});
  CHECK(merged.cells.what_is_missing() ==
        "1 of 13 cells failed, 1 timed out, 9 were not run");
  CHECK(CellCounts{.planned = 3}.what_is_missing().empty());
}

TEST_CASE("a verdict of the same cells counts once", "[unit]") {
  Findings one = example(1), other = example(2);
  for (Findings* findings : {&one, &other}) {
    findings->verdicts[0].ours = {1, 0, 2, 5};
    findings->verdicts.push_back(findings->verdicts[0]);
    findings->verdicts[1].metric = "of the point";
  }
  other.verdicts[1].ours.mean = 1.5;
  const Findings merged =
      merge_findings({{{{"batch", 1}}, one}, {{{"batch", 16}}, other}});
  REQUIRE(merged.verdicts.size() == 3);
  CHECK(merged.verdicts[0].metric == "m (batch = 1; batch = 16)");
  CHECK(merged.verdicts[1].metric == "of the point (batch = 1)");
  CHECK(merged.verdicts[2].metric == "of the point (batch = 16)");
}
