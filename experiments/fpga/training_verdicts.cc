// The verdicts of training: at equal loss (deterministic), and against this
// machine (not).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/harness/findings/joint.h"
#include "core/harness/findings/judge.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

constexpr double kClaimedSpeedUp = 6.5;

// Data of the authors' generator are those of the paper's synthetic sets as far
// as is known. Of another set they have the size alone.
DataLabel generated_like(const DataSize& set) {
  const std::vector<std::string> names = paper_set_names();
  const bool is_another =
      std::find(names.begin(), names.end(), set.name) != names.end() &&
      !set.name.starts_with("synthetic");
  return {fmt::format("authors' generator, {} x {}", set.workload.samples,
                      set.workload.features),
          is_another ? set.name : ""};
}

// "Up to": of all levels on all sets.
Verdict equal_loss(const StudyRuns& study, const Design& low) {
  std::vector<Estimate> cases;
  std::vector<DataLabel> labels;
  std::string numbers;
  for (const DataSize& set : study.scope.trained_sets) {
    const DataLabel label = generated_like(set);
    const bool counts = label.stands_in_for.empty();
    if (counts) labels.push_back(label);
    for (const EqualLoss& equal : equal_losses(study, set, low)) {
      const bool is_case = counts && equal.is_resolved();
      if (is_case) cases.push_back(equal.ratio);
      if (equal.ratio.n == 0) continue;
      numbers += fmt::format(
          "; {} at {:.3g} times the final loss ({} seconds) ", set.name,
          equal.relative_level, equal.plotted ? "plotted" : "the model's");
      numbers += equal.is_resolved()
                     ? estimate_text(equal.ratio)
                     : "32 bits need one epoch, which is too coarse";
      if (!counts) numbers += ", another set and not counted";
      if (set.name == "synthetic-100" && low.name == "q2") {
        numbers += fmt::format(", plotted {:.3g}", equal.paper_ratio);
      }
    }
  }
  const Estimate most = largest_jointly(cases);
  Judgement judgement = judge_above(most, kClaimedSpeedUp);
  judgement.tolerance = fmt::format(
      "\"up to\": the largest over the trained sets and levels is {} (all {} "
      "together; faster is no contradiction, and another set could only raise "
      "it)",
      judgement.tolerance, cases.size());
  if (labels.empty()) {
    judgement = {.outcome = Outcome::kNotTestable,
                 .tolerance = judgement.tolerance,
                 .reason =
                     "no set was trained that the authors' generator "
                     "makes"};
  }
  return {.claim = "C7",
          .kind = "equal_loss",
          .statement = fmt::format("The FPGA is up to 6.5 times faster at low "
                                   "precision ({}), to the same loss, on the "
                                   "sets trained here.",
                                   low.name),
          .where = "abstract, section 1, Fig 5a",
          .metric =
              "time to the same loss, 32 bits over low precision, the largest "
              "over Fig 5a's levels and the trained sets",
          .paper = kClaimedSpeedUp,
          .ours = most,
          .data = joined(labels),
          .judgement = with_reason(judgement, numbers)};
}

// A ratio that one run can blow up: by its logarithm.
Verdict same_loss(const StudyRuns& study, const DataSize& set,
                  const Design& low) {
  Estimate above = interval(
      pairwise(study.final_losses({low.name, set.name}), study.full_losses(set),
               [](double a, double b) { return std::log(a / b); }));
  for (double Estimate::*limit :
       {&Estimate::mean, &Estimate::low, &Estimate::high}) {
    above.*limit = std::expm1(above.*limit);
  }
  const bool plotted = set.name == "synthetic-100" && low.name == "q2";
  return {
      .claim = "C7",
      .kind = "same_loss",
      .statement = fmt::format("Low precision ({}) on the FPGA ends at "
                               "nearly the loss of 32 bits.",
                               low.name),
      .where = "section 5.1, Fig 5a",
      .metric = "final half-MSE over the 32-bit one, minus 1 (geometric mean)",
      .paper = plotted
                   ? Value(figure_5_point(set.name, "q2")->final_loss /
                               figure_5_point(set.name, "float")->final_loss -
                           1)
                   : Value(),
      .ours = above,
      .data = generated_like(set),
      .judgement = judge_below(above, 0.05)};
}

// Epochs of Hogwild! over the 2-bit FPGA's, by its faster way: on one thread,
// or on all.
struct OverHogwild {
  Estimate ratio = {};
  std::string numbers = {};
};

OverHogwild over_hogwild_on(const StudyRuns& study, const DataSize& set) {
  const OnSet q2{"q2", set.name};
  const bool refuted = study.refuted_by_figure_5(q2);
  const double fpga = refuted ? figure_5_point(set.name, "q2")->seconds
                              : study.epoch(q2, "seconds");
  OverHogwild over;
  std::vector<Estimate> ways;
  std::vector<int> threads = {1};
  if (study.scope.threads > 1) threads.push_back(study.scope.threads);
  for (const int count : threads) {
    std::vector<double> ratios = present(study.cpu_seconds(set, count));
    for (double& ratio : ratios) ratio /= fpga;
    ways.push_back(interval(ratios));
    if (ways.back().n == 0) continue;
    over.numbers +=
        fmt::format("; {}, {} thread{}: {}", set.name, count,
                    count == 1 ? "" : "s", estimate_text(ways.back()));
  }
  if (refuted && !over.numbers.empty()) {
    over.numbers += " (over the plotted seconds, as they refute the model's)";
  }
  over.ratio = smallest_jointly(ways);
  return over;
}

// Without a verdict where no set has a point in Figure 5.
std::vector<Verdict> over_hogwild(const StudyRuns& study) {
  std::vector<Estimate> cases;
  std::string names, numbers;
  double paper = 0;
  for (const DataSize& set : study.scope.cpu_sets) {
    for (const Figure5Hogwild& hogwild : kFigure5Hogwild) {
      if (set.name != hogwild.set) continue;
      const OverHogwild over = over_hogwild_on(study, set);
      cases.push_back(over.ratio);
      numbers += over.numbers;
      names += (names.empty() ? "" : ", ") + set.name;
      paper = std::max(
          paper, hogwild.seconds / figure_5_point(set.name, "q2")->seconds);
    }
  }
  if (cases.empty()) return {};
  const Estimate most = largest_jointly(cases);
  Judgement judgement = judge_above(most, kClaimedSpeedUp);
  judgement.tolerance =
      "\"up to\": the largest over the sets, by the faster of one thread and "
      "all, is " +
      judgement.tolerance;
  const int cores = std::min(study.scope.threads, study.scope.cores);
  if (most.n > 0 && cores < kFigure5Cores) {
    judgement = {.outcome = Outcome::kNotTestable,
                 .tolerance = fmt::format("needs {} cores", kFigure5Cores),
                 .reason = fmt::format("{} here", cores)};
  }
  return {{.claim = "C7",
           .kind = "over_hogwild",
           .statement =
               "The 2-bit FPGA is up to 6.5 times faster than Hogwild! on 10 "
               "cores, here on this machine's.",
           .where = "abstract, section 1, Fig 5",
           .metric =
               "epoch on this machine, the faster of one thread and of "
               "Hogwild! on all, over the 2-bit FPGA's, the largest over the "
               "sets",
           .paper = paper,
           .ours = most,
           .data = names + " (sizes)",
           .judgement = with_reason(judgement, numbers)}};
}

}  // namespace

std::vector<Verdict> make_training_verdicts(const StudyRuns& study) {
  std::vector<Verdict> verdicts;
  for (const Design& low : study.scope.trained_designs) {
    if (low.name == study.scope.full().name) continue;
    verdicts.push_back(equal_loss(study, low));
    for (const DataSize& set : study.scope.trained_sets) {
      verdicts.push_back(same_loss(study, set, low));
    }
  }
  for (Verdict& verdict : over_hogwild(study)) {
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace zipml::fpga
