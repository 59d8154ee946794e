#include "core/harness/findings/chosen_outputs.h"

#include <catch.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/harness/findings/columns.h"

using namespace zipml;

namespace {

constexpr double kDiverged = std::numeric_limits<double>::infinity();

PlacedText placed(std::string text, int line = 1) {
  return {std::move(text), {line, 1}, "/" + std::to_string(line)};
}

std::vector<PlacedText> placed_all(const std::vector<std::string>& texts) {
  std::vector<PlacedText> all;
  for (const std::string& text : texts) all.push_back(placed(text));
  return all;
}

// Two step sizes, two seeds, two methods and two numbers of bits.
Findings swept_findings() {
  Table table{.id = "results",
              .title = "Results",
              .caption = "A row each.",
              .columns = {number_column("step", "step size"),
                          integer_column("seed", "seed"),
                          text_column("method", "method"),
                          integer_column("bits", "bits"),
                          number_column("loss", "loss", "half-MSE"),
                          percent_column("accuracy", "accuracy")}};
  for (const double step : {0.5, 0.1}) {
    for (const int seed : {1, 2}) {
      for (const char* method : {"double_sampling", "naive"}) {
        for (const int bits : {4, 2}) {
          const double loss = step + seed / 10.0 + 1.0 / bits;
          table.rows.push_back({step, seed, method, bits,
                                Estimate{loss, loss - 0.1, loss + 0.1, 3},
                                0.9});
        }
      }
    }
  }
  Findings findings;
  findings.tables = {table};
  findings.figures = {{.id = "own_1"}, {.id = "own_2"}};
  return findings;
}

const std::vector<std::string> kSwept = {"step", "seed"};

std::vector<std::string> texts(const std::vector<Diagnostic>& mistakes) {
  std::vector<std::string> lines;
  for (const Diagnostic& mistake : mistakes) lines.push_back(mistake.text());
  return lines;
}

ChosenFigure figure() {
  ChosenFigure figure;
  figure.id = placed("loss_against_step");
  figure.rows.from = placed("results");
  figure.x = placed("step");
  figure.y = {placed("loss")};
  return figure;
}

// The lines of what is wrong with one figure.
std::vector<std::string> figure_mistakes(const ChosenFigure& figure) {
  Findings findings = swept_findings();
  const auto mistakes = add_chosen({.figures = {figure}}, kSwept, findings);
  CHECK(findings.figures.size() == (mistakes.empty() ? 3 : 2));
  return texts(mistakes);
}

}  // namespace

TEST_CASE("a table of chosen rows and columns, sorted", "[unit]") {
  ChosenTable table;
  table.id = placed("by_step");
  table.title = "By step size";
  table.rows.from = placed("results");
  table.rows.where = {{placed("bits"), {4.0, 8}}, {placed("seed"), {2}}};
  table.columns = placed_all({"method", "step", "loss"});
  table.sort = placed_all({"-method", "step"});
  Findings findings = swept_findings();
  CHECK(add_chosen({.tables = {table}}, kSwept, findings).empty());
  REQUIRE(findings.tables.size() == 2);
  const Table& made = findings.tables[1];
  CHECK(made.id == "by_step");
  CHECK(made.title == "By step size");
  CHECK(made.caption == "A row each. Rows: bits = 4.0 or 8; seed = 2.");
  REQUIRE(made.columns.size() == 3);
  CHECK(made.columns[2].unit == "half-MSE");
  REQUIRE(made.rows.size() == 4);
  CHECK(made.rows[0][0] == Value("naive"));
  CHECK(made.rows[0][1] == Value(0.1));
  CHECK(made.rows[1][1] == Value(0.5));
  CHECK(made.rows[3][0] == Value("double_sampling"));
  CHECK(made.rows[3][2].estimate().mean == 0.5 + 0.2 + 0.25);
  CHECK(findings.figures.size() == 2);
}

TEST_CASE("rows without a number come last", "[unit]") {
  Findings findings;
  findings.tables = {{.id = "t",
                      .columns = {number_column("x", "x")},
                      .rows = {{Value()}, {2.0}, {kDiverged}, {1.0}}}};
  ChosenTable table;
  table.id = placed("sorted");
  table.rows.from = placed("t");
  for (const auto& [sort, expected] :
       {std::pair<std::string, std::vector<double>>{"x", {1, 2, kDiverged}},
        {"-x", {kDiverged, 2, 1}}}) {
    table.sort = {placed(sort)};
    Findings made = findings;
    CHECK(add_chosen({.tables = {table}}, {}, made).empty());
    const auto& rows = made.tables.back().rows;
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(rows[i][0].number() == expected[i]);
    }
    CHECK(rows[3][0].is_null());
  }
}

TEST_CASE("a figure over a swept axis, its seeds pooled", "[unit]") {
  ChosenFigure chosen = figure();
  chosen.lines = placed_all({"bits"});
  chosen.panels = placed_all({"method"});
  chosen.rows.pool = {placed("seed")};
  chosen.log_x = true;
  chosen.y_max = 3;
  Findings findings = swept_findings();
  const auto mistakes =
      add_chosen({.figures = {chosen}, .own_figures = false}, kSwept, findings);
  CHECK(texts(mistakes).empty());
  REQUIRE(findings.figures.size() == 1);
  const Figure& made = findings.figures[0];
  CHECK(made.id == "loss_against_step");
  CHECK(made.title == "loss against step size");
  CHECK(made.caption ==
        "From the table \"results\": pooled over seed. Bands: 95 % intervals.");
  REQUIRE(made.panels.size() == 2);
  CHECK(made.panels[0].title == "double sampling");
  CHECK(made.panels[1].title == "naive");
  const Panel& panel = made.panels[0];
  CHECK(panel.x.label == "step size");
  CHECK(panel.x.logarithmic);
  CHECK(panel.y.label == "loss (half-MSE)");
  CHECK(!panel.y.logarithmic);
  CHECK(panel.y.max == 3);
  REQUIRE(panel.series.size() == 2);
  const Series& four = panel.series[0];
  CHECK(four.label == "bits = 4");
  CHECK(panel.series[1].label == "bits = 2");
  CHECK(four.color != panel.series[1].color);
  CHECK(four.color == made.panels[1].series[0].color);
  CHECK(four.markers);
  // In the order of x, and of both seeds: the same as pooling by hand.
  CHECK(four.x == std::vector<double>{0.1, 0.5});
  const auto both = pooled(
      std::vector<Estimate>{{0.45, 0.35, 0.55, 3}, {0.55, 0.45, 0.65, 3}});
  CHECK(four.y[0] == Approx(both->mean).epsilon(1e-13));
  CHECK(four.low[0] == Approx(both->low).epsilon(1e-13));
  CHECK(four.high[0] == Approx(both->high).epsilon(1e-13));
}

TEST_CASE("several y are lines, and fractions are per cent", "[unit]") {
  ChosenFigure chosen = figure();
  chosen.title = "Both";
  chosen.y = placed_all({"loss", "accuracy"});
  chosen.lines = placed_all({"method"});
  chosen.rows.where = {{placed("bits"), {2}}, {placed("seed"), {1}}};
  Findings findings = swept_findings();
  CHECK(texts(add_chosen({.figures = {chosen}}, kSwept, findings)).empty());
  const Panel& panel = findings.figures.back().panels.at(0);
  CHECK(panel.title.empty());
  CHECK(panel.y.label == "loss (half-MSE), accuracy (%)");
  REQUIRE(panel.series.size() == 4);
  CHECK(panel.series[1].label == "double sampling: accuracy");
  CHECK(panel.series[1].y == std::vector<double>{90, 90});
  CHECK(panel.series[1].low.empty());
  CHECK(!panel.series[0].low.empty());
  CHECK(panel.series[2].label == "naive: loss");
  chosen.id = placed("without");
  chosen.bands = false;
  CHECK(texts(add_chosen({.figures = {chosen}}, kSwept, findings)).empty());
  CHECK(findings.figures.back().panels.at(0).series.at(0).low.empty());
  CHECK(findings.figures.back().caption.ends_with("bits = 2; seed = 1."));

  chosen.id = placed("loss_against_step");
  // Both ids are taken now, and the first has several values at each x.
  CHECK(add_chosen({.figures = {figure(), chosen}}, kSwept, findings).size() ==
        3);
}

TEST_CASE("what diverged or is missing breaks a line and stays in it",
          "[unit]") {
  Findings findings;
  findings.tables = {
      {.id = "t",
       .columns = {integer_column("x", "x"), number_column("y", "y")},
       .rows = {{2, Estimate::exact(kDiverged, 3)},
                {1, Estimate{1, 0, 2, 3}},
                {3, Value()},
                {Value(), Estimate{1, 0, 2, 3}}}}};
  ChosenFigure chosen = figure();
  chosen.rows.from = placed("t");
  chosen.x = placed("x");
  chosen.y = {placed("y")};
  CHECK(texts(add_chosen({.figures = {chosen}}, {}, findings)).empty());
  const Series& series = findings.figures.at(0).panels.at(0).series.at(0);
  CHECK(series.x == std::vector<double>{1, 2, 3});
  CHECK(series.y[1] == kDiverged);
  CHECK(std::isnan(series.y[2]));
  CHECK(series.label == "y");
}

TEST_CASE("a list of one is its element", "[unit]") {
  // A swept list parameter: its values are lists.
  Findings findings;
  findings.tables = {{.id = "t",
                      .columns = {text_column("swept_bits", "swept bits"),
                                  number_column("y", "y")},
                      .rows = {{Value::List{2}, 1.0}, {Value::List{4}, 2.0}}}};
  ChosenFigure chosen = figure();
  chosen.rows.from = placed("t");
  chosen.x = placed("swept_bits");
  chosen.y = {placed("y")};
  CHECK(texts(add_chosen({.figures = {chosen}}, {"bits"}, findings)).empty());
  CHECK(findings.figures.at(0).panels.at(0).series.at(0).x ==
        std::vector<double>{2, 4});
}

TEST_CASE("each mistake has its place and a way out", "[unit]") {
  const std::string columns =
      "(its columns: step, seed, method, bits, loss, accuracy; a swept "
      "parameter is one, too)";
  using Lines = std::vector<std::string>;
  ChosenFigure wrong = figure();
  wrong.rows.from = placed("result", 7);
  CHECK(figure_mistakes(wrong) ==
        Lines{"/7: there is no table \"result\" (did you mean \"results\"?)"});
  wrong.rows.from = placed("zzz");
  CHECK(figure_mistakes(wrong) ==
        Lines{"/1: there is no table \"zzz\" (there are: results)"});

  wrong = figure();
  wrong.x = placed("stepp", 3);
  wrong.y = {placed("final_zzz", 4)};
  wrong.lines = {placed("sgd.bits", 5)};
  wrong.rows.pool = {placed("bits", 6)};
  CHECK(figure_mistakes(wrong) ==
        Lines{"/6: \"bits\" is not swept: there is nothing to pool"});
  wrong.rows.pool.clear();
  CHECK(
      figure_mistakes(wrong) ==
      Lines{"/3: the table \"results\" has no column \"stepp\" (did you mean "
            "\"step\"?)",
            "/4: the table \"results\" has no column \"final_zzz\" " + columns,
            "/5: the table \"results\" has no column \"sgd.bits\" (did you "
            "mean \"bits\"?)"});

  wrong = figure();
  wrong.rows.where = {{placed("method", 2), {"naiv", "nearest"}}};
  CHECK(figure_mistakes(wrong) ==
        Lines{"/2: no row has method = naiv or nearest (there are: "
              "double_sampling, naive)"});

  wrong = figure();
  wrong.x = placed("method", 9);
  CHECK(figure_mistakes(wrong) ==
        Lines{"/9: the column \"method\" has \"double_sampling\" where a "
              "figure needs a number"});

  wrong = figure();
  wrong.lines = {placed("bits")};
  wrong.rows.where = {{placed("method"), {"naive"}}};
  CHECK(figure_mistakes(wrong) ==
        Lines{"/1: the line \"bits = 4\" has several values at step = 0.1 "
              "(\"lines\", \"panels\", \"where\" or \"pool\" must tell apart: "
              "seed)"});

  ChosenTable table;
  table.id = placed("results", 8);
  table.rows.from = placed("results");
  table.columns = {placed("lose", 4)};
  table.sort = {placed("-bit", 5)};
  Findings findings = swept_findings();
  CHECK(texts(add_chosen({.tables = {table}}, kSwept, findings)) ==
        Lines{"/8: \"results\" is the id of another table (choose another)",
              "/5: the table \"results\" has no column \"bit\" (did you mean "
              "\"bits\"?)",
              "/4: the table \"results\" has no column \"lose\" (did you mean "
              "\"loss\"?)"});
  CHECK(findings.tables.size() == 1);
}

TEST_CASE("more lines than colours are refused", "[unit]") {
  Findings findings;
  Table table{.id = "t",
              .columns = {integer_column("x", "x"), integer_column("k", "k"),
                          number_column("y", "y")}};
  for (int k = 0; k < 9; ++k) table.rows.push_back({1, k, 1.0});
  findings.tables = {table};
  ChosenFigure chosen = figure();
  chosen.rows.from = placed("t");
  chosen.x = placed("x");
  chosen.y = {placed("y")};
  chosen.lines = {placed("k", 4)};
  CHECK(texts(add_chosen({.figures = {chosen}}, {}, findings)) ==
        std::vector<std::string>{
            "/4: 9 lines in a panel; at most 8 can be told apart (\"where\" "
            "chooses rows, \"panels\" spreads them)"});
  chosen.panels = {placed("k")};
  chosen.lines.clear();
  CHECK(texts(add_chosen({.figures = {chosen}}, {}, findings)).empty());
  CHECK(findings.figures.at(0).panels.size() == 9);
}

TEST_CASE("names are checked before there is a number", "[unit]") {
  // A table may be made of one before it.
  ChosenTable first;
  first.id = placed("pooled");
  first.rows.from = placed("results");
  first.rows.pool = {placed("seed")};
  // Only results tell whether any row is like this.
  first.rows.where = {{placed("method"), {"nearest"}}};
  ChosenFigure second = figure();
  second.rows.from = placed("pooled");
  CHECK(check_chosen({.tables = {first}, .figures = {second}}, kSwept,
                     swept_findings())
            .empty());
  second.lines = {placed("seed", 4)};
  const auto mistakes = texts(check_chosen(
      {.tables = {first}, .figures = {second}}, kSwept, swept_findings()));
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].starts_with(
      "/4: the table \"pooled\" has no column \"seed\""));
}
