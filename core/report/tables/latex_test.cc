#include "core/report/tables/latex.h"

#include <catch.h>

#include <array>
#include <string_view>

#include "core/report/samples_testing.h"

using namespace zipml;

namespace {

// All that escape_latex may write for a special character.
constexpr std::array<std::string_view, 20> kEscapes = {"\\textbackslash{}",
                                                       "\\textasciicircum{}",
                                                       "\\textasciitilde{}",
                                                       "\\textless{}",
                                                       "\\textgreater{}",
                                                       "\\textbar{}",
                                                       "\\textasciigrave{}",
                                                       "\\char34{}",
                                                       "\\{",
                                                       "\\}",
                                                       "\\$",
                                                       "\\&",
                                                       "\\#",
                                                       "\\_",
                                                       "\\%",
                                                       "{[}",
                                                       "{]}",
                                                       "{*}",
                                                       "{}",
                                                       "\\,\\%"};

// True when every special character of the text is part of an escape.
bool is_inert(std::string_view text) {
  while (!text.empty()) {
    std::size_t skip = 0;
    for (const std::string_view escape : kEscapes) {
      if (text.starts_with(escape)) skip = std::max(skip, escape.size());
    }
    if (skip == 0) {
      if (std::string_view("\\{}$&#^_~%<>|\"`[]*\n\r\t").find(text.front()) !=
          std::string_view::npos) {
        return false;
      }
      skip = 1;
    }
    text.remove_prefix(skip);
  }
  return true;
}

}  // namespace

TEST_CASE("no text holds a live special character", "[property]") {
  RandomStream stream({.seed = 24, .purpose = Purpose::kTest});
  for (int i = 0; i < 2000; ++i) {
    const std::string text = random_markup(stream, 12);
    INFO(text);
    CHECK(is_inert(escape_latex(text)));
  }
  for (const std::string& text : hostile_texts("mark")) {
    CHECK(is_inert(escape_latex(text)));
  }
  CHECK_FALSE(is_inert("50%"));
}

TEST_CASE("texts that LaTeX would take as its own", "[unit]") {
  CHECK(escape_latex("\\input{x}") == "\\textbackslash{}input\\{x\\}");
  CHECK(escape_latex("50 % & $5_a") == "50 \\% \\& \\$5\\_a");
  CHECK(escape_latex("a--b") == "a-{}-b");
  CHECK(escape_latex("[1]*") == "{[}1{]}{*}");
}

TEST_CASE("numbers are set in math mode", "[unit]") {
  const Column number{"x", "", "", ColumnFormat::kNumber, 3};
  const Column percent{"x", "", "", ColumnFormat::kPercent, 3};
  CHECK(latex_cell(-2.44e9, number) == "$-2.44 \\times 10^{9}$");
  CHECK(latex_cell(1.5e-7, number) == "$1.50 \\times 10^{-7}$");
  CHECK(latex_cell(0.0745, percent) == "$7.45$\\,\\%");
  CHECK(latex_cell(Estimate{2, 1.5, 2.5, 5}, number) ==
        "$2.00$ {[}$1.50$, $2.50${]}");
  CHECK(latex_cell(-1.0 / 0.0, number) == "$-\\infty$");
  CHECK(latex_cell(Value(), number) == "--");
  CHECK(latex_cell("1e9", number) == "1e9");
}
