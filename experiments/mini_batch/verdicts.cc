#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/mini_batch/analysis.h"

namespace zipml::mini_batch {
namespace {

// Fig 6 shows the difference most clearly here.
constexpr int kEarly = 5;

const char* rule_of(const SetResult& set) {
  return set.rule == "shared" ? "one alpha for all batch sizes"
                              : "alpha tuned for each batch size";
}

// Curves that end early are of runs that diverged.
Judgement explained(Judgement judgement, const Verdict& verdict,
                    const BatchCurves& small) {
  const bool ran =
      std::any_of(small.full.begin(), small.full.end(),
                  [](const auto& curve) { return !curve.empty(); });
  if (verdict.ours.n == 0 && ran) {
    judgement.reason = fmt::format(
        "the runs with batch {} diverged: alpha is too large for it",
        small.batch);
  }
  return judgement;
}

double over(double a, double b) { return a / b - 1; }

// The loss with the large batch over that with the small one, minus 1.
Verdict speed(const CellMaker& cells, const SetResult& set,
              const BatchCurves& small, const BatchCurves& large, int bits) {
  const int epoch = std::min(kEarly, cells.epochs(set.problem));
  Verdict verdict = verdict_on(
      set.problem, "C18",
      bits == 0
          ? fmt::format("At 32 bits a batch of {} converges slower than one "
                        "of {}.",
                        large.batch, small.batch)
          : fmt::format("At {} bits a batch of {} converges faster than one "
                        "of {}.",
                        bits, large.batch, small.batch),
      "section 5.1, Fig 6",
      fmt::format("loss after epoch {}, batch {} over batch {}, minus 1, {}",
                  epoch, large.batch, small.batch, rule_of(set)));
  const auto& own_small = bits == 0 ? small.full : small.low;
  const auto& own_large = bits == 0 ? large.full : large.low;
  verdict.ours = t_interval(
      pairwise(loss_at(own_large, epoch), loss_at(own_small, epoch), over));
  const PaperCurve paper_small =
      paper_batch_curve(set.problem, small.batch, bits);
  const PaperCurve paper_large =
      paper_batch_curve(set.problem, large.batch, bits);
  if (!paper_small.empty() && !paper_large.empty()) {
    verdict.paper = over(paper_large.at(epoch), paper_small.at(epoch));
  }
  apply(explained(bits == 0 ? judge_above(verdict.ours, 0)
                            : judge_below(verdict.ours, 0),
                  verdict, small),
        verdict);
  return verdict;
}

// What low precision adds to the final loss, at both batch sizes.
Verdict not_dominated(const CellMaker& cells, const SetResult& set,
                      const BatchCurves& small, const BatchCurves& large) {
  const int epoch = cells.epochs(set.problem);
  Verdict verdict = verdict_on(
      set.problem, "C18",
      "Mini-batching does not make the variance of quantization dominate.",
      "section 5.1, Fig 6",
      fmt::format("loss above 32 bits after epoch {}, {} bits: batch {} minus "
                  "batch {}, {}",
                  epoch, cells.bits(), large.batch, small.batch, rule_of(set)));
  const auto added = [&](const BatchCurves& batch) {
    std::vector<double> values;
    const auto low = loss_at(batch.low, epoch);
    const auto full = loss_at(batch.full, epoch);
    for (std::size_t i = 0; i < low.size(); ++i) {
      values.push_back(over(low[i], full[i]));
    }
    return values;
  };
  verdict.ours = t_interval(pairwise(added(large), added(small),
                                     [](double a, double b) { return a - b; }));
  const auto paper_added = [&](int batch) {
    return over(paper_batch_curve(set.problem, batch, cells.bits()).at(epoch),
                paper_batch_curve(set.problem, batch, 0).at(epoch));
  };
  const double paper = paper_added(large.batch) - paper_added(small.batch);
  if (std::isfinite(paper)) verdict.paper = paper;
  apply(explained(judge_below(verdict.ours, 0), verdict, small), verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<SetResult>& sets) {
  std::vector<Verdict> verdicts;
  for (const SetResult& set : sets) {
    const BatchCurves& large = set.batches.back();
    for (const BatchCurves& small : set.batches) {
      if (small.batch == large.batch) continue;
      verdicts.push_back(speed(cells, set, small, large, 0));
      verdicts.push_back(speed(cells, set, small, large, cells.bits()));
      verdicts.push_back(not_dominated(cells, set, small, large));
    }
  }
  return verdicts;
}

}  // namespace zipml::mini_batch
