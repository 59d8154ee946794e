#include <fmt/format.h>

#include <algorithm>
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

// Curves that end early are of runs that diverged.
Judgement explained(Judgement judgement, const Estimate& ours,
                    const BatchRuns& small) {
  if (ours.n == 0 && small.full.divergence().runs > 0) {
    judgement.reason = fmt::format(
        "the runs with batch {} diverged: alpha is too large for it",
        small.size);
  }
  return judgement;
}

double over(double a, double b) { return a / b - 1; }

// The loss with the large batch over that with the small one, minus 1.
Verdict speed(const SetRuns& set, const BatchRuns& small,
              const BatchRuns& large, int bits) {
  const int epoch = std::min(kEarly, set.epochs);
  const auto loss = [&](const BatchRuns& batch) {
    return loss_at(bits == 0 ? batch.full : batch.low, epoch);
  };
  const auto paper = [&](const BatchRuns& batch) {
    return paper_batch_curve(set.problem, batch.size, bits).at(epoch);
  };
  const Estimate ours = t_interval(pairwise(loss(large), loss(small), over));
  return {
      .claim = "C18",
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
          "loss after epoch {}, batch {} over batch {}, minus 1, {}", epoch,
          large.size, small.size, rule_words(set)),
      .paper = known(over(paper(large), paper(small))),
      .ours = ours,
      .data = set.problem.label(),
      .judgement =
          explained(bits == 0 ? judge_above(ours, 0) : judge_below(ours, 0),
                    ours, small)};
}

// What low precision adds to the final loss, at both batch sizes.
Verdict not_dominated(const SetRuns& set, const BatchRuns& small,
                      const BatchRuns& large) {
  const int epoch = set.epochs;
  const auto added = [&](const BatchRuns& batch) {
    std::vector<double> low = loss_at(batch.low, epoch);
    const std::vector<double> full = loss_at(batch.full, epoch);
    std::transform(low.begin(), low.end(), full.begin(), low.begin(), over);
    return low;
  };
  const auto paper_added = [&](const BatchRuns& batch) {
    return over(paper_batch_curve(set.problem, batch.size, set.bits).at(epoch),
                paper_batch_curve(set.problem, batch.size, 0).at(epoch));
  };
  const Estimate ours =
      t_interval(pairwise(added(large), added(small), std::minus<double>()));
  return {.claim = "C18",
          .statement =
              "Mini-batching does not make the variance of "
              "quantization dominate.",
          .where = "section 5.1, Fig 6",
          .metric = fmt::format("loss above 32 bits after epoch {}, {} bits: "
                                "batch {} minus batch {}, {}",
                                epoch, set.bits, large.size, small.size,
                                rule_words(set)),
          .paper = known(paper_added(large) - paper_added(small)),
          .ours = ours,
          .data = set.problem.label(),
          .judgement = explained(judge_below(ours, 0), ours, small)};
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
