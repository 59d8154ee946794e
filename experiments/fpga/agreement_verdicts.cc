// Whether the cycle model agrees with the authors' hardware and plots.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/fpga/design_table.h"
#include "core/harness/findings/judge.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

Verdict counts_agree(const Measured& measured) {
  Verdict verdict =
      about("The cycle model counts what the authors' hardware counts (ours).",
            "not in the paper: the authors' public RTL",
            "largest |simulated - measured|, cycles", "RTL, simulated");
  const CellResult* result = measured.ok(measured.cells().counts());
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  // Apart: rows that fill the FIFO, where reads stall.
  struct Group {
    const char* name;
    bool stalls;
    double worst = kNone;
    int count = 0;
  };
  Group groups[] = {{.name = "no stall", .stalls = false},
                    {.name = "reads stall", .stalls = true}};
  std::vector<Judgement> parts;
  for (Group& group : groups) {
    for (std::size_t i = 0; result != nullptr && i < result->rows.size(); ++i) {
      const Record& row = result->rows[i];
      const bool stalls = row.text("validity") == "lower bound";
      if (stalls != group.stalls) continue;
      const auto off = static_cast<double>(
          std::abs(row.integer("simulated") - measured_counts()[i].cycles));
      if (!(off <= group.worst)) group.worst = off;
      ++group.count;
    }
    parts.push_back(judge_number(
        group.worst, group.worst == 0,
        fmt::format("no count differs by a cycle ({})", group.name),
        fmt::format("{}: {} count{}, largest difference {} cycle{}", group.name,
                    group.count, group.count == 1 ? "" : "s", group.worst,
                    group.worst == 1 ? "" : "s")));
  }
  verdict.ours = exactly(std::max(groups[0].worst, groups[1].worst));
  verdict.paper = 0.0;
  apply(judge_all(parts), verdict);
  return verdict;
}

Verdict notebooks_agree(const Measured& measured) {
  Verdict verdict = about(
      "The PYNQ pipelines take the time of the authors' notebooks (ours).",
      "not in the paper: ZipML-PYNQ notebooks",
      "time that low precision saves, model over notebook",
      "MNIST, YearPredictionMSD");
  std::vector<Judgement> parts;
  double full_notebook = 0, full_model = 0, last = 0;
  for (const NotebookTime& time : notebook_times()) {
    const double notebook = time.seconds - time.first_call_seconds;
    const double model =
        time.epochs * measured.epoch(find_design(time.design),
                                     {time.set, time.workload}, "seconds");
    if (time.design == "pynq-float") {
      full_notebook = notebook;
      full_model = model;
      continue;
    }
    last = (full_model - model) / (full_notebook - notebook);
    parts.push_back(judge_number(
        last, std::abs(last - 1) <= 0.01, time.set + " within 1 %",
        fmt::format("{}: {:.4g} s on the board, {:.4g} s in the model",
                    time.set, full_notebook - notebook, full_model - model)));
  }
  verdict.ours = exactly(last);
  verdict.paper = 1.0;
  apply(judge_all(parts), verdict);
  return verdict;
}

Verdict figure_5_agrees(const Measured& measured) {
  Verdict verdict =
      about("The released pipelines take the times of Figure 5.", "Fig 5",
            "seconds of an epoch, model over plot, the farthest point",
            "synthetic-100, gisette (sizes)");
  std::vector<Judgement> parts;
  double farthest = 1;
  for (const Figure5Point& point : kFigure5Points) {
    const DataSize set = data_size(point.set).value();
    const double seconds = measured.epoch(
        measured.cells().figure_5_design(point.design, LabelPlace::kLastLine),
        set, "seconds");
    const double own_line = measured.epoch(
        measured.cells().figure_5_design(point.design, LabelPlace::kOwnLine),
        set, "seconds");
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
          own_line);
    }
    parts.push_back(
        judge_number(ratio, holds,
                     fmt::format("{} {} within {:.2g} %", point.set,
                                 point.design, 100 * kFigure5Precision),
                     std::move(numbers)));
  }
  verdict.ours = exactly(farthest);
  verdict.paper = 1.0;
  apply(judge_all(parts), verdict);
  return verdict;
}

Verdict storage(const Measured& measured) {
  Verdict verdict = about(
      "A second sample costs one extra bit: what that would have given the "
      "FPGA (ours; its code stores both samples in full).",
      "section 2.2", "epoch of 4 bits stored in full over base and draw bits",
      measured.cells().storage_set().name + " (size)");
  const DataSize& set = measured.cells().storage_set();
  const auto bits = measured.cells().storage_bits();
  double gain = std::numeric_limits<double>::quiet_NaN();
  if (std::find(bits.begin(), bits.end(), 4) != bits.end()) {
    const auto seconds = [&](Storage kind) {
      return measured.epoch(
          measured.cells().on_platform(quantized_design(4, kind)), set,
          "seconds");
    };
    gain = seconds(Storage::kCopies) / seconds(Storage::kBaseAndDraws);
  }
  verdict.ours = exactly(gain);
  verdict.paper = 8.0 / 5;
  apply(judge_number(
            gain, std::abs(gain - 1.6) <= 0.16,
            "within 10 % of 8 / 5, the bits of two full draws over one and an "
            "extra bit",
            fmt::format("{:.4g} times", gain)),
        verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_agreement_verdicts(const Measured& measured) {
  return {counts_agree(measured), notebooks_agree(measured),
          figure_5_agrees(measured), storage(measured)};
}

}  // namespace zipml::fpga
