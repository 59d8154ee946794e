#include "core/report/tables/latex_numbers.h"

#include <catch.h>

#include <cctype>
#include <set>
#include <sstream>

#include "core/base/error.h"
#include "core/report/samples_testing.h"

using namespace zipml;

namespace {

bool are_letters(const std::string& text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalpha(byte) == 0) return false;
  }
  return true;
}

// The names defined; every line is a comment or one definition.
std::vector<std::string> names_of(const std::string& text) {
  static const std::string kBegin = "\\newcommand{\\";
  std::vector<std::string> names;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("% ", 0) == 0) continue;
    REQUIRE(line.rfind(kBegin, 0) == 0);
    names.push_back(line.substr(kBegin.size(), line.find('}') - kBegin.size()));
  }
  return names;
}

const MacroChoice kEverything = {.only = {"final_loss", "C1", "C2"}};

}  // namespace

TEST_CASE("names of macros are letters, digits spelled out", "[unit]") {
  CHECK(letters_only("naive_bias 3.5") == "NaiveBiasThreePointFive");
  CHECK(letters_only("32-bit") == "ThreeTwoBit");
  CHECK(letters_only("halfMSE \u00E9") == "HalfMSE");
  CHECK(letters_only("...").empty());
}

TEST_CASE("no two macros have one name, and none a long one", "[property]") {
  RandomStream stream({.seed = 25, .purpose = Purpose::kTest});
  constexpr std::size_t kEndings = 7;  // "Outcome"
  constexpr std::size_t kMark = 6;     // and letters of the order
  for (int i = 0; i < 200; ++i) {
    Findings findings = findings_with(random_markup(stream, 8));
    findings.tables.push_back(findings.tables.front());
    MacroChoice choice{.only = {"final_loss"}};
    for (const Verdict& verdict : findings.verdicts) {
      choice.only.push_back(verdict.claim);
    }
    const auto names = names_of(latex_numbers("a_b", findings, choice));
    CHECK(names.size() > 10);
    CHECK(std::set(names.begin(), names.end()).size() == names.size());
    for (const std::string& name : names) {
      CHECK(are_letters(name));
      CHECK(name.size() <= 5 + kLongestMacro + kMark + kEndings);
    }
  }
}

TEST_CASE("a long name keeps its mark whatever else there is", "[unit]") {
  Findings findings = sample_findings();
  findings.tables.front().rows.resize(2);
  findings.tables.front().rows[0][0] =
      "a data set with a name of very many words indeed";
  findings.tables.front().rows[1][0] = "another";
  const auto all = names_of(latex_numbers("s", findings, kEverything));
  std::swap(findings.tables.front().rows[0], findings.tables.front().rows[1]);
  const auto swapped = names_of(latex_numbers("s", findings, kEverything));
  CHECK(std::set(all.begin(), all.end()) ==
        std::set(swapped.begin(), swapped.end()));
}

TEST_CASE("only what is chosen, under the chosen prefix", "[unit]") {
  const Findings findings = sample_findings();
  const auto chosen = names_of(latex_numbers("naive_bias", findings,
                                             {.prefix = "nb",
                                              .only = {"final_loss.excess"},
                                              .where = {{"bits", "4"}}}));
  CHECK(chosen ==
        std::vector<std::string>{"nbFinalLossCadataBitsFourExcess",
                                 "nbFinalLossCadataBitsFourExcessLow",
                                 "nbFinalLossCadataBitsFourExcessHigh"});
  for (const std::string& name : names_of(latex_numbers("a_b", findings))) {
    CHECK(name.rfind("zipABC", 0) == 0);  // verdicts of claims C1 and C2
  }
}

TEST_CASE("a choice of macros that does not exist is a mistake", "[unit]") {
  const Findings findings = sample_findings();
  const auto message = [&](const MacroChoice& choice) -> std::string {
    try {
      latex_numbers("s", findings, choice);
    } catch (const UserError& error) {
      return error.what();
    }
    return "";
  };
  CHECK(message({.prefix = "p2"}) ==
        "--prefix: \"p2\" found, letters expected: TeX's names have nothing "
        "else, and \"end\" at their beginning is LaTeX's own");
  CHECK(message({.only = {"final_los.excess"}}) ==
        "--only: \"final_los.excess\" is no table, TABLE.COLUMN or claim of "
        "the study (did you mean \"final_loss.excess\"?)");
  CHECK(message({.where = {{"bit", "4"}}}) ==
        "--where: \"bit\" is no column of a table of the study (did you mean "
        "\"bits\"?)");
  CHECK(message({.only = {"final_loss"}, .where = {{"bits", "9"}}}) ==
        "--only: no number was chosen (a cell that was not measured has no "
        "macro; --where may leave no row)");
}
