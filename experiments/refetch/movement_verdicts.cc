// Does refetching move less data, at the same loss?
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/harness/findings/judge.h"
#include "core/sgd/method.h"
#include "experiments/linear/comparison.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {
namespace {

// Of some runs with a loss that is at most 1 % above 32 bits with 95 %
// confidence, those that move the fewest bits.
struct Cheapest {
  const TrainingRuns* training = nullptr;
  std::string name = {};
  // The fewest bits of those whose loss the interval leaves open.
  double open_bits = std::numeric_limits<double>::infinity();

  bool has_open() const { return open_bits < training->mean_bits(); }
};

void consider(Cheapest& cheapest, const TrainingRuns& full,
              const TrainingRuns& training, std::string name) {
  if (count_failures(training.runs, full.runs).failed > 0) return;
  const Estimate loss = relative_loss(training, full);
  if (loss.n == 0 || !(loss.low <= kClose)) return;
  const double bits = training.mean_bits();
  if (!(loss.high <= kClose)) {
    cheapest.open_bits = std::min(cheapest.open_bits, bits);
    return;
  }
  if (cheapest.training != nullptr && cheapest.training->mean_bits() <= bits) {
    return;
  }
  cheapest.training = &training;
  cheapest.name = std::move(name);
}

Cheapest cheapest_l1(const SetRuns& set) {
  Cheapest cheapest;
  for (const auto& [bits, training] : set.l1) {
    consider(cheapest, set.full, training,
             fmt::format("{}-bit refetching", bits));
  }
  return cheapest;
}

Cheapest cheapest_plain(const SetRuns& set) {
  Cheapest cheapest;
  for (const std::string& method : kPlainMethods) {
    for (const auto& [bits, training] : set.plain.at(method)) {
      consider(cheapest, set.full, training,
               fmt::format("{}-bit {}", bits, method_label(method)));
    }
  }
  return cheapest;
}

Cheapest cheapest_jl(const SetRuns& set) {
  Cheapest cheapest;
  for (const auto& [dimension, training] : set.jl) {
    consider(cheapest, set.jl_full, training,
             fmt::format("JL with r = {}", dimension));
  }
  return cheapest;
}

// Bits of the one over those of the other, by repetition.
Estimate bits_ratio(const Cheapest& ours, const Cheapest& other) {
  if (ours.training == nullptr || other.training == nullptr) return {};
  return t_interval(pairwise(ours.training->bits_per_value,
                             other.training->bits_per_value,
                             std::divides<double>()));
}

Judgement judge_movement(const Estimate& ratio, const Cheapest& ours,
                         const Cheapest& other) {
  Judgement judgement = judge_below(ratio, 1);
  judgement.tolerance +=
      ", among those with a final loss at most 0.01 above 32 bits (95 %)";
  if (ours.training == nullptr || other.training == nullptr) {
    judgement.reason =
        "no run of one of the two is sure to have the loss of 32 bits";
    return judgement;
  }
  judgement.reason += fmt::format("; {} against {}", ours.name, other.name);
  if ((judgement.outcome == Outcome::kNotReproduced && ours.has_open()) ||
      (judgement.outcome == Outcome::kReproduced && other.has_open())) {
    judgement.outcome = Outcome::kInconclusive;
    judgement.reason +=
        "; but others move less, whose loss is open at this noise";
  }
  return judgement;
}

// What a verdict says of the two.
struct Comparison {
  const char* claim;
  const char* kind;
  const char* statement;
  const char* where;
  Value paper = {};
};

Verdict moves_less(const SetRuns& set, const Comparison& comparison,
                   const Cheapest& ours, const Cheapest& other) {
  const Estimate ratio = bits_ratio(ours, other);
  return {.claim = comparison.claim,
          .kind = comparison.kind,
          .statement = comparison.statement,
          .where = comparison.where,
          .metric =
              "bits over the sample channel, refetches and sketches included, "
              "over those of the other; each at the bits that move the least",
          .paper = comparison.paper,
          .ours = ratio,
          .data = set.problem.label(),
          .judgement = judge_movement(ratio, ours, other)};
}

}  // namespace

std::vector<Verdict> movement_verdicts(const SetRuns& set) {
  const Cheapest full{.training = &set.full, .name = "32-bit"};
  const Cheapest jl_full{.training = &set.jl_full, .name = "32-bit"};
  const double paper = kPaperBits + 32 * paper_share(kPaperBits);
  return {moves_less(set,
                     {"C16", "l1_below_full",
                      "l1-refetching moves less data than 32-bit training.",
                      "section 4.3", paper / 32},
                     cheapest_l1(set), full),
          moves_less(set,
                     {"C16", "l1_below_plain",
                      "l1-refetching moves less data than plain rounding.",
                      "section 4.3, 5.4", paper / kPaperBits},
                     cheapest_l1(set), cheapest_plain(set)),
          moves_less(set,
                     {"C17", "jl_below_full",
                      "JL-refetching moves less data than 32-bit training.",
                      "section 4.3"},
                     cheapest_jl(set), jl_full)};
}

}  // namespace zipml::refetch
