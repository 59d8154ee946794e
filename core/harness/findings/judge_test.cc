#include "core/harness/findings/judge.h"

#include <catch.h>

#include <cmath>
#include <limits>

using namespace zipml;

namespace {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();
const Estimate kTwo{2, 1.5, 2.5, 5};

}  // namespace

TEST_CASE("an interval is judged by where all of it lies", "[unit]") {
  CHECK(judge_above(kTwo, 1).outcome == Outcome::kReproduced);
  CHECK(judge_above(kTwo, 1.5).outcome == Outcome::kInconclusive);
  CHECK(judge_above(kTwo, 2.5).outcome == Outcome::kNotReproduced);

  CHECK(judge_below(kTwo, 3).outcome == Outcome::kReproduced);
  CHECK(judge_below(kTwo, 2.5).outcome == Outcome::kInconclusive);
  CHECK(judge_below(kTwo, 1.5).outcome == Outcome::kNotReproduced);

  CHECK(judge_within(kTwo, 2, 0.5).outcome == Outcome::kReproduced);
  CHECK(judge_within(kTwo, 2, 0.4).outcome == Outcome::kInconclusive);
  CHECK(judge_within(kTwo, 3, 0.4).outcome == Outcome::kNotReproduced);
  CHECK(judge_within(kTwo, 0, 1.4).outcome == Outcome::kNotReproduced);
}

TEST_CASE("the reason holds the numbers and the rule the bound", "[unit]") {
  const Judgement above = judge_above(kTwo, 1);
  CHECK(above.tolerance == "above 1 with 95 % confidence");
  CHECK(above.reason == "2 [1.5, 2.5] (n = 5) lies above 1");
  CHECK(judge_within(kTwo, 2, 0.4).reason ==
        "2 [1.5, 2.5] (n = 5) lies neither wholly inside [1.6, 2.4] nor "
        "wholly outside [1.6, 2.4]");
}

TEST_CASE("what cannot be judged is inconclusive with the reason", "[unit]") {
  const double nan = std::nan("");
  const struct {
    Estimate value;
    std::string reason;
  } cases[] = {
      {{0, 0, 0, 0}, "nothing was measured"},
      {{2, -kUnbounded, kUnbounded, 1},
       "2, but one value has no interval (n = 1)"},
      {{2, 2, 2, 1}, "2, but one value has no interval (n = 1)"},
      {{nan, nan, nan, 5}, "the measured value is not a number"},
      {{kUnbounded, nan, nan, 5}, "the measured value is infinite"},
      {{2, nan, nan, 5}, "2, but its interval is not known"},
  };
  for (const auto& [value, reason] : cases) {
    for (const Judgement& judgement :
         {judge_above(value, 1), judge_below(value, 1),
          judge_within(value, 1, 1)}) {
      CHECK(judgement.outcome == Outcome::kInconclusive);
      CHECK(judgement.reason == reason);
    }
  }
  CHECK(judge_above({2, -kUnbounded, kUnbounded, 2}, 1).outcome ==
        Outcome::kInconclusive);
}

TEST_CASE("facts need no interval", "[unit]") {
  CHECK(judge_fact(true, "equal", "8 = 8").outcome == Outcome::kReproduced);
  CHECK(judge_fact(false, "equal", "8, 9").outcome == Outcome::kNotReproduced);
}

TEST_CASE("the parts of a claim make its outcome", "[unit]") {
  using enum Outcome;
  const auto all = [](std::vector<Outcome> outcomes) {
    std::vector<Judgement> parts;
    for (const Outcome outcome : outcomes) parts.push_back({outcome, "", ""});
    return judge_all(parts).outcome;
  };
  CHECK(all({}) == kInconclusive);
  CHECK(all({kReproduced, kReproduced}) == kReproduced);
  CHECK(all({kReproduced, kNotReproduced}) == kPartly);
  CHECK(all({kReproduced, kNotReproduced, kInconclusive}) == kPartly);
  CHECK(all({kReproduced, kPartly}) == kPartly);
  CHECK(all({kPartly}) == kPartly);
  CHECK(all({kNotReproduced, kInconclusive}) == kNotReproduced);
  CHECK(all({kReproduced, kInconclusive}) == kInconclusive);
  CHECK(all({kReproduced, kNotTestable}) == kInconclusive);
  CHECK(all({kNotTestable, kNotTestable}) == kNotTestable);

  const Judgement both =
      judge_all({judge_fact(true, "a", "1"), judge_fact(true, "b", "2")});
  CHECK(both.tolerance == "a; and b");
  CHECK(both.reason == "1; 2");
  const Judgement each =
      judge_each({judge_fact(true, "a", "1"), judge_fact(false, "a", "2")});
  CHECK(each.outcome == kNotReproduced);
  CHECK(each.tolerance == "a");
  CHECK(each.reason == "1; 2");
  CHECK(judge_each({}).outcome == kInconclusive);
}

TEST_CASE("a fact is judged only where something was measured", "[unit]") {
  using enum Outcome;
  const Judgement nothing =
      judge_fact(Estimate::exact(3, 0), true, "rule", "numbers");
  CHECK(nothing.outcome == kInconclusive);
  CHECK(nothing.tolerance == "rule");
  CHECK(nothing.reason == "nothing was measured");
  const Estimate one = Estimate::exact(3);
  CHECK((one.mean == 3 && one.low == 3 && one.high == 3 && one.n == 1));
  CHECK(judge_fact(one, true, "rule", "numbers").outcome == kReproduced);
  const Judgement broken = judge_fact(one, false, "rule", "numbers");
  CHECK(broken.outcome == kNotReproduced);
  CHECK(broken.reason == "numbers");
  CHECK(with_reason(broken, "; more").reason == "numbers; more");
}

TEST_CASE("z scores are judged by the largest of them", "[unit]") {
  using enum Outcome;
  // Of one standard normal score, 3.29 is passed once in 1000.
  const Scores one{.largest = 3.2, .count = 1};
  CHECK(one.threshold() == Approx(3.2905).epsilon(1e-4));
  CHECK(judge_scores(one).outcome == kReproduced);
  CHECK(judge_scores({.largest = 3.4, .count = 1}).outcome == kNotReproduced);
  // Of many, more may come.
  CHECK(judge_scores({.largest = 3.4, .count = 100}).outcome == kReproduced);
  CHECK(judge_scores({}).outcome == kInconclusive);

  Scores both = one;
  both.merge({.largest = 2, .count = 99});
  CHECK((both.largest == 3.2 && both.count == 100));
  CHECK((both.estimate().mean == 3.2 && both.estimate().n == 100));

  // Data that cannot tell a wrong alternative decide nothing.
  CHECK(judge_scores(one, 8, "against nothing").outcome == kReproduced);
  CHECK(judge_scores(one, 3, "against nothing").outcome == kInconclusive);
  const Judgement fails =
      judge_scores({.largest = 9, .count = 1}, 12, "against nothing");
  CHECK(fails.outcome == kNotReproduced);
  CHECK(fails.reason.ends_with("; against nothing it is 12"));
}

TEST_CASE("a rule for each case fails in one", "[unit]") {
  const auto of = [](std::vector<Outcome> outcomes) {
    std::vector<Judgement> parts;
    for (const Outcome outcome : outcomes) {
      parts.push_back({outcome, "the rule", "a number"});
    }
    return judge_each(parts);
  };
  constexpr Outcome kHolds = Outcome::kReproduced;
  constexpr Outcome kFails = Outcome::kNotReproduced;
  CHECK(of({kHolds, kHolds}).outcome == kHolds);
  CHECK(of({kHolds, kFails}).outcome == kFails);
  CHECK(of({kHolds, Outcome::kPartly}).outcome == kFails);
  CHECK(of({kHolds, Outcome::kInconclusive}).outcome == Outcome::kInconclusive);
  CHECK(of({Outcome::kNotTestable, Outcome::kNotTestable}).outcome ==
        Outcome::kNotTestable);
  CHECK(of({}).outcome == Outcome::kInconclusive);
  CHECK(of({kHolds, kFails}).tolerance == "the rule");
}
