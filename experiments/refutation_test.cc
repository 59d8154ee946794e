// Every kind of verdict can fail, and can be left open.
#include "experiments/refutation_testing.h"

#include <catch.h>

#include <set>
#include <utility>

#include "experiments/small_studies_testing.h"

using namespace zipml;

namespace {

std::string name_of(const Refutation& row) {
  return row.experiment + "/" + row.kind;
}

const char* truth_name(Truth truth) {
  switch (truth) {
    case Truth::kHolds:
      return "the claim holds";
    case Truth::kFails:
      return "the claim is false";
    case Truth::kNoise:
      return "noise";
    case Truth::kNothing:
      return "no results";
  }
  return "";
}

// What the rule may say.
std::set<Outcome> allowed(const Refutation& row, Truth truth) {
  if (row.never_testable && truth != Truth::kNothing) {
    return {Outcome::kNotTestable};
  }
  switch (truth) {
    case Truth::kHolds:
      return {Outcome::kReproduced};
    case Truth::kFails:
      return {Outcome::kNotReproduced};
    case Truth::kNoise:
      return {Outcome::kInconclusive};
    case Truth::kNothing:
      break;
  }
  return {Outcome::kInconclusive, Outcome::kNotTestable};
}

}  // namespace

TEST_CASE("every kind of verdict says what made-up results say", "[unit]") {
  for (const Refutation& row : all_refutations()) {
    for (const Truth truth :
         {Truth::kHolds, Truth::kFails, Truth::kNoise, Truth::kNothing}) {
      if (truth == Truth::kNoise && row.exact) continue;
      INFO(name_of(row) << ", " << truth_name(truth));
      int seen = 0;
      for (const Verdict& verdict : row.verdicts(truth)) {
        if (verdict.kind != row.kind) continue;
        ++seen;
        INFO(verdict.metric << ": " << verdict.judgement.tolerance << ": "
                            << verdict.judgement.reason);
        CAPTURE(outcome_name(verdict.judgement.outcome));
        CHECK(allowed(row, truth).contains(verdict.judgement.outcome));
        CHECK(verdict.judgement.reason.find("nan") == std::string::npos);
      }
      CHECK(seen > 0);
    }
  }
}

TEST_CASE("every kind of verdict has its row of made-up results", "[unit]") {
  std::multiset<std::string> rows;
  for (const Refutation& row : all_refutations()) rows.insert(name_of(row));
  const SmallStudies studies;
  std::size_t declared = 0;
  for (const auto& experiment : studies.experiments()) {
    const ExperimentInfo& info = experiment->info();
    for (const std::string& kind : info.verdict_kinds) {
      INFO(info.name << "/" << kind);
      CHECK(rows.count(info.name + "/" + kind) == 1);
      ++declared;
    }
  }
  CHECK(rows.size() == declared);
}
