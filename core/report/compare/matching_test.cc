#include "core/report/compare/matching.h"

#include <catch.h>

#include <map>

using namespace zipml;

namespace {

using Rows = std::vector<std::vector<Value>>;
// Of a row of the first table, the partner in the second; -1: none.
using Partners = std::map<std::string, int>;

Table table_with(const std::vector<std::string>& columns, const Rows& rows) {
  Table table{.id = "t"};
  for (const std::string& name : columns) {
    table.columns.push_back({.name = name, .label = name});
  }
  table.rows = rows;
  return table;
}

Partners partners(const MatchedRows& matched) {
  Partners partners;
  for (const Match& match : matched.rows) {
    if (!match.first) continue;
    partners[match.name] = match.second ? static_cast<int>(*match.second) : -1;
  }
  return partners;
}

const Estimate kSome{1, 0.9, 1.1, 5};

}  // namespace

TEST_CASE("rows are matched by their parameters", "[unit]") {
  const std::vector<std::string> columns = {"data", "bits", "loss"};
  const Table first =
      table_with(columns, {{"cadata", 3, kSome}, {"cadata", 4, kSome}});
  const Table second =
      table_with(columns, {{"cadata", 4, kSome}, {"cadata", 5, kSome}});
  const MatchedRows matched = match_rows(first, second, {{"data", "bits"}});
  CHECK(matched.key == std::set<std::string>{"data", "bits"});
  CHECK(partners(matched) == Partners{{"cadata, 3", -1}, {"cadata, 4", 0}});
  REQUIRE(matched.rows.size() == 3);
  CHECK(matched.rows[2].name == "cadata, 5");

  // One row of each: its parameters count even where its name would do.
  const MatchedRows one = match_rows(
      table_with(columns, {{"cadata", 3, kSome}}),
      table_with(columns, {{"cadata", 4, kSome}}), {{"data", "bits"}});
  CHECK(partners(one) == Partners{{"cadata, 3", -1}});
}

TEST_CASE("counts that were measured identify nothing", "[unit]") {
  const std::vector<std::string> columns = {"family", "tried", "violations"};
  const MatchedRows matched = match_rows(
      table_with(columns, {{"random", 100, 7}, {"aligned", 100, 9}}),
      table_with(columns, {{"random", 100, 8}, {"aligned", 100, 9}}), {});
  CHECK(matched.key == std::set<std::string>{"family"});
  CHECK(partners(matched) == Partners{{"random", 0}, {"aligned", 1}});
}

TEST_CASE("of numbers, those that both have identify", "[unit]") {
  // alpha = scale * something of the data
  const std::vector<std::string> columns = {"data", "alpha", "scale", "loss"};
  const MatchedRows matched = match_rows(
      table_with(columns, {{"a", 0.11, 0.5, 1.0}, {"a", 0.22, 1.0, 2.0}}),
      table_with(columns, {{"a", 0.12, 0.5 + 1e-16, 1.5},
                           {"a", 0.24, 1.0 + 4e-16, 2.5},
                           {"a", 0.48, 2.0, 3.5}}),
      {});
  CHECK(matched.key == std::set<std::string>{"data", "scale"});
  CHECK(partners(matched) == Partners{{"a, 0.5", 0}, {"a, 1", 1}});
  REQUIRE(matched.rows.size() == 3);

  // Words that follow a number were found with it.
  const std::vector<std::string> searched = {"data", "scale", "chosen", "loss"};
  const MatchedRows found = match_rows(
      table_with(searched, {{"a", 0.5, "yes", kSome}, {"a", 1.0, "", kSome}}),
      table_with(searched, {{"a", 0.5, "", kSome}, {"a", 1.5, "yes", kSome}}),
      {});
  CHECK(found.key == std::set<std::string>{"data", "scale"});

  // A grid that both have in part.
  const std::vector<std::string> grid = {"target", "epsilon", "degree"};
  const MatchedRows overlapping =
      match_rows(table_with(grid, {{"x", 0.1, kSome}, {"x", 0.05, kSome}}),
                 table_with(grid, {{"x", 0.1, kSome}, {"x", 0.02, kSome}}), {});
  CHECK(partners(overlapping) == Partners{{"x, 0.1", 0}, {"x, 0.05", -1}});
}

TEST_CASE("other seeds are no other rows", "[unit]") {
  const std::vector<std::string> columns = {"seed", "data", "loss"};
  const Table first =
      table_with(columns, {{1, "a", kSome}, {2, "a", kSome}, {3, "b", kSome}});
  const Table second =
      table_with(columns, {{2, "a", kSome}, {9, "a", kSome}, {9, "b", kSome}});
  CHECK(partners(match_rows(first, second, {{"data"}})) ==
        Partners{{"1, a", 1}, {"2, a", 0}, {"3, b", 2}});
}

TEST_CASE("a swept parameter meets the one value of the other study",
          "[unit]") {
  const Table swept = table_with({"sgd.batch_size", "data", "loss"},
                                 {{1, "a", kSome}, {16, "a", kSome}});
  const Table fixed = table_with({"data", "loss"}, {{"a", kSome}});
  const MatchContext context{.parameters = {"sgd.batch_size", "data"},
                             .second_fixed = {{"sgd.batch_size", 16}}};
  CHECK(partners(match_rows(swept, fixed, context)) ==
        Partners{{"1, a", -1}, {"16, a", 0}});
  const MatchContext reversed{.parameters = context.parameters,
                              .first_fixed = context.second_fixed};
  CHECK(partners(match_rows(fixed, swept, reversed)) == Partners{{"16, a", 1}});
}

TEST_CASE("labels may hold computed numbers", "[unit]") {
  const std::vector<std::string> columns = {"step", "loss"};
  const Table first = table_with(
      columns, {{"best of 5 (0.731)", kSome}, {"half (3.65e-1)", kSome}});
  const Table second =
      table_with(columns, {{"best of 5 (0.8)", kSome}, {"half (4e-1)", kSome}});
  CHECK(partners(match_rows(first, second, {.same_parameters = true})) ==
        Partners{{"best of 5 (0.731)", 0}, {"half (3.65e-1)", 1}});
  CHECK(partners(match_rows(first, second, {})) ==
        Partners{{"best of 5 (0.731)", -1}, {"half (3.65e-1)", -1}});
  // Whole numbers are names: synthetic-10 is not synthetic-100.
  CHECK(partners(match_rows(table_with(columns, {{"synthetic-10", kSome}}),
                            table_with(columns, {{"synthetic-100", kSome}}),
                            {.same_parameters = true})) ==
        Partners{{"synthetic-10", -1}});
}

TEST_CASE("rows that nothing tells apart match in their order", "[unit]") {
  const Table table =
      table_with({"a", "b"}, {{"x", kSome}, {"x", kSome}, {"y", kSome}});
  CHECK(partners(match_rows(table, table, {})) ==
        Partners{{"x", 0}, {"x #2", 1}, {"y", 2}});
  const Table nameless = table_with({"b"}, {{kSome}, {kSome}});
  CHECK(partners(match_rows(nameless, nameless, {})) ==
        Partners{{"row", 0}, {"row #2", 1}});
}

TEST_CASE("verdicts are matched by claim, kind, metric and data", "[unit]") {
  const auto verdict = [](const char* kind, const char* metric,
                          const char* data) {
    return Verdict{.claim = "C1", .kind = kind, .metric = metric, .data = data};
  };
  const std::vector<Verdict> first = {verdict("rate", "m (seed = 1)", "a"),
                                      verdict("rate", "m (seed = 2)", "a"),
                                      verdict("bias", "at 0.25", "a"),
                                      verdict("rate", "m", "b")};
  const std::vector<Verdict> second = {
      verdict("bias", "at 0.31", "a"), verdict("rate", "m (seed = 2)", "a"),
      verdict("rate", "m (seed = 4)", "a"), verdict("rate", "m", "c")};
  const auto matches = match_verdicts(first, second, {.same_parameters = true});
  REQUIRE(matches.size() == 5);
  CHECK(matches[0].second == 2U);
  CHECK(matches[1].second == 1U);
  CHECK(matches[2].second == 0U);
  CHECK_FALSE(matches[3].second);
  CHECK(matches[3].name == "C1 rate: m, b");
  CHECK(matches[4].name == "C1 rate: m, c");
  CHECK_FALSE(match_verdicts(first, second, {})[2].second);
}
