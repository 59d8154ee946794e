#include "core/harness/findings/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace zipml {
namespace {

constexpr const char* kNothing = "nothing was measured";

// Why no rule can decide on this estimate; empty when one can.
std::string why_undecidable(const Estimate& value) {
  if (value.n < 1) return kNothing;
  if (std::isnan(value.mean)) return "the measured value is not a number";
  if (std::isinf(value.mean)) return "the measured value is infinite";
  if (value.n < 2) {
    return fmt::format("{:.5g}, but one value has no interval (n = 1)",
                       value.mean);
  }
  if (std::isnan(value.low) || std::isnan(value.high)) {
    return fmt::format("{:.5g}, but its interval is not known", value.mean);
  }
  assert(value.low <= value.high);
  return "";
}

// `inside` and `outside` say where the whole interval lies.
Judgement judge(const Estimate& value, std::string rule, bool inside,
                bool outside, const std::string& where_inside,
                const std::string& where_outside) {
  const std::string undecidable = why_undecidable(value);
  if (!undecidable.empty()) {
    return {Outcome::kInconclusive, std::move(rule), undecidable,
            /*by_interval=*/true};
  }
  const std::string text = estimate_text(value);
  if (inside) {
    return {Outcome::kReproduced, std::move(rule),
            text + " lies " + where_inside, /*by_interval=*/true};
  }
  if (outside) {
    return {Outcome::kNotReproduced, std::move(rule),
            text + " lies " + where_outside, /*by_interval=*/true};
  }
  return {Outcome::kInconclusive, std::move(rule),
          text + " lies neither wholly " + where_inside + " nor wholly " +
              where_outside,
          /*by_interval=*/true};
}

}  // namespace

std::string estimate_text(const Estimate& value) {
  if (value.n < 1 || std::isnan(value.mean)) return "not measured";
  if (value.n < 2 && !(value.low == value.high)) {
    return fmt::format("{:.5g} (n = {})", value.mean, value.n);
  }
  if (value.low == value.high) return fmt::format("{:.5g}", value.mean);
  return fmt::format("{:.5g} [{:.5g}, {:.5g}] (n = {})", value.mean, value.low,
                     value.high, value.n);
}

Judgement judge_above(const Estimate& value, double bound) {
  return judge(value, fmt::format("above {:.5g} with 95 % confidence", bound),
               value.low > bound, value.high <= bound,
               fmt::format("above {:.5g}", bound),
               fmt::format("at or below {:.5g}", bound));
}

Judgement judge_below(const Estimate& value, double bound) {
  return judge(value, fmt::format("below {:.5g} with 95 % confidence", bound),
               value.high < bound, value.low >= bound,
               fmt::format("below {:.5g}", bound),
               fmt::format("at or above {:.5g}", bound));
}

Judgement judge_within(const Estimate& value, double target, double tolerance) {
  const double lowest = target - tolerance;
  const double highest = target + tolerance;
  const std::string range = fmt::format("[{:.5g}, {:.5g}]", lowest, highest);
  return judge(value,
               fmt::format("within {:.5g} of {:.5g} with 95 % confidence",
                           tolerance, target),
               value.low >= lowest && value.high <= highest,
               value.high < lowest || value.low > highest, "inside " + range,
               "outside " + range);
}

Judgement judge_fact(bool holds, std::string rule, std::string numbers) {
  return {holds ? Outcome::kReproduced : Outcome::kNotReproduced,
          std::move(rule), std::move(numbers)};
}

Judgement judge_fact(const Estimate& measured, bool holds, std::string rule,
                     std::string numbers) {
  if (measured.n == 0) {
    return {Outcome::kInconclusive, std::move(rule), kNothing};
  }
  return judge_fact(holds, std::move(rule), std::move(numbers));
}

void Scores::merge(const Scores& other) {
  largest = std::max(largest, other.largest);
  count += other.count;
}

double Scores::threshold() const { return largest_score_threshold(count); }

Judgement judge_scores(const Scores& scores) {
  return judge_fact(
      scores.estimate(), scores.largest < scores.threshold(),
      fmt::format("no score passes {:.3g}, the threshold of 1 false alarm in "
                  "1000",
                  scores.threshold()),
      fmt::format("largest |z| {:.3g} of {} scores, threshold {:.3g}",
                  scores.largest, scores.count, scores.threshold()));
}

Judgement judge_scores(const Scores& scores, double alternative,
                       const std::string& alternative_words) {
  Judgement judgement = judge_scores(scores);
  judgement.tolerance +=
      fmt::format(", and some score {} does (else the data cannot tell)",
                  alternative_words);
  if (!(alternative > scores.threshold())) {
    judgement.outcome = Outcome::kInconclusive;
  }
  return with_reason(
      std::move(judgement),
      fmt::format("; {} it is {:.3g}", alternative_words, alternative));
}

Judgement with_reason(Judgement judgement, const std::string& more) {
  judgement.reason += more;
  return judgement;
}

Judgement left_open(Judgement judgement, const std::string& why) {
  judgement.outcome = Outcome::kInconclusive;
  return with_reason(std::move(judgement), why);
}

Judgement judge_all(const std::vector<Judgement>& parts) {
  Judgement whole;
  if (parts.empty()) {
    whole.reason = kNothing;
    return whole;
  }
  for (const Judgement& part : parts) {
    if (!whole.tolerance.empty()) whole.tolerance += "; and ";
    if (!whole.reason.empty()) whole.reason += "; ";
    whole.tolerance += part.tolerance;
    whole.reason += part.reason;
    whole.by_interval = whole.by_interval || part.by_interval;
  }
  const auto count = [&](Outcome outcome) {
    return std::count_if(
        parts.begin(), parts.end(),
        [&](const Judgement& part) { return part.outcome == outcome; });
  };
  const auto size = static_cast<std::ptrdiff_t>(parts.size());
  const auto partly = count(Outcome::kPartly);
  const bool some_hold = count(Outcome::kReproduced) + partly > 0;
  const bool some_fail = count(Outcome::kNotReproduced) + partly > 0;
  if (count(Outcome::kReproduced) == size) {
    whole.outcome = Outcome::kReproduced;
  } else if (some_hold && some_fail) {
    whole.outcome = Outcome::kPartly;
  } else if (some_fail) {
    whole.outcome = Outcome::kNotReproduced;
  } else if (count(Outcome::kNotTestable) == size) {
    whole.outcome = Outcome::kNotTestable;
  }
  return whole;
}

Judgement judge_each(const std::vector<Judgement>& parts) {
  Judgement whole = judge_all(parts);
  if (parts.empty()) return whole;
  whole.tolerance = parts.front().tolerance;
  const bool one_fails =
      std::any_of(parts.begin(), parts.end(), [](const Judgement& part) {
        return part.outcome == Outcome::kNotReproduced ||
               part.outcome == Outcome::kPartly;
      });
  if (one_fails) whole.outcome = Outcome::kNotReproduced;
  return whole;
}

}  // namespace zipml
