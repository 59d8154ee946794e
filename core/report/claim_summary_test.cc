#include "core/report/claim_summary.h"

#include <catch.h>

using namespace zipml;

namespace {

Verdict verdict(std::string claim, Outcome outcome, DataLabel data,
                bool by_interval = false) {
  return {.claim = std::move(claim),
          .ours = Estimate::exact(1),
          .data = std::move(data),
          .judgement = {outcome, "", "", by_interval}};
}

std::vector<StudyVerdicts> studies() {
  return {{.study = "a",
           .verdicts = {verdict("C10", Outcome::kReproduced, "cadata", true),
                        verdict("C2", Outcome::kNotTestable, {"gisette"}),
                        verdict("C2", Outcome::kReproduced,
                                {"fashion-mnist-2-4", "gisette"}, true)}},
          {.study = "b",
           .verdicts = {verdict("C10", Outcome::kNotReproduced,
                                "cadata, cpusmall", true)}}};
}

}  // namespace

TEST_CASE("a claim is summed up over studies", "[unit]") {
  auto runs = studies();
  runs[0].verdicts[1].ours = {};  // the claim's own row has no number
  const auto summaries = claim_summaries(runs);
  REQUIRE(summaries.size() == 2);
  CHECK(summaries[0].claim == "C2");
  CHECK(summaries[0].counts == std::array<int, 5>{0, 0, 0, 0, 1});
  CHECK(summaries[0].data.empty());
  CHECK(summaries[0].missing == std::vector<std::string>{"gisette"});
  // Without a stand-in too.
  runs[0].verdicts.pop_back();
  CHECK(claim_summaries(runs)[0].missing == summaries[0].missing);
  CHECK(summaries[1].claim == "C10");
  CHECK(summaries[1].counts == std::array<int, 5>{1, 0, 1, 0, 0});
  CHECK(summaries[1].data == std::vector<std::string>{"cadata", "cpusmall"});
}

TEST_CASE("what may be wrong by chance is counted without stand-ins",
          "[unit]") {
  const std::string text = chance_of_error_text(studies());
  CHECK(text.starts_with(
      "3 verdicts count for a claim; 2 of them rest on a 95 % interval."));
}
