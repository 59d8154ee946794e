// Whether the cycle model agrees with the authors' hardware and plots.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "core/fpga/design_table.h"
#include "core/harness/findings/joint.h"
#include "core/harness/findings/judge.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

// What is to be printed: the case that is farthest off.
void farthest_first(std::vector<JointCase>& cases, double target) {
  std::stable_sort(cases.begin(), cases.end(),
                   [&](const JointCase& a, const JointCase& b) {
                     return std::abs(a.value.mean - target) >
                            std::abs(b.value.mean - target);
                   });
}

// How far the simulated counts are off at most: of those in which reads stall
// (rows that fill the FIFO), or of the others. NaN without a count.
struct CountsOff {
  double most = std::numeric_limits<double>::quiet_NaN();
  int count = 0;
};

CountsOff counts_off(const Runs& counts, bool stall) {
  CountsOff off;
  const CellResult* result = ok(counts);
  for (std::size_t i = 0; result != nullptr && i < result->rows.size(); ++i) {
    const Record& row = result->rows[i];
    if ((row.text("validity") == "lower bound") != stall) continue;
    const auto cycles = static_cast<double>(
        std::abs(row.integer("simulated") - measured_counts()[i].cycles));
    if (!(cycles <= off.most)) off.most = cycles;
    ++off.count;
  }
  return off;
}

Estimate estimate_of(const CountsOff& off) {
  return Estimate::exact(off.most, off.count);
}

Judgement judge_counts(const CountsOff& off, const char* name) {
  return judge_fact(estimate_of(off), off.most == 0,
                    fmt::format("no count differs by a cycle ({})", name),
                    fmt::format("{}: {} count{}, largest difference {} cycle{}",
                                name, off.count, off.count == 1 ? "" : "s",
                                off.most, off.most == 1 ? "" : "s"));
}

Verdict counts_agree(const StudyRuns& study) {
  const CountsOff free_running = counts_off(study.runs.counts, false);
  const CountsOff stalling = counts_off(study.runs.counts, true);
  const bool both_known = free_running.count > 0 && stalling.count > 0;
  return {.claim = "C7",
          .kind = "hardware_counts",
          .statement =
              "The cycle model counts what the authors' hardware counts "
              "(ours).",
          .where = "not in the paper: the authors' public RTL",
          .metric = "largest |simulated - measured|, cycles",
          .paper = 0.0,
          .ours = both_known ? Estimate::exact(
                                   std::max(free_running.most, stalling.most),
                                   free_running.count + stalling.count)
                             : Estimate(),
          .data = "RTL, simulated",
          .judgement = judge_all({judge_counts(free_running, "no stall"),
                                  judge_counts(stalling, "reads stall")})};
}

Verdict notebooks_agree(const StudyRuns& study) {
  std::vector<JointCase> sets;
  for (const NotebookRun& run : notebook_runs(study)) {
    if (run.is_full()) continue;
    const Estimate ratio = exact_if_known(run.model_saved / run.board_saved);
    sets.push_back(
        {run.time.set, ratio,
         judge_fact(ratio, std::abs(ratio.mean - 1) <= 0.01,
                    "within 1 % on every set: what the digits of the notebooks "
                    "leave of the difference",
                    fmt::format("{:.4g} s on the board, {:.4g} s in the model",
                                run.board_saved, run.model_saved))});
  }
  farthest_first(sets, 1);
  const EveryCase every = judge_every(sets);
  return {.claim = "C7",
          .kind = "notebook_times",
          .statement =
              "The PYNQ pipelines take the time of the authors' notebooks "
              "(ours).",
          .where = "not in the paper: ZipML-PYNQ notebooks",
          .metric =
              "time that low precision saves, model over notebook, the set "
              "farthest from 1",
          .paper = 1.0,
          .ours = every.decisive,
          .data = "MNIST, YearPredictionMSD",
          .judgement = every.judgement};
}

Verdict figure_5_agrees(const StudyRuns& study, const std::string& set) {
  std::vector<JointCase> points;
  for (const Figure5Point& point : kFigure5Points) {
    if (point.set != set) continue;
    const OnSet key{point.design, point.set};
    const double seconds = study.figure_5_seconds(key, LabelPlace::kLastLine);
    const Estimate ratio = exact_if_known(study.over_figure_5(key));
    const bool holds = !study.refuted_by_figure_5(key);
    std::string numbers =
        fmt::format("{:.3g} s against {:.3g} s ({:+.1f} %)", seconds,
                    point.seconds, 100 * (ratio.mean - 1));
    const double own_line = study.figure_5_seconds(key, LabelPlace::kOwnLine);
    if (!holds && std::isfinite(own_line)) {
      numbers += fmt::format(
          ", and {:.3g} s with the label in a line of its own ({:+.1f} %)",
          own_line, 100 * (own_line / point.seconds - 1));
    }
    points.push_back(
        {point.design, ratio,
         judge_fact(ratio, holds,
                    fmt::format("every point within {:.2g} %: what reading the "
                                "plot is good for (the link is the one that "
                                "its 32-bit points imply, so that 2 bits are "
                                "the test)",
                                100 * kFigure5Precision),
                    std::move(numbers))});
  }
  farthest_first(points, 1);
  const EveryCase every = judge_every(points);
  return {.claim = "C7",
          .kind = "figure_5_times",
          .statement = "The released pipelines take the times of Figure 5.",
          .where = "Fig 5",
          .metric = "seconds of an epoch, model over plot, the farthest point",
          .paper = 1.0,
          .ours = every.decisive,
          .data = set + " (size)",
          .judgement = every.judgement};
}

Verdict storage(const StudyRuns& study) {
  const std::string& set = study.scope.storage_set.name;
  const std::vector<int>& bits = study.scope.storage_bits;
  double gain = std::numeric_limits<double>::quiet_NaN();
  if (std::find(bits.begin(), bits.end(), 4) != bits.end()) {
    const auto seconds = [&](Storage kind) {
      return study.epoch({quantized_design(4, kind).name, set}, "seconds");
    };
    gain = seconds(Storage::kCopies) / seconds(Storage::kBaseAndDraws);
  }
  return {.claim = "C7",
          .kind = "extra_bit",
          .statement =
              "A second sample costs one extra bit: what that would have given "
              "the FPGA (ours; its code stores both samples in full).",
          .where = "section 2.2",
          .metric = "epoch of 4 bits stored in full over base and draw bits",
          .paper = 8.0 / 5,
          .ours = exact_if_known(gain),
          .data = set + " (size)",
          .judgement = judge_fact(
              exact_if_known(gain), std::abs(gain - 1.6) <= 0.16,
              "within 10 % of 8 / 5, the bits of two full draws over one and "
              "an extra bit",
              fmt::format("{:.4g} times", gain))};
}

}  // namespace

std::vector<Verdict> make_agreement_verdicts(const StudyRuns& study) {
  return {counts_agree(study), notebooks_agree(study),
          figure_5_agrees(study, "synthetic-100"),
          figure_5_agrees(study, "gisette"), storage(study)};
}

}  // namespace zipml::fpga
