#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/sgd/method.h"
#include "experiments/end_to_end/analysis.h"
#include "experiments/linear/panels.h"
#include "experiments/linear/precision_mode.h"

namespace zipml::end_to_end {
namespace {

// Of its series in both figures; 32 bits have method_color's.
int mode_color(const std::string& mode) {
  if (mode == "sample") return 1;
  if (mode == kEndToEnd) return 2;
  return mode == "model" ? 3 : 4;
}

// The top of the panels of curves, over the final 32-bit loss.
constexpr double kTop = 3;

// Ends the panel at the largest value below a limit, if there are any above.
void cut_above(Panel& panel, double limit) {
  double largest = 0;
  bool cut = false;
  for (const Series& series : panel.series) {
    for (const double value : series.y) {
      if (value <= limit) largest = std::max(largest, value);
      cut |= value > limit;
    }
  }
  if (cut && largest > 0) panel.y.max = 1.02 * largest;
}

// 32 bits, samples only and end to end at the paper's bits.
Panel curve_panel(const SetRuns& set) {
  Panel panel = loss_panel(
      fmt::format("{}, {} bits", set.problem.title(), set.paper_bits),
      set.problem.task == Task::kClassification ? "LS-SVM loss" : "half-MSE");
  panel.y.logarithmic = true;
  const int full_color = method_color("32-bit");
  const auto add_low = [&](const std::string& mode) {
    add_curve(panel, set.low.at(mode).at(set.paper_bits).mean_curve("loss"),
              precision_mode_label(mode), mode_color(mode));
  };
  add_curve(panel, set.full.mean_curve("loss"), precision_mode_label("none"),
            full_color);
  if (own_panel("8", set.problem) != nullptr) add_low("sample");
  add_low(kEndToEnd);

  if (const auto paper = shown_curves(set.problem)) {
    add_paper_curve(panel, paper->full, "32-bit", full_color);
    add_paper_curve(panel, paper->low, "low precision", mode_color("sample"));
  }
  // Runs that explode would flatten the rest.
  cut_above(panel, kTop * set.full.interval("final_loss").mean);
  return panel;
}

Panel sweep_panel(const SetRuns& set) {
  Panel panel = above_32_bits_panel(set.problem.title());
  // Nothing below a thousandth of a per cent matters here, and what is a
  // thousand times worse is no training.
  panel.y.min = 1e-5;
  panel.y.max = 1e3;
  for (const std::string& mode : set.modes) {
    std::map<int, Estimate> above;
    for (const int bits : set.swept_bits) {
      above[bits] = set.difference(mode, bits);
    }
    add_above_32_bits(panel, precision_mode_label(mode), mode_color(mode),
                      above);
    panel.series.back() = without_band(std::move(panel.series.back()));
  }
  add_one_percent_line(panel, set.swept_bits.front(), set.swept_bits.back(),
                       method_color("32-bit"));
  return panel;
}

}  // namespace

std::vector<Figure> make_figures(const std::vector<SetRuns>& sets) {
  Figure curves{"figure_8_11", "End to end at the paper's bits (Figs 4, 8, 11)",
                "Loss against epochs, at most up to three times the final "
                "32-bit one, mean over repetitions with 95 % band, "
                "samples only (where the paper's Fig 8 could mean that) and "
                "end to end; dashed: the paper's curves."};
  Figure sweep{
      "bits_sweep",
      "Final loss relative to 32 bits against the bits of each channel",
      "Final loss relative to 32-bit training, mean over repetitions "
      "(intervals in the table), between 0.001 % and a thousand "
      "times; dotted: the 1 % within which a number of bits can count "
      "as enough."};
  for (const SetRuns& set : sets) {
    if (set.paper_bits > 0) curves.panels.push_back(curve_panel(set));
    sweep.panels.push_back(sweep_panel(set));
  }
  std::vector<Figure> figures = {std::move(sweep)};
  if (!curves.panels.empty()) figures.push_back(std::move(curves));
  return figures;
}

}  // namespace zipml::end_to_end
