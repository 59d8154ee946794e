#include "core/harness/findings/joint.h"

#include <catch.h>

#include <cmath>
#include <limits>

#include "core/base/statistics.h"

using namespace zipml;

TEST_CASE("a joint interval is that of the confidence shared out", "[unit]") {
  const std::vector<double> values = {1, 2, 4, 7, 3};
  const Estimate wide = jointly(t_interval(values), 4);
  const Estimate wanted = t_interval(values, 1 - 0.05 / 4);
  CHECK(wide.mean == wanted.mean);
  CHECK(std::abs(wide.low - wanted.low) < 1e-12);
  CHECK(std::abs(wide.high - wanted.high) < 1e-12);
  CHECK(wide.n == 5);

  const Estimate exact = jointly(Estimate::exact(3, 7), 4);
  CHECK((exact.low == 3 && exact.high == 3 && exact.n == 7));
  CHECK(jointly(Estimate{}, 4).n == 0);
  const Estimate one = jointly(t_interval(std::vector<double>{2}), 4);
  CHECK((one.mean == 2 && std::isinf(one.high) && one.n == 1));
}

TEST_CASE("the largest and the smallest are bounded by all cases", "[unit]") {
  const Estimate exact = Estimate::exact(2, 4);
  const Estimate other = Estimate::exact(5, 3);
  const Estimate largest = largest_jointly({exact, other});
  CHECK((largest.mean == 5 && largest.low == 5 && largest.high == 5));
  CHECK(largest.n == 3);
  const Estimate smallest = smallest_jointly({exact, other});
  CHECK((smallest.mean == 2 && smallest.low == 2 && smallest.high == 2));

  // A case of which nothing is known may be the largest.
  const Estimate open = largest_jointly({exact, Estimate{}});
  CHECK((open.low == 2 && std::isinf(open.high) && open.n == 4));
  CHECK(std::isinf(smallest_jointly({exact, Estimate{}}).low));
  CHECK(largest_jointly({Estimate{}, Estimate{}}).n == 0);
  CHECK(largest_jointly({}).n == 0);
}

TEST_CASE("every case: one refutes, one leaves open", "[unit]") {
  const auto of = [](const char* name, double value, Outcome outcome) {
    return JointCase{name,
                     Estimate::exact(value),
                     {.outcome = outcome, .tolerance = "rule", .reason = "r"}};
  };
  const JointCase good = of("a", 1, Outcome::kReproduced);
  const JointCase bad = of("b", 2, Outcome::kNotReproduced);
  const JointCase open = of("c", 3, Outcome::kInconclusive);
  const EveryCase all = judge_every({good, good});
  CHECK(all.judgement.outcome == Outcome::kReproduced);
  CHECK(all.decisive.mean == 1);
  CHECK(all.judgement.reason == "a: r; a: r");
  const EveryCase refuted = judge_every({good, open, bad});
  CHECK(refuted.judgement.outcome == Outcome::kNotReproduced);
  CHECK(refuted.decisive.mean == 2);
  const EveryCase left = judge_every({good, open});
  CHECK(left.judgement.outcome == Outcome::kInconclusive);
  CHECK(left.decisive.mean == 3);
  CHECK(judge_every({}).judgement.outcome == Outcome::kInconclusive);
}
