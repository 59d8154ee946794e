#include "core/report/page/outline.h"

#include <catch.h>

using namespace zipml;

namespace {

Verdict verdict_on(const std::string& claim) {
  Verdict verdict;
  verdict.claim = claim;
  return verdict;
}

StudyReport study_on(const std::string& id,
                     const std::vector<std::string>& claims) {
  StudyReport study{.id = id};
  for (const std::string& claim : claims) {
    study.findings.verdicts.push_back(verdict_on(claim));
    study.recipes.push_back({.command = id, .seconds = 1});
  }
  return study;
}

std::string ids(const std::vector<const StudyReport*>& studies) {
  std::string text;
  for (const StudyReport* study : studies) text += study->id + ' ';
  return text;
}

}  // namespace

TEST_CASE("a study is shown once, under the claim it says most of", "[unit]") {
  RunReport report;
  report.claims = {{.number = "C1"}, {.number = "C2"}, {.number = "X7"}};
  report.studies = {study_on("two", {"C1", "C2", "C2"}),
                    study_on("tie", {"C2", "C1"}),
                    study_on("erratum", {"X7", "X7", "X7", "C2"}),
                    study_on("only_erratum", {"X7"}),
                    study_on("none", {}),
                    study_on("unknown", {"C10", "C9"})};
  report.untested = {verdict_on("C5")};
  const PageOutline outline = outline_of(report);

  REQUIRE(outline.claims.size() == 6);
  const auto part = [&](std::size_t i, const std::string& number) {
    CHECK(outline.claims[i].claim.number == number);
    return outline.claims[i];
  };
  const ClaimPart one = part(0, "C1"), two = part(1, "C2"),
                  slip = part(2, "X7");
  CHECK(ids(one.shown) == "tie ");
  CHECK(ids(one.linked) == "two ");
  CHECK(ids(two.shown) == "two erratum ");
  CHECK(ids(two.linked) == "tie ");
  CHECK(ids(slip.shown) == "only_erratum ");
  CHECK(ids(slip.linked) == "erratum ");
  // Those that the report does not list, C9 before C10.
  part(3, "C5");
  CHECK(ids(part(4, "C9").shown) == "unknown ");
  part(5, "C10");
  CHECK(ids(outline.without_claims) == "none ");

  REQUIRE(two.verdicts.size() == 4);
  CHECK(two.verdicts[3].address == "C2.4");
  CHECK(two.verdicts[3].study->id == "erratum");
  CHECK(two.verdicts[3].recipe->command == "erratum");
  const PlacedVerdict untested = outline.claims[3].verdicts.at(0);
  CHECK(untested.address == "C5.1");
  CHECK(untested.study == nullptr);
  CHECK(untested.recipe == nullptr);
}

TEST_CASE("addresses hold no blank, percent sign or quote", "[unit]") {
  CHECK(claim_address("A.3") == "A.3");
  CHECK(claim_address("a \"b%") == "a__b_");
  CHECK(study_address("my study") == "study-my_study");
}
