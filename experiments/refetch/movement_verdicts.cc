// Does refetching move less data, at the same loss?
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/harness/findings/judge.h"
#include "core/sgd/method.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {
namespace {

// Of some runs with a loss that is at most 1 % above 32 bits with 95 %
// confidence, those that move the fewest bits.
struct Cheapest {
  const Runs* runs = nullptr;
  std::string name;
  // The fewest bits of those whose loss the interval leaves open.
  double open_bits = std::numeric_limits<double>::infinity();
};

double mean_bits(const Runs& runs) {
  return summarize(present(runs.bits_per_value)).mean();
}

void consider(Cheapest& cheapest, const Runs& full, const Runs& runs,
              std::string name) {
  const Estimate loss = relative_loss(runs, full);
  if (loss.n == 0 || !(loss.low <= kClose)) return;
  const double bits = mean_bits(runs);
  if (!(loss.high <= kClose)) {
    cheapest.open_bits = std::min(cheapest.open_bits, bits);
    return;
  }
  if (cheapest.runs != nullptr && mean_bits(*cheapest.runs) <= bits) return;
  cheapest.runs = &runs;
  cheapest.name = std::move(name);
}

Cheapest cheapest_l1(const CellMaker& cells, const Measured& m) {
  Cheapest cheapest;
  for (const int bits : cells.bits()) {
    consider(cheapest, m.full, m.l1(bits),
             fmt::format("{}-bit refetching", bits));
  }
  return cheapest;
}

Cheapest cheapest_plain(const CellMaker& cells, const Measured& m) {
  Cheapest cheapest;
  for (const std::string& method : kPlainMethods) {
    for (const int bits : cells.bits()) {
      consider(cheapest, m.full, m.by_bits.at(method).at(bits),
               fmt::format("{}-bit {}", bits, method_label(method)));
    }
  }
  return cheapest;
}

Cheapest cheapest_jl(const Measured& m) {
  Cheapest cheapest;
  for (const auto& [dimension, runs] : m.jl) {
    consider(cheapest, m.jl_full, runs,
             fmt::format("JL with r = {}", dimension));
  }
  return cheapest;
}

Verdict moves_less(const Measured& m, const char* claim, std::string statement,
                   const char* where, const Cheapest& own,
                   const Cheapest& other, Value paper) {
  Verdict verdict = about(
      m, claim, std::move(statement), where,
      "bits over the sample channel, refetches and sketches included, over "
      "those of the other; each at the bits that move the least");
  verdict.paper = std::move(paper);
  Judgement judgement;
  if (own.runs != nullptr && other.runs != nullptr) {
    verdict.ours = t_interval(
        pairwise(own.runs->bits_per_value, other.runs->bits_per_value,
                 [](double a, double b) { return a / b; }));
    judgement = judge_below(verdict.ours, 1);
    judgement.reason += fmt::format("; {} against {}", own.name, other.name);
    const bool own_open = own.open_bits < mean_bits(*own.runs);
    const bool other_open = other.open_bits < mean_bits(*other.runs);
    if ((judgement.outcome == Outcome::kNotReproduced && own_open) ||
        (judgement.outcome == Outcome::kReproduced && other_open)) {
      judgement.outcome = Outcome::kInconclusive;
      judgement.reason +=
          "; but others move less, whose loss is open at this noise";
    }
  } else {
    judgement = judge_below(verdict.ours, 1);
    judgement.reason =
        "no run of one of the two is sure to have the loss of 32 bits";
  }
  judgement.tolerance +=
      ", among those with a final loss at most 0.01 above 32 bits (95 %)";
  apply(judgement, verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> movement_verdicts(const CellMaker& cells,
                                       const Measured& m) {
  Cheapest full, jl_full;
  full.runs = &m.full;
  jl_full.runs = &m.jl_full;
  full.name = jl_full.name = "32-bit";
  const double paper = kPaperBits + 32 * paper_share(kPaperBits);
  return {
      moves_less(m, "C16",
                 "l1-refetching moves less data than 32-bit training.",
                 "section 4.3", cheapest_l1(cells, m), full, paper / 32),
      moves_less(m, "C16", "l1-refetching moves less data than plain rounding.",
                 "section 4.3, 5.4", cheapest_l1(cells, m),
                 cheapest_plain(cells, m), paper / kPaperBits),
      moves_less(m, "C17",
                 "JL-refetching moves less data than 32-bit training.",
                 "section 4.3", cheapest_jl(m), jl_full, Value())};
}

}  // namespace zipml::refetch
