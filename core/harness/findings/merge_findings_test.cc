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
