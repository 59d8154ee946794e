#include <fmt/format.h>

#include <cmath>

#include "core/sgd/method.h"
#include "experiments/linear/panels.h"
#include "experiments/nonlinear/analysis.h"

namespace zipml::nonlinear {
namespace {

// The top of the panels against bits, over the 32-bit objective: how bad the
// rest is stands in the table.
constexpr double kTop = 2;

Panel objective_panel(const SetRuns& set, int bits) {
  Panel panel = loss_panel(set.title(), "mean loss + ridge term");
  panel.y.logarithmic = true;
  const std::string figure = paper_figure(set);
  const auto add = [&](const std::string& method, const Runs& runs) {
    const std::string label = method_label(method);
    add_curve(panel, runs.mean_curve("loss"), label, method_color(method));
    if (figure.empty() || bits != kPaperBits) return;
    add_paper_curve(panel, paper_curve(figure, paper_series_of(method)), label,
                    method_color(method));
  };
  add("32-bit", set.full);
  for (const std::string& method : kMethods) {
    add(method, set.low.at(method).at(bits));
  }
  return panel;
}

Panel bits_panel(const SetRuns& set) {
  Panel panel{.title = set.title(),
              .x = {.label = "total bits a value"},
              .y = {.label = "final loss + ridge term"}};
  const Estimate full = set.full.interval("final_loss");
  if (full.n > 0) {
    panel.y.max = kTop * full.mean;
    Series line{.label = "32-bit",
                .origin = Origin::kTheory,
                .color = method_color("32-bit")};
    line.add(set.budgets.begin()->first, full.mean);
    line.add(set.budgets.rbegin()->first, full.mean);
    panel.series.push_back(std::move(line));
  }
  for (const std::string& method : kMethods) {
    Series series{.label = method_label(method),
                  .color = method_color(method),
                  .markers = true};
    for (const auto& [bits, runs] : set.low.at(method)) {
      series.add(bits, runs.interval("final_loss"));
    }
    panel.series.push_back(std::move(series));
  }
  return panel;
}

}  // namespace

std::vector<Figure> make_figures(const std::vector<SetRuns>& sets,
                                 int figure_bits) {
  Figure losses{"figure_9",
                "SVM and logistic regression in low precision (Fig 9)",
                fmt::format("Objective against epochs at {} bits a value, mean "
                            "over repetitions with 95 % band; dashed, on the "
                            "real gisette only: the paper's curves.",
                            figure_bits)};
  Figure bits{
      "bits", "The negative result at every number of bits",
      "Final objective against the total bits of a value, mean over "
      "repetitions with 95 % band, up to twice the 32-bit one (dotted): "
      "what is above is in the table."};
  for (const SetRuns& set : sets) {
    losses.panels.push_back(objective_panel(set, figure_bits));
    bits.panels.push_back(bits_panel(set));
  }
  return {std::move(losses), std::move(bits)};
}

}  // namespace zipml::nonlinear
