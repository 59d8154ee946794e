#include "core/report/tables/latex_text.h"

#include <catch.h>

#include <algorithm>
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
// And latex_words, in text and within dollars.
constexpr std::array<std::string_view, 4> kMoreEscapes = {"\\allowbreak{}",
                                                          "``", "`", "~"};
constexpr std::array<std::string_view, 10> kMathematics = {
    "\\|",     "\\pm",    "\\le",      "\\ge", "\\times",
    "\\sqrt{", "\\log_{", "\\mathrm{", "^{",   "_{"};
constexpr std::array<std::string_view, 12> kGreekCommands = {
    "\\alpha",  "\\beta", "\\gamma", "\\delta", "\\epsilon", "\\eta",
    "\\lambda", "\\mu",   "\\pi",    "\\rho",   "\\sigma",   "\\tau"};

template <std::size_t size>
std::size_t longest_at_start(std::string_view text,
                             const std::array<std::string_view, size>& known) {
  std::size_t length = 0;
  for (const std::string_view one : known) {
    if (text.starts_with(one)) length = std::max(length, one.size());
  }
  return length;
}

constexpr std::string_view kLive = "\\{}$&#^_~%<>|\"`[]*\n\r\t";

// True when every special character of the text is part of an escape.
bool is_inert(std::string_view text) {
  while (!text.empty()) {
    std::size_t skip = longest_at_start(text, kEscapes);
    if (skip == 0) {
      if (kLive.find(text.front()) != std::string_view::npos) return false;
      skip = 1;
    }
    text.remove_prefix(skip);
  }
  return true;
}

// True of mathematics without a command that is not ours and with its braces
// closed.
bool is_plain_mathematics(std::string_view text) {
  int depth = 0;
  while (!text.empty()) {
    std::size_t skip = std::max(longest_at_start(text, kMathematics),
                                longest_at_start(text, kGreekCommands));
    if (skip > 0) {
      if (text[skip - 1] == '{') ++depth;
    } else {
      skip = 1;
      if (text.front() == '{') ++depth;
      if (text.front() == '}' && --depth < 0) return false;
      if (std::string_view("\\$&#~%\"`\n\r\t").find(text.front()) !=
          std::string_view::npos) {
        return false;
      }
    }
    text.remove_prefix(skip);
  }
  return depth == 0;
}

// The same of latex_words: it may have mathematics.
bool is_safe(std::string_view text) {
  while (!text.empty()) {
    std::size_t skip = std::max(longest_at_start(text, kEscapes),
                                longest_at_start(text, kMoreEscapes));
    if (skip == 0 && text.front() == '$') {
      const std::size_t end = text.find('$', 1);
      if (end == std::string_view::npos || end == 1) return false;
      if (!is_plain_mathematics(text.substr(1, end - 1))) return false;
      skip = end + 1;
    }
    if (skip == 0) {
      if (kLive.find(text.front()) != std::string_view::npos) return false;
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
    CHECK(is_safe(latex_words(text)));
  }
  for (const std::string& text : hostile_texts("mark")) {
    INFO(text);
    CHECK(is_inert(escape_latex(text)));
    CHECK(is_safe(latex_words(text)));
  }
  CHECK_FALSE(is_inert("50%"));
  CHECK_FALSE(is_safe("50%"));
  CHECK_FALSE(is_safe("$\\input{x}$"));
  CHECK_FALSE(is_safe("$x^{2$"));
}

TEST_CASE("texts that LaTeX would take as its own", "[unit]") {
  CHECK(escape_latex("\\input{x}") == "\\textbackslash{}input\\{x\\}");
  CHECK(escape_latex("50 % & $5_a") == "50 \\% \\& \\$5\\_a");
  CHECK(escape_latex("a--b") == "a-{}-b");
  CHECK(escape_latex("[1]*") == "{[}1{]}{*}");
}

TEST_CASE("symbols in words become mathematics", "[unit]") {
  CHECK(latex_words("||a|| <= 1") == "$\\|$$a$$\\|$ $\\le$~1");
  CHECK(latex_words("at +-i pi") == "at $\\pm$$i$ $\\pi$");
  CHECK(latex_words("2^-4b, x^T") == "2$^{-4b}$, $x$$^{T}$");
  CHECK(latex_words("M_i of r_row") == "$M$$_{i}$ of $r$$_{\\mathrm{row}}$");
  CHECK(latex_words("sqrt(n) / s") == "${\\sqrt{n}}$ / $s$");
  CHECK(latex_words("sqrt(data)") == "sqrt(data)");
  CHECK(latex_words("log2(n), log10") == "$\\log_{2}$($n$), $\\log_{10}$");
  CHECK(latex_words("sigma at x*") == "$\\sigma$ at $x$$^{*}$");
  CHECK(latex_words("F - F*; [-R, R]; slope -1/2") ==
        "$F$ $-$ $F$$^{*}$; {[}$-$$R$, $R${]}; slope $-$1/2");
  CHECK(latex_words("b + 32 * share") == "$b$ + 32 $\\times$ share");
}

TEST_CASE("words and names stay words and names", "[unit]") {
  CHECK(latex_words("A row is a data set") == "A row is a data set");
  CHECK(latex_words("Caffe's") == "Caffe's");
  CHECK(latex_words("e.g. sgd.alpha") == "e.g. sgd.alpha");
  CHECK(latex_words("row_l2") == "row\\_l2");
  CHECK(latex_words("greedy_then_dynamic") ==
        "greedy\\_\\allowbreak{}then\\_\\allowbreak{}dynamic");
  CHECK(latex_words("a 32-bit run") == "a 32-bit run");
  CHECK(latex_words("the \"best\" '-'") == "the ``best'' `-'");
  CHECK(latex_words("Fig 7b and C3") == "Fig 7b and C3");
}

TEST_CASE("lines may break after a hyphen and within long words", "[unit]") {
  const LatexPieces parts = latex_pieces("many-products-of-2-4 set");
  REQUIRE(parts.size() == 6);
  CHECK(parts[1].code == "products-");
  CHECK(parts[4].space_after);
  CHECK(least_width(parts) < natural_width(parts) / 2);
  CHECK(latex_pieces("cod-rna").size() == 1);
  // Not even a word of a thousand letters is wider than half a line.
  CHECK(least_width(latex_pieces(std::string(1000, 'm'))) < 20);
  CHECK(least_width(latex_pieces("")) == 0);
}

TEST_CASE("numbers are set in math mode", "[unit]") {
  const Column number{"x", "", "", ColumnFormat::kNumber, 3};
  const Column percent{"x", "", "", ColumnFormat::kPercent, 3};
  CHECK(latex_cell(-2.44e9, number) == "${-2.44 \\times 10^{9}}$");
  CHECK(latex_cell(1.5e-7, number) == "${1.50 \\times 10^{-7}}$");
  CHECK(latex_cell(0.0745, percent) == "$7.45$\\,\\%");
  CHECK(latex_cell(Estimate{2, 1.5, 2.5, 5}, number) ==
        "$2.00$ ${[1.50,\\,2.50]}$");
  CHECK(latex_cell(Estimate{0.2, 0.15, 0.25, 5}, percent) ==
        "$20.0$ ${[15.0,\\,25.0]}$\\,\\%");
  CHECK(latex_cell(Estimate{2e9, 1.5e9, 2.5e9, 5}, number) ==
        "$2.00$ ${[1.50,\\,2.50] \\times 10^{9}}$");
  CHECK(latex_cell(Estimate{2, -kInfinity, kInfinity, 1}, number) ==
        "$2.00$ ($n$ =~1)");
  CHECK(latex_cell(Estimate{0.02, -kInfinity, kInfinity, 1}, percent) ==
        "$2.00$\\,\\% ($n$ =~1)");
  CHECK(latex_cell(-1.0 / 0.0, number) == "$-\\infty$");
  CHECK(latex_cell(std::nan(""), number) == "--");
  CHECK(latex_cell(Value(), number) == "--");
  CHECK(latex_cell("1e9", number) == "1e9");
}
