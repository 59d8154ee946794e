// Whether the cycle model agrees with the authors' hardware and plots.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "core/fpga/design_table.h"
#include "core/harness/findings/judge.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

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

Judgement judge_counts(const CountsOff& off, const char* name) {
  return judge_fact(exact_if_known(off.most), off.most == 0,
                    fmt::format("no count differs by a cycle ({})", name),
                    fmt::format("{}: {} count{}, largest difference {} cycle{}",
                                name, off.count, off.count == 1 ? "" : "s",
                                off.most, off.most == 1 ? "" : "s"));
}

Verdict counts_agree(const StudyRuns& study) {
  const CountsOff free_running = counts_off(study.runs.counts, false);
  const CountsOff stalling = counts_off(study.runs.counts, true);
  return {.claim = "C7",
          .statement =
              "The cycle model counts what the authors' hardware counts "
              "(ours).",
          .where = "not in the paper: the authors' public RTL",
          .metric = "largest |simulated - measured|, cycles",
          .paper = 0.0,
          .ours = exact_if_known(std::max(free_running.most, stalling.most)),
          .data = "RTL, simulated",
          .judgement = judge_all({judge_counts(free_running, "no stall"),
                                  judge_counts(stalling, "reads stall")})};
}

Verdict notebooks_agree(const StudyRuns& study) {
  std::vector<Judgement> parts;
  double last = 0;
  for (const NotebookRun& run : notebook_runs(study)) {
    if (run.is_full()) continue;
    last = run.model_saved / run.board_saved;
    parts.push_back(judge_fact(
        exact_if_known(last), std::abs(last - 1) <= 0.01,
        run.time.set + " within 1 %",
        fmt::format("{}: {:.4g} s on the board, {:.4g} s in the model",
                    run.time.set, run.board_saved, run.model_saved)));
  }
  return {.claim = "C7",
          .statement =
              "The PYNQ pipelines take the time of the authors' notebooks "
              "(ours).",
          .where = "not in the paper: ZipML-PYNQ notebooks",
          .metric = "time that low precision saves, model over notebook",
          .paper = 1.0,
          .ours = exact_if_known(last),
          .data = "MNIST, YearPredictionMSD",
          .judgement = judge_all(parts)};
}

Verdict figure_5_agrees(const StudyRuns& study) {
  std::vector<Judgement> parts;
  double farthest = 1;
  for (const Figure5Point& point : kFigure5Points) {
    const OnSet key{point.design, point.set};
    const double seconds = study.figure_5_seconds(key, LabelPlace::kLastLine);
    const double ratio = seconds / point.seconds;
    const bool holds = std::abs(ratio - 1) <= kFigure5Precision;
    if (!(std::abs(ratio - 1) <= std::abs(farthest - 1))) farthest = ratio;
    std::string numbers =
        fmt::format("{} {}: {:.3g} s against {:.3g} s ({:+.1f} %)", point.set,
                    point.design, seconds, point.seconds, 100 * (ratio - 1));
    if (!holds) {
      numbers += fmt::format(
          ", and {:.3g} s with the label in a line of its own: the plot fits a "
          "row of two lines better than the released packing's one",
          study.figure_5_seconds(key, LabelPlace::kOwnLine));
    }
    parts.push_back(
        judge_fact(exact_if_known(ratio), holds,
                   fmt::format("{} {} within {:.2g} %", point.set, point.design,
                               100 * kFigure5Precision),
                   std::move(numbers)));
  }
  return {.claim = "C7",
          .statement = "The released pipelines take the times of Figure 5.",
          .where = "Fig 5",
          .metric = "seconds of an epoch, model over plot, the farthest point",
          .paper = 1.0,
          .ours = exact_if_known(farthest),
          .data = "synthetic-100, gisette (sizes)",
          .judgement = judge_all(parts)};
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
  return {counts_agree(study), notebooks_agree(study), figure_5_agrees(study),
          storage(study)};
}

}  // namespace zipml::fpga
