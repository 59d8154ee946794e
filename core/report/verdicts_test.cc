#include "core/report/verdicts.h"

#include <catch.h>

#include <sstream>

#include "core/base/text.h"
#include "core/report/samples_testing.h"

using namespace zipml;

TEST_CASE("verdicts are counted and the strict rule applied", "[unit]") {
  auto verdicts = sample_verdicts();
  CHECK(count_outcomes(verdicts) ==
        "1 reproduced, 1 not reproduced");  // a stand-in does not count
  CHECK_FALSE(none_is_refuted(verdicts));
  verdicts.erase(verdicts.begin() + 1);
  CHECK(none_is_refuted(verdicts));
  CHECK(count_outcomes({}) == "no verdicts");
  CHECK(none_is_refuted({}));
}

TEST_CASE("what a verdict compares, in words", "[unit]") {
  const auto verdicts = sample_verdicts();
  CHECK(paper_text(verdicts[0]) == "7.45");
  CHECK(ours_text(verdicts[0]) == "15.7 [13.4, 17.9], n = 5");
  CHECK(paper_text(verdicts[1]) == "all");
  CHECK(ours_text(verdicts[1]) == "0");
  CHECK(paper_text(verdicts[2]) == "-");
  CHECK(ours_text(verdicts[2]) == "-");
  CHECK(data_text(verdicts[2]) == "bank32nh (stands in for YearPredictionMSD)");
}

TEST_CASE("no line of the verdicts is wider than the terminal", "[unit]") {
  std::istringstream lines(verdicts_to_text(
      std::vector<StudyVerdicts>{{"naive_bias", "quick", sample_verdicts()}},
      50, TerminalColor::kOff));
  for (std::string line; std::getline(lines, line);) {
    CHECK(display_width(line) <= 50);
  }
}

TEST_CASE("a study that judges nothing says so", "[unit]") {
  CHECK(verdicts_to_text(std::vector<StudyVerdicts>{{"own", "quick", {}}}, 60,
                         TerminalColor::kOff) ==
        "== own (profile quick)\n\nno verdicts\n\nno verdicts\n");
}

TEST_CASE("colours are only written when asked for", "[unit]") {
  const auto verdicts = sample_verdicts();
  const char escape = '\x1b';
  CHECK(verdicts_to_text(
            std::vector<StudyVerdicts>{{"naive_bias", "quick", verdicts}}, 60,
            TerminalColor::kOff)
            .find(escape) == std::string::npos);
  CHECK(verdicts_to_text(
            std::vector<StudyVerdicts>{{"naive_bias", "quick", verdicts}}, 60,
            TerminalColor::kOn)
            .find(escape) != std::string::npos);
  // Text from outside cannot bring its own.
  for (const auto& verdict : findings_with("\x1b[2Jx").verdicts) {
    CHECK(verdicts_to_text(
              std::vector<StudyVerdicts>{{"naive_bias", "quick", {verdict}}},
              60, TerminalColor::kOff)
              .find(escape) == std::string::npos);
  }
}
