#include "core/report/tables/latex_numbers.h"

#include <catch.h>

#include <cctype>
#include <set>
#include <sstream>

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

}  // namespace

TEST_CASE("names of macros are letters, digits spelled out", "[unit]") {
  CHECK(letters_only("naive_bias 3.5") == "NaiveBiasThreePointFive");
  CHECK(letters_only("32-bit") == "ThreeTwoBit");
  CHECK(letters_only("halfMSE \u00E9") == "HalfMSE");
  CHECK(letters_only("...").empty());
}

TEST_CASE("no two macros have one name, whatever the texts", "[property]") {
  RandomStream stream({.seed = 25, .purpose = Purpose::kTest});
  for (int i = 0; i < 200; ++i) {
    Findings findings = findings_with(random_markup(stream, 8));
    findings.tables.push_back(findings.tables.front());
    const auto names = names_of(latex_numbers("a_b", findings));
    CHECK(names.size() > 10);
    CHECK(std::set(names.begin(), names.end()).size() == names.size());
    for (const std::string& name : names) CHECK(are_letters(name));
  }
}
