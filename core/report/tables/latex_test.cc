#include "core/report/tables/latex.h"

#include <catch.h>

#include <set>

#include "core/report/samples_testing.h"
#include "core/report/tables/latex_layout.h"

using namespace zipml;

namespace {

// Two columns that name the row, and `count` of estimates of ten digits.
Table wide_table(std::size_t count) {
  Table table{"wide", "Wide", "All of it.", {{"data"}, {"bits"}}, {}};
  table.columns[1].format = ColumnFormat::kInteger;
  table.rows = {{"cadata", 3}, {"cpusmall", 4}};
  for (std::size_t i = 0; i < count; ++i) {
    table.columns.push_back(
        {"x" + std::to_string(i), "", "", ColumnFormat::kNumber, 10});
    for (auto& row : table.rows) {
      row.push_back(Estimate{1.23456789, 1.23456780, 1.23456798, 5});
    }
  }
  return table;
}

double width_of_part(const LatexPart& part) {
  double width = kLatexColumnGap * static_cast<double>(part.widths.size() - 1);
  for (const double one : part.widths) width += one;
  return width;
}

std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos;
       at = text.find(word, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("every part of a table fits, and none lacks a column", "[unit]") {
  for (std::size_t count = 1; count < 20; ++count) {
    const Table table = wide_table(count);
    const LatexGrid grid = latex_grid(table);
    const auto parts = latex_parts(table, grid);
    std::multiset<std::size_t> seen;
    for (const LatexPart& part : parts) {
      CHECK(width_of_part(part) <= kLatexTextWidth + 1e-9);
      REQUIRE(part.columns.size() > 2);
      CHECK(part.columns[0] == 0);
      CHECK(part.columns[1] == 1);
      seen.insert(part.columns.begin() + 2, part.columns.end());
      for (std::size_t i = 0; i < part.columns.size(); ++i) {
        for (const auto& row : grid.rows) {
          CHECK(part.widths[i] >= least_width(row[part.columns[i]]));
        }
      }
    }
    CHECK(seen.size() == count);
    CHECK(std::set(seen.begin(), seen.end()).size() == count);
  }
  CHECK(latex_parts(wide_table(1), latex_grid(wide_table(1))).size() == 1);
}

TEST_CASE("parts have labels of their own, the caption once", "[unit]") {
  const Table table = wide_table(8);
  const std::string text = table_to_latex(table, "my study");
  CHECK(count_of(text, "\\label{tab:my_study:wide}") == 1);
  CHECK(count_of(text, "\\label{tab:my_study:wide:2}") == 1);
  CHECK(count_of(text, "All of it.") == 1);
  CHECK(count_of(text, "\\begin{longtable}") ==
        count_of(text, "\\end{longtable}"));
}

TEST_CASE("a unit of one letter is upright", "[unit]") {
  Table table{"t", "Times", "", {{"t", "time t", "s"}}, {{"1"}}};
  CHECK(count_of(table_to_latex(table, "s"), "time $t$ (s)") == 2);
}

TEST_CASE("a table of no rows and one of text alone are tables", "[unit]") {
  Table table = wide_table(2);
  table.rows.clear();
  CHECK(count_of(table_to_latex(table, "s"), "\\begin{longtable}") == 1);
  Table words{"w", "Words", "", {{"a"}, {"b"}}, {{"x", std::string(400, 'y')}}};
  const auto parts = latex_parts(words, latex_grid(words));
  REQUIRE(parts.size() == 1);
  CHECK(width_of_part(parts[0]) <= kLatexTextWidth + 1e-9);
}
