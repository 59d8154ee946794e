#include "core/report/compare.h"

#include <catch.h>

#include "core/report/samples_testing.h"

using namespace zipml;

TEST_CASE("equal findings have no differences", "[unit]") {
  const Comparison same =
      compare_findings(sample_findings(), sample_findings());
  // 3 x 6 cells, and an outcome and a value for each of 3 verdicts.
  CHECK(same.same == 24);
  CHECK(same.changed == 0);
  CHECK(same.missing == 0);
  CHECK(same.differences.rows.empty());
}

TEST_CASE("changes are listed with both values", "[unit]") {
  Findings changed = sample_findings();
  changed.tables[0].rows[0][3] = 0.0402;
  changed.tables[0].rows.pop_back();
  changed.verdicts[0].judgement.outcome = Outcome::kPartly;
  changed.tables.push_back({"more", "", "", {{"a", "", ""}}, {{"new"}}});
  const Comparison comparison = compare_findings(sample_findings(), changed);
  CHECK(comparison.changed == 2);
  CHECK(comparison.missing == 7);
  CHECK(comparison.same == 16);
  const auto& rows = comparison.differences.rows;
  REQUIRE(rows.size() == 9);
  CHECK(rows[0] == std::vector<Value>{"final_loss", "cadata, 3", "excess",
                                      "changed", "2.01 %", "4.02 %", 1.0});
  CHECK(rows[1][3] == Value("only in first"));
  CHECK(rows[7] == std::vector<Value>{
                       "verdicts", "C1, excess loss in per cent, cadata",
                       "verdict", "changed", "reproduced", "partly", Value()});
  CHECK(rows[8][3] == Value("only in second"));
}

TEST_CASE("rows with one name are matched in their order", "[unit]") {
  Findings first;
  first.tables = {
      {"t", "", "", {{"a", "", ""}, {"b", "", ""}}, {{"x", 1.0}, {"x", 2.0}}}};
  Findings second = first;
  second.tables[0].rows[1][1] = 3.0;
  const Comparison comparison = compare_findings(first, second);
  REQUIRE(comparison.differences.rows.size() == 1);
  CHECK(comparison.differences.rows[0][1] == Value("x #2"));
}
