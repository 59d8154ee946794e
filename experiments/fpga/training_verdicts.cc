// The verdicts of training: at equal loss (deterministic), and against this
// machine (not).
#include <fmt/format.h>

#include <functional>

#include "core/harness/findings/judge.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

constexpr double kClaimedSpeedUp = 6.5;

// Only the size is that of the paper's set.
DataLabel generated_like(const DataSize& set) {
  return {fmt::format("authors' generator, {} x {}", set.workload.samples,
                      set.workload.features),
          set.name};
}

Judgement judge_equal_losses(const std::vector<EqualLoss>& levels) {
  std::vector<Judgement> parts;
  std::string numbers;
  for (const EqualLoss& equal : levels) {
    const bool resolved = !(interval(equal.epochs_full).mean < 2);
    if (resolved) parts.push_back(judge_above(equal.ratio, kClaimedSpeedUp));
    numbers += fmt::format(
        "; at {:.3g} times the final loss {}; the paper's plot has {:.3g}",
        equal.relative_level,
        equal.ratio.n == 0 ? std::string("nothing was measured")
        : resolved         ? fmt::format("{:.3g}", equal.ratio.mean)
                   : std::string("32 bits need one epoch, which is too coarse"),
        equal.paper_ratio);
  }
  Judgement judgement = with_reason(judge_all(parts), numbers);
  if (parts.empty()) {
    judgement.tolerance = "above 6.5 at every level with 95 % confidence";
  }
  return judgement;
}

Verdict equal_loss(const StudyRuns& study, const DataSize& set,
                   const Design& low) {
  const std::vector<EqualLoss> levels = equal_losses(study, set, low);
  return {.claim = "C7",
          .statement = fmt::format("The FPGA is up to 6.5 times faster at low "
                                   "precision ({}), to the same loss.",
                                   low.name),
          .where = "abstract, section 1, Fig 5a",
          .metric =
              "time to the same loss, 32 bits over low precision, at the "
              "lowest of Fig 5a's levels",
          .paper = kClaimedSpeedUp,
          .ours = levels.back().ratio,
          .data = generated_like(set),
          .judgement = judge_equal_losses(levels)};
}

Verdict same_loss(const StudyRuns& study, const DataSize& set,
                  const Design& low) {
  const Estimate above = interval(
      pairwise(study.final_losses({low.name, set.name}), study.full_losses(set),
               [](double a, double b) { return a / b - 1; }));
  return {.claim = "C7",
          .statement = fmt::format("Low precision ({}) on the FPGA ends at "
                                   "nearly the loss of 32 bits.",
                                   low.name),
          .where = "section 5.1, Fig 5a",
          .metric = "final half-MSE over the 32-bit one, minus 1",
          .paper = figure_5_point("synthetic-100", "q2")->final_loss /
                       figure_5_point("synthetic-100", "float")->final_loss -
                   1,
          .ours = above,
          .data = generated_like(set),
          .judgement = judge_below(above, 0.05)};
}

Judgement judge_hogwild(const Estimate& ours, int threads, double one_thread) {
  if (threads >= kFigure5Cores || ours.n == 0) {
    return judge_above(ours, kClaimedSpeedUp);
  }
  return {.outcome = Outcome::kNotTestable,
          .tolerance = fmt::format("needs {} cores", kFigure5Cores),
          .reason = fmt::format("{} here: {:.3g} times; one thread with vector "
                                "kernels {:.3g} times",
                                threads, ours.mean, one_thread)};
}

// Of a set with a point in Figure 5.
Verdict over_hogwild(const StudyRuns& study, const DataSize& set,
                     double paper_seconds) {
  const int threads = study.scope.threads;
  const double fpga = study.epoch({"q2", set.name}, "seconds");
  std::vector<double> ratios = present(study.cpu_seconds(set, threads));
  for (double& ratio : ratios) ratio /= fpga;
  const Estimate ours = interval(ratios);
  return {.claim = "C7",
          .statement =
              "The 2-bit FPGA is up to 6.5 times faster than Hogwild! on 10 "
              "cores.",
          .where = "abstract, section 1, Fig 5",
          .metric = fmt::format("epoch of Hogwild!, {} thread{} measured on "
                                "this machine, over the 2-bit FPGA model's",
                                threads, threads == 1 ? "" : "s"),
          .paper = paper_seconds / figure_5_point(set.name, "q2")->seconds,
          .ours = ours,
          .data = generated_like(set),
          .judgement = judge_hogwild(
              ours, threads, interval(study.cpu_seconds(set, 1)).mean / fpga)};
}

}  // namespace

std::vector<Verdict> make_training_verdicts(const StudyRuns& study) {
  std::vector<Verdict> verdicts;
  for (const DataSize& set : study.scope.trained_sets) {
    for (const Design& low : study.scope.trained_designs) {
      if (low.name == study.scope.full().name) continue;
      verdicts.push_back(equal_loss(study, set, low));
      verdicts.push_back(same_loss(study, set, low));
    }
  }
  for (const DataSize& set : study.scope.cpu_sets) {
    for (const Figure5Hogwild& hogwild : kFigure5Hogwild) {
      if (set.name == hogwild.set) {
        verdicts.push_back(over_hogwild(study, set, hogwild.seconds));
      }
    }
  }
  return verdicts;
}

}  // namespace zipml::fpga
