#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/sgd/method.h"
#include "experiments/linear/panels.h"
#include "experiments/naive_bias/analysis.h"
#include "experiments/paper/curves.h"

namespace zipml::naive_bias {
namespace {

// A curve of the paper's inset, relative to its own 32-bit loss.
PaperCurve inset_curve(const std::string& method) {
  const char* series = method == "nearest"           ? "deterministic rounding"
                       : method == "naive"           ? "naive stochastic"
                       : method == "double_sampling" ? "double sampling"
                                                     : "32-bit";
  PaperCurve curve = paper_curve("2.2", series);
  const double full = paper_curve("2.2", "32-bit").values.back();
  for (double& value : curve.values) value /= full;
  return curve;
}

std::vector<std::string> all_methods() {
  std::vector<std::string> methods = {"32-bit"};
  methods.insert(methods.end(), kMethods.begin(), kMethods.end());
  return methods;
}

// The last epochs set the range: the first ones may start off the panel.
void set_range(Panel& panel) {
  double gap = 0.02;
  for (const Series& series : panel.series) {
    if (series.empty() || !std::isfinite(series.y.back())) continue;
    gap = std::max(gap, series.y.back() - 1);
  }
  panel.y.min = 1 - 0.3 * gap;
  panel.y.max = 1 + 3 * gap;
}

Panel inset_panel() {
  Panel panel = loss_panel("the paper's inset (data not named)",
                           "loss / final 32-bit loss");
  for (const std::string& method : all_methods()) {
    add_paper_curve(panel, inset_curve(method), method_label(method),
                    method_color(method));
  }
  set_range(panel);
  return panel;
}

Figure loss_figure(const std::vector<SetRuns>& sets, int bits) {
  Figure figure{
      "loss", fmt::format("Loss against epochs, {}-bit samples", bits),
      "Half-MSE relative to the final 32-bit loss: mean over repetitions with "
      "95 % band. First: the paper's inset figure of section 2.2, relative to "
      "its own 32-bit loss; its data and bits are not named."};
  figure.panels.push_back(inset_panel());
  for (const SetRuns& set : sets) {
    Panel panel = loss_panel(set.problem.title(), "loss / final 32-bit loss");
    const double full =
        summarize(present(set.full.values("final_loss"))).mean();
    for (const std::string& method : all_methods()) {
      const Runs& runs =
          method == "32-bit" ? set.full : set.low.at(method).at(bits);
      add_curve(panel, runs.mean_curve("loss", 1 / full), method_label(method),
                method_color(method));
    }
    set_range(panel);
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure excess_figure(const std::vector<SetRuns>& sets) {
  Figure figure{"excess_against_bits",
                "Excess loss over 32-bit training against bits",
                "Final half-MSE minus that of the 32-bit run of the same "
                "repetition, mean with 95 % band; dotted: the exact excess of "
                "ridge regression (S + Dbar)^-1 c, to which the naive "
                "estimator goes. A mean at or below zero cannot be told from "
                "32 bits: its band reaches up from the edge."};
  for (const SetRuns& set : sets) {
    Panel panel{.title = set.problem.title(),
                .x = {.label = "bits"},
                .y = {.label = "excess half-MSE", .logarithmic = true}};
    for (const std::string& method : kMethods) {
      Series series{.label = method_label(method),
                    .color = method_color(method),
                    .markers = true};
      for (const auto& [bits, runs] : set.low.at(method)) {
        series.add(bits, set.above_full(method, bits));
      }
      panel.series.push_back(std::move(series));
    }
    Series ridge{.label = "ridge oracle",
                 .origin = Origin::kTheory,
                 .color = method_color("naive")};
    for (const auto& [bits, runs] : set.fixed_point) {
      if (const auto excess = set.ridge_excess(bits)) ridge.add(bits, *excess);
    }
    panel.series.push_back(std::move(ridge));
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const std::vector<SetRuns>& sets,
                                 int figure_bits) {
  return {loss_figure(sets, figure_bits), excess_figure(sets)};
}

}  // namespace zipml::naive_bias
