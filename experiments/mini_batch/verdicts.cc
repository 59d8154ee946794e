#include <fmt/format.h>

#include <functional>
#include <utility>

#include "core/harness/findings/judge.h"
#include "experiments/mini_batch/analysis.h"

namespace zipml::mini_batch {
namespace {

// Fig 6 shows the difference most clearly here.
constexpr int kEarly = 5;

const char* rule_words(const SetRuns& set) {
  return set.rule == "shared" ? "one alpha for all batch sizes"
                              : "alpha tuned for each batch size";
}

int diverged(const Runs& runs) { return runs.divergence().diverged; }

double over(double a, double b) { return a / b - 1; }

// Runs of some batch size that diverged alone end any comparison of speed; if
// they did so at 32 bits too, alpha is too large for them.
Judgement decided_by_divergence(Judgement judgement, const BatchRuns& small,
                                const BatchRuns& large, int bits) {
  const Runs& of_small = bits == 0 ? small.full : small.low;
  const Runs& of_large = bits == 0 ? large.full : large.low;
  for (const BatchRuns* batch : {&small, &large}) {
    if (diverged(batch->full) == 0) continue;
    judgement.outcome = Outcome::kInconclusive;
    judgement.reason = fmt::format(
        "the 32-bit runs with batch {} diverged: alpha is too large for it",
        batch->size);
    return judgement;
  }
  if ((diverged(of_small) > 0) == (diverged(of_large) > 0)) return judgement;
  const bool small_diverged = diverged(of_small) > 0;
  judgement.outcome =
      small_diverged ? Outcome::kReproduced : Outcome::kNotReproduced;
  judgement.reason = fmt::format("of these, only runs with batch {} diverged",
                                 small_diverged ? small.size : large.size);
  return judgement;
}

// Where Fig 6 shows it, after kEarly epochs.
Judgement if_so_long(Judgement judgement, const SetRuns& set) {
  if (set.epochs >= kEarly) return judgement;
  judgement.outcome = Outcome::kNotTestable;
  judgement.reason =
      fmt::format("{} epochs, the claim is on {}", set.epochs, kEarly);
  return judgement;
}

// The loss with the large batch over that with the small one, minus 1.
Verdict speed(const SetRuns& set, const BatchRuns& small,
              const BatchRuns& large, int bits) {
  const auto loss = [&](const BatchRuns& batch) {
    return loss_at(bits == 0 ? batch.full : batch.low, kEarly);
  };
  const auto paper = [&](const BatchRuns& batch) {
    return paper_batch_curve(set.problem, batch.size, bits).at(kEarly);
  };
  const Estimate ours = mean_ratio_minus_one(
      pairwise(loss(large), loss(small), std::divides<double>()));
  Judgement judgement = decided_by_divergence(
      bits == 0 ? judge_above(ours, 0) : judge_below(ours, 0), small, large,
      bits);
  return {
      .claim = "C18",
      .kind = bits == 0 ? "slower_at_32_bits" : "faster_at_few_bits",
      .statement =
          bits == 0
              ? fmt::format("At 32 bits a batch of {} converges slower than "
                            "one of {}.",
                            large.size, small.size)
              : fmt::format("At {} bits a batch of {} converges faster than "
                            "one of {}.",
                            bits, large.size, small.size),
      .where = "section 5.1, Fig 6",
      .metric = fmt::format(
          "loss after epoch {}, batch {} over batch {}, minus 1, {}", kEarly,
          large.size, small.size, rule_words(set)),
      .paper = known(over(paper(large), paper(small))),
      .ours = ours,
      .data = set.problem.label(),
      .judgement = if_so_long(std::move(judgement), set)};
}

// What low precision adds to the final loss must not grow with the batch, to
// within what counts as the same loss.
Verdict not_dominated(const SetRuns& set, const BatchRuns& small,
                      const BatchRuns& large) {
  const int epoch = set.epochs;
  // By repetition, NaN where there is no result.
  const auto over_full = [&](const BatchRuns& batch) {
    std::vector<double> ratios = loss_at(batch.low, epoch);
    const std::vector<double> full = loss_at(batch.full, epoch);
    for (std::size_t i = 0; i < ratios.size(); ++i) ratios[i] /= full[i];
    return ratios;
  };
  const auto paper_over_full = [&](const BatchRuns& batch) {
    return paper_batch_curve(set.problem, batch.size, set.bits).at(epoch) /
           paper_batch_curve(set.problem, batch.size, 0).at(epoch);
  };
  const std::vector<double> ratios =
      pairwise(over_full(large), over_full(small), std::divides<double>());
  const Estimate ours = mean_ratio_minus_one(ratios);
  Judgement judgement = judge_below(ours, kClose);
  judgement.tolerance += " (1 % of the loss)";
  return {.claim = "C18",
          .kind = "not_dominated",
          .statement = fmt::format(
              "Mini-batching does not make the variance of quantization "
              "dominate: with a batch of {} low precision adds no more to the "
              "final loss than with one of {}.",
              large.size, small.size),
          .where = "section 5.1, Fig 6",
          .metric = fmt::format(
              "loss over the 32-bit one after epoch {}, {} bits: batch {} over "
              "batch {}, minus 1, {}",
              epoch, set.bits, large.size, small.size, rule_words(set)),
          .paper = known(over(paper_over_full(large), paper_over_full(small))),
          .ours = ours,
          .data = set.problem.label(),
          .judgement = decided_by_divergence(std::move(judgement), small, large,
                                             set.bits)};
}

}  // namespace

std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets) {
  std::vector<Verdict> verdicts;
  for (const SetRuns& set : sets) {
    const BatchRuns& large = set.batches.back();
    for (const BatchRuns& small : set.batches) {
      if (small.size == large.size) continue;
      verdicts.push_back(speed(set, small, large, 0));
      verdicts.push_back(speed(set, small, large, set.bits));
      verdicts.push_back(not_dominated(set, small, large));
    }
  }
  return verdicts;
}

}  // namespace zipml::mini_batch
