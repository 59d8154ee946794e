#include "core/harness/findings/joint.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/statistics.h"

namespace zipml {
namespace {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

Estimate negated(const Estimate& value) {
  return {-value.mean, -value.high, -value.low, value.n};
}

}  // namespace

Estimate jointly(const Estimate& value, std::size_t cases) {
  const double half = (value.high - value.low) / 2;
  if (value.n < 2 || cases < 2 || !std::isfinite(half)) return value;
  const auto degrees = static_cast<double>(value.n - 1);
  const double wider =
      half * student_quantile(degrees, 1 - 0.05 / static_cast<double>(cases)) /
      student_quantile(degrees, 0.95);
  const double middle = value.low + half;
  return {value.mean, middle - wider, middle + wider, value.n};
}

Estimate largest_jointly(const std::vector<Estimate>& cases) {
  Estimate largest{-kUnbounded, -kUnbounded, -kUnbounded, 0};
  bool all_measured = true;
  for (const Estimate& own : cases) {
    all_measured = all_measured && own.n > 0;
    if (own.n == 0) continue;
    const Estimate wide = jointly(own, cases.size());
    largest.mean = std::max(largest.mean, wide.mean);
    largest.low = std::max(largest.low, wide.low);
    largest.high = std::max(largest.high, wide.high);
    largest.n = largest.n == 0 ? wide.n : std::min(largest.n, wide.n);
  }
  if (largest.n == 0) return {};
  if (!all_measured) largest.high = kUnbounded;
  return largest;
}

Estimate smallest_jointly(const std::vector<Estimate>& cases) {
  std::vector<Estimate> negative;
  for (const Estimate& own : cases) negative.push_back(negated(own));
  const Estimate largest = largest_jointly(negative);
  return largest.n == 0 ? Estimate() : negated(largest);
}

EveryCase judge_every(const std::vector<JointCase>& cases) {
  EveryCase every;
  if (cases.empty()) {
    every.judgement.reason = "nothing was measured";
    return every;
  }
  const auto first = [&](Outcome outcome) {
    return std::find_if(cases.begin(), cases.end(), [&](const JointCase& own) {
      return own.judgement.outcome == outcome;
    });
  };
  const auto open =
      std::find_if(cases.begin(), cases.end(), [](const JointCase& own) {
        return own.judgement.outcome != Outcome::kReproduced &&
               own.judgement.outcome != Outcome::kNotReproduced;
      });
  auto decisive = first(Outcome::kNotReproduced);
  if (decisive != cases.end()) {
    every.judgement.outcome = Outcome::kNotReproduced;
  } else if (open != cases.end()) {
    decisive = open;
  } else {
    decisive = cases.begin();
    every.judgement.outcome = Outcome::kReproduced;
  }
  every.decisive = decisive->value;
  every.judgement.tolerance = cases.front().judgement.tolerance;
  for (const JointCase& own : cases) {
    if (!every.judgement.reason.empty()) every.judgement.reason += "; ";
    every.judgement.reason += own.name + ": " + own.judgement.reason;
    every.judgement.by_interval |= own.judgement.by_interval;
  }
  return every;
}

}  // namespace zipml
