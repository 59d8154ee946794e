#include "core/report/compare/view.h"

#include <catch.h>

#include <nlohmann/json.hpp>

#include "core/harness/findings/columns.h"
#include "core/report/compare/compare_testing.h"
#include "core/report/golden_testing.h"
#include "core/report/samples_testing.h"

using namespace zipml;

namespace {

ComparedSide sample_side(double shift, StudyQuestion question) {
  ComparedSide side{.name = "naive_bias", .question = std::move(question)};
  side.findings = sample_findings();
  auto& rows = side.findings.tables[0].rows;
  rows[0][2] = Estimate{0.5 + shift, 0.49 + shift, 0.51 + shift, 5};
  rows[0][3] = Estimate{0.02 + shift / 100, 0.01, 0.03 + shift / 50, 5};
  return side;
}

// Every class of change, in two studies.
RunComparison sample_comparison() {
  StudyPair changed{sample_side(0, question_of(1)),
                    sample_side(1, question_of(1))};
  Findings& findings = changed.second.findings;
  findings.cells = {.planned = 13, .timed_out = 2};
  findings.verdicts[0].judgement.outcome = Outcome::kPartly;
  findings.verdicts[0].ours = {3.1, 2.9, 3.3, 5};
  auto& rows = findings.tables[0].rows;
  rows[0][4] = 3e-5;
  rows[2][2] = Estimate{0.5, -kInfinity, kInfinity, 1};
  rows.push_back({"a | new", 8, 1.0, 0.1, 2.0, "ok"});

  StudyPair seeds{sample_side(0, question_of(1)),
                  sample_side(0.001, question_of(2))};
  seeds.first.name = seeds.second.name = "refetch";
  seeds.second.findings.tables[0].rows.pop_back();
  const std::vector<StudyPair> pairs = {changed, seeds};
  RunComparison comparison = compare_runs(pairs);
  comparison.only_in_second = {"deep"};
  return comparison;
}

const ComparisonView kView{.first = "main", .second = "mine"};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a comparison for a terminal, a pull request and programs",
          "[golden]") {
  const RunComparison comparison = sample_comparison();
  check_golden("compare.txt", comparison_to_text(comparison, kView));
  check_golden("compare.md", comparison_to_markdown(comparison, kView));
  check_golden("compare.json", comparison_to_json(comparison, kView));
}

TEST_CASE("only the classes that are asked for are listed", "[unit]") {
  ComparisonView view = kView;
  view.only = {Change::kNoInterval};
  const RunComparison comparison = sample_comparison();
  const std::string text = comparison_to_text(comparison, view);
  CHECK(has(text, "  no interval: final_loss; synthetic-100, Bits 4; loss\n"));
  CHECK_FALSE(has(text, "  moved: "));
  // The verdicts that changed are never left out.
  CHECK(has(text, "      reproduced -> partly\n"));
  const auto json = nlohmann::json::parse(comparison_to_json(comparison, view));
  CHECK(json.at("schema") == "zipml compare 1");
  REQUIRE(json.at("studies").at(0).at("values").size() == 1);
  CHECK(json.at("studies").at(0).at("values").at(0).at("class") ==
        "no interval");
  CHECK(json.at("studies").at(0).at("counts").at("moved") == 2);
}

TEST_CASE("a long list is cut unless all of it is asked for", "[unit]") {
  Table first{.id = "t", .columns = {{.name = "bits"}, {.name = "a"}}};
  Table second = first;
  for (int bits = 0; bits < 100; ++bits) {
    first.rows.push_back({bits, Estimate{1, 0.9, 1.1, 5}});
    const double mean = 100.0 + bits;
    second.rows.push_back({bits, Estimate{mean, mean - 0.1, mean + 0.1, 5}});
  }
  const StudyPair pair{side_of(first, question_of(1)),
                       side_of(second, question_of(1))};
  const RunComparison comparison = compare_runs(std::span(&pair, 1));
  ComparisonView view = kView;
  CHECK(
      has(comparison_to_text(comparison, view), "  ... and 88 more (--all)\n"));
  CHECK(has(comparison_to_markdown(comparison, view),
            "\n... and 50 more (`--all`)\n"));
  // The most significant first.
  CHECK(comparison_to_text(comparison, view).find("; 99;") <
        comparison_to_text(comparison, view).find("; 98;"));
  view.all = true;
  CHECK_FALSE(has(comparison_to_text(comparison, view), "more (--all)"));
  CHECK_FALSE(has(comparison_to_markdown(comparison, view), "more (`--all`)"));
}

TEST_CASE("the same two numbers are listed once, a share as per cent",
          "[unit]") {
  Table first{.id = "t",
              .columns = {bits_column(), percent_column("gap", "gap")}};
  Table second = first;
  for (int bits = 1; bits <= 3; ++bits) {
    first.rows.push_back({bits, Estimate{0.1, 0.099, 0.101, 5}});
    second.rows.push_back({bits, Estimate{0.2, 0.199, 0.201, 5}});
  }
  const StudyPair pair{side_of(first, question_of(1)),
                       side_of(second, question_of(1))};
  const RunComparison comparison = compare_runs(std::span(&pair, 1));
  INFO(comparison_to_text(comparison, kView));
  CHECK(has(comparison_to_text(comparison, kView),
            "  moved: t; bits 1; gap (and 2 like it)\n"
            "      10.0 [9.9, 10.1] % -> 20.00 [19.90, 20.10] %; +100 %, "
            "difference 10.0 [9.9, 10.1] %, p = "));
  CHECK(has(comparison_to_markdown(comparison, kView),
            "| bits 1 | gap (and 2 like it) |"));
}

TEST_CASE("rows of one table are listed once, unless all is asked for",
          "[unit]") {
  Table first{.id = "t", .columns = {bits_column(), number_column("a", "a")}};
  Table second = first;
  for (int bits = 1; bits <= 5; ++bits) {
    first.rows.push_back({bits, 1.0});
    second.rows.push_back({bits < 3 ? bits : bits + 10, 1.5});
  }
  const StudyPair pair{side_of(first, question_of(1)),
                       side_of(second, question_of(1))};
  const RunComparison comparison = compare_runs(std::span(&pair, 1));
  ComparisonView view = kView;
  const std::string text = comparison_to_text(comparison, view);
  CHECK(has(text, "  only in main: t; bits 3 (and 2 like it)\n"));
  CHECK(has(text, "  changed: t; bits 1; a (and 1 like it)\n"));
  view.all = true;
  CHECK(has(comparison_to_text(comparison, view),
            "  only in main: t; bits 3\n  only in main: t; bits 4\n"));
}

TEST_CASE("hostile texts stay text in a comparison", "[unit]") {
  ComparedSide first{.name = "s", .question = question_of(1)};
  first.findings = findings_with("<img src=x>\n| `a` | [b](c) \x1b[31m");
  ComparedSide second = first;
  second.findings.verdicts[0].judgement.outcome = Outcome::kNotTestable;
  const StudyPair pair{first, second};
  const RunComparison comparison = compare_runs(std::span(&pair, 1));
  const std::string markdown = comparison_to_markdown(comparison, kView);
  CHECK(has(markdown, "\\<img src=x\\> \\| \\`a\\` \\| \\[b\\](c)"));
  for (std::size_t at = markdown.find("<img"); at != std::string::npos;
       at = markdown.find("<img", at + 1)) {
    CHECK(markdown[at - 1] == '\\');
  }
  CHECK_FALSE(has(comparison_to_text(comparison, kView), "\x1b"));
}
