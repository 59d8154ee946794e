// The verdicts of training: at equal loss (deterministic), and against this
// machine (not).
#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

// Only for sizes of the paper; the data is the authors' generator's.
void set_data(const DataSize& set, Verdict& verdict) {
  verdict.data = fmt::format("authors' generator, {} x {}",
                             set.workload.samples, set.workload.features);
  verdict.data.stands_in_for = set.name;
}

Verdict equal_loss(const Measured& measured, const DataSize& set,
                   const Design& low) {
  constexpr double kClaimed = 6.5;
  Verdict verdict;
  verdict.statement = fmt::format(
      "The FPGA is up to 6.5 times faster at low precision ({}), to the same "
      "loss.",
      low.name);
  verdict.where = "abstract, section 1, Fig 5a";
  verdict.metric =
      "time to the same loss, 32 bits over low precision, at the lowest of "
      "Fig 5a's levels";
  set_data(set, verdict);
  verdict.paper = kClaimed;
  std::vector<Judgement> parts;
  std::string levels;
  for (const EqualLoss& equal : equal_losses(measured, set, low)) {
    // Levels fall: the last is the one that the verdict shows.
    verdict.ours = equal.ratio;
    const bool resolved = !(interval(equal.epochs_float).mean < 2);
    if (resolved) parts.push_back(judge_above(equal.ratio, kClaimed));
    levels += fmt::format(
        "; at {:.3g} times the final loss {}; the paper's plot has {:.3g}",
        equal.relative_level,
        equal.ratio.n == 0 ? std::string("nothing was measured")
        : resolved         ? fmt::format("{:.3g}", equal.ratio.mean)
                   : std::string("32 bits need one epoch, which is too coarse"),
        equal.paper_ratio);
  }
  Judgement judgement = judge_all(parts);
  judgement.reason += levels;
  if (parts.empty()) {
    judgement.tolerance = "above 6.5 at every level with 95 % confidence";
  }
  apply(judgement, verdict);
  return verdict;
}

Verdict same_loss(const Measured& measured, const DataSize& set,
                  const Design& low) {
  const Design& full = measured.cells().trained_designs().front();
  Verdict verdict;
  verdict.statement = fmt::format(
      "Low precision ({}) on the FPGA ends at nearly the loss of 32 bits.",
      low.name);
  verdict.where = "section 5.1, Fig 5a";
  verdict.metric = "final half-MSE over the 32-bit one, minus 1";
  set_data(set, verdict);
  const auto losses = [&](const Design& design) {
    return measured.final_losses(set, design, Pipeline::kHardware);
  };
  verdict.ours = interval(pairwise(
      losses(low), losses(full), [](double a, double b) { return a / b - 1; }));
  verdict.paper =
      kFigure5Points[0].final_loss / kFigure5Points[1].final_loss - 1;
  apply(judge_below(verdict.ours, 0.05), verdict);
  return verdict;
}

Verdict over_hogwild(const Measured& measured, const DataSize& set,
                     double paper_seconds) {
  const CellMaker& cells = measured.cells();
  const double fpga = measured.epoch(cells.built_in("q2"), set, "seconds");
  std::vector<double> ratios =
      present(measured.cpu_seconds(set, cells.threads()));
  for (double& ratio : ratios) ratio /= fpga;
  Verdict verdict;
  verdict.statement =
      "The 2-bit FPGA is up to 6.5 times faster than Hogwild! on 10 cores.";
  verdict.where = "abstract, section 1, Fig 5";
  verdict.metric = fmt::format(
      "epoch of Hogwild!, {} thread{} measured on this machine, over the 2-bit "
      "FPGA model's",
      cells.threads(), cells.threads() == 1 ? "" : "s");
  set_data(set, verdict);
  verdict.ours = interval(ratios);
  double paper_fpga = 1;
  for (const Figure5Point& point : kFigure5Points) {
    if (set.name == point.set && std::string(point.design) == "q2") {
      paper_fpga = point.seconds;
    }
  }
  verdict.paper = paper_seconds / paper_fpga;
  Judgement judgement = judge_above(verdict.ours, 6.5);
  if (cells.threads() < kFigure5Cores) {
    const std::vector<double> one = present(measured.cpu_seconds(set, 1));
    judgement = {Outcome::kNotTestable,
                 fmt::format("needs {} cores", kFigure5Cores),
                 fmt::format("{} here: {:.3g} times; one thread with vector "
                             "kernels {:.3g} times",
                             cells.threads(), verdict.ours.mean,
                             interval(one).mean / fpga)};
  }
  if (verdict.ours.n == 0) {
    judgement.outcome = Outcome::kInconclusive;
    judgement.reason = "nothing was measured";
  }
  apply(judgement, verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_training_verdicts(const Measured& measured) {
  const CellMaker& cells = measured.cells();
  std::vector<Verdict> verdicts;
  for (const DataSize& set : cells.trained_sets()) {
    for (const Design& low : cells.trained_designs()) {
      if (low.name == cells.trained_designs().front().name) continue;
      verdicts.push_back(equal_loss(measured, set, low));
      verdicts.push_back(same_loss(measured, set, low));
    }
  }
  for (const DataSize& set : cells.cpu_sets()) {
    for (const Figure5Hogwild& hogwild : kFigure5Hogwild) {
      if (set.name == hogwild.set) {
        verdicts.push_back(over_hogwild(measured, set, hogwild.seconds));
      }
    }
  }
  return verdicts;
}

}  // namespace zipml::fpga
