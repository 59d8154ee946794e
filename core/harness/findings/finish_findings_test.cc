#include "core/harness/findings/finish_findings.h"

#include <catch.h>

using namespace zipml;

namespace {

Verdict verdict(std::string kind, DataLabel data) {
  return {.claim = "C1",
          .kind = std::move(kind),
          .statement = "It is so.",
          .paper = 2.0,
          .ours = {1, 0, 2, 5},
          .data = std::move(data),
          .judgement = {Outcome::kReproduced, "below 3", "1 is"}};
}

}  // namespace

TEST_CASE("a verdict of a kind that was not declared is a bug", "[unit]") {
  const ExperimentInfo info{.name = "e", .verdict_kinds = {"known"}};
  Findings findings;
  findings.verdicts = {verdict("known", "cadata")};
  CHECK(finish_findings(findings, info).verdicts.size() == 1);
  findings.verdicts.push_back(verdict("other", "cadata"));
  CHECK_THROWS_AS(finish_findings(findings, info), std::logic_error);
}

TEST_CASE("a stand-in says nothing of the claim", "[unit]") {
  const ExperimentInfo info{.name = "e", .verdict_kinds = {"known"}};
  Findings findings;
  findings.verdicts = {verdict("known", {"Shuttle", "cod-rna"}),
                       verdict("known", "cadata")};
  const auto verdicts = finish_findings(findings, info).verdicts;
  REQUIRE(verdicts.size() == 3);
  // The claim's own comes first, with its rule and without a number.
  CHECK(counts_for_claim(verdicts[0]));
  CHECK(verdicts[0].data.name == "cod-rna");
  CHECK(verdicts[0].judgement.outcome == Outcome::kNotTestable);
  CHECK(verdicts[0].judgement.tolerance == "below 3");
  CHECK(verdicts[0].ours.n == 0);
  CHECK(verdicts[0].paper == Value(2.0));
  CHECK_FALSE(counts_for_claim(verdicts[1]));
  CHECK(verdicts[1].judgement.outcome == Outcome::kReproduced);
  CHECK(counts_for_claim(verdicts[2]));
}

TEST_CASE("a claim that nothing tries is not testable", "[unit]") {
  const ExperimentInfo one{.claims = {"C1", "T1"}};
  const auto verdicts = untested_claims(
      {{"C1", "Bias"}, {"C11", "Networks"}, {"X8", "Slip"}}, {&one});
  REQUIRE(verdicts.size() == 1);
  CHECK(verdicts[0].claim == "C11");
  CHECK(verdicts[0].statement == "Networks");
  CHECK(verdicts[0].judgement.outcome == Outcome::kNotTestable);
  CHECK(verdicts[0].judgement.reason == "no experiment yet");
}

TEST_CASE("while cells are missing nothing is decided", "[unit]") {
  const ExperimentInfo info{.name = "e", .verdict_kinds = {"known"}};
  Findings findings;
  findings.verdicts = {verdict("known", "cadata"), verdict("known", "cadata")};
  findings.verdicts[1].judgement.outcome = Outcome::kNotReproduced;
  findings.cells = {.planned = 13, .timed_out = 2};
  const auto verdicts = finish_findings(findings, info).verdicts;
  REQUIRE(verdicts.size() == 2);
  CHECK(verdicts[0].judgement.outcome == Outcome::kInconclusive);
  CHECK(verdicts[0].judgement.reason ==
        "1 is; but 2 of 13 cells timed out: reproduced so far");
  CHECK(verdicts[1].judgement.outcome == Outcome::kInconclusive);
}
