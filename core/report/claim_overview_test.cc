#include "core/report/claim_overview.h"

#include <catch.h>

#include "core/harness/findings/finish_findings.h"

using namespace zipml;

namespace {

Verdict verdict_of(std::string claim, Outcome outcome, DataLabel data) {
  return {.claim = std::move(claim),
          .ours = Estimate::exact(1),
          .data = std::move(data),
          .judgement = {outcome, "", ""}};
}

std::vector<StudyVerdicts> two_studies() {
  Verdict untested = verdict_of("C12", Outcome::kNotTestable, {});
  untested.kind = kNoExperimentKind;
  Verdict own = verdict_of("C10", Outcome::kNotTestable, {"gisette"});
  own.ours = {};
  return {{.study = "first",
           .verdicts = {verdict_of("C10", Outcome::kReproduced, "cadata"), own,
                        verdict_of("C10", Outcome::kNotReproduced,
                                   {"mnist", "gisette"}),
                        verdict_of("X8", Outcome::kReproduced, {})}},
          {.study = "second",
           .verdicts = {verdict_of("C10", Outcome::kPartly, "cadata"),
                        verdict_of("C2", Outcome::kReproduced, "cadata")}},
          {.study = "no experiment", .verdicts = {untested}}};
}

}  // namespace

TEST_CASE("a run ends with every claim, tried or not", "[unit]") {
  const std::map<std::string, std::string> titles = {
      {"C1", "One that nobody tries here"},
      {"C10", "Levels placed by the data need fewer bits"},
      {"C12", "Tomography"},
      {"C2", "Unbiased"},
      {"T1", "A theorem"},
      {"X8", "An erratum"}};
  CHECK(claims_overview_text(two_studies(), titles, 60) ==
        "C2   Unbiased: 1 reproduced (second)\n"
        "C10  Levels placed by the data need fewer bits: 1\n"
        "     reproduced, 1 partly, 1 not testable here (first,\n"
        "     second; without gisette)\n"
        "C12  Tomography: no experiment\n"
        "Not in this run: C1\n");
  // However narrow the terminal.
  CHECK(claims_overview_text(two_studies(), {{"C2", "Both draws of a sample"}},
                             1) ==
        "C2   Both draws of a sample: 1\n"
        "     reproduced (second)\n");
  CHECK(claims_overview_text({}, titles, 60) ==
        "Not in this run: C1, C2, C10, C12\n");
}

TEST_CASE("the outcomes by claim as a table", "[unit]") {
  const std::map<std::string, std::string> titles = {
      {"C1", "One that nobody tries here"},
      {"C10", "Levels | bits"},
      {"C2", "Unbiased"},
      {"X8", "An erratum"}};
  CHECK(claims_overview_markdown(two_studies(), titles) ==
        "| | the paper says | reproduced | partly | not reproduced | "
        "inconclusive | not testable here | experiments |\n"
        "|---|---|---:|---:|---:|---:|---:|---|\n"
        "| C2 | Unbiased | 1 | | | | | second |\n"
        "| C10 | Levels \\| bits | 1 | 1 | | | 1 | first, second; without "
        "gisette |\n");
}
