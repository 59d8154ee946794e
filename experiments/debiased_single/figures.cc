#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/sgd/method.h"
#include "experiments/debiased_single/analysis.h"
#include "experiments/linear/panels.h"

namespace zipml::debiased_single {
namespace {

// Nothing below a thousandth of a per cent matters here, and what is ten times
// the least loss is no training.
constexpr double kBottom = 1e-5;
constexpr double kTop = 10;

Axis excess_axis() {
  return {.label = "loss / least loss - 1",
          .logarithmic = true,
          .min = kBottom,
          .max = kTop};
}

const char* rule_words(const StepRule& rule) {
  return rule == "own" ? "own step" : "32-bit step";
}

// The mean curve of the loss over the least one, minus 1.
Series excess_curve(const Runs& runs) {
  Series curve = runs.mean_curve("loss", 1 / optimum_of(runs));
  for (auto* values : {&curve.y, &curve.low, &curve.high}) {
    for (double& value : *values) value -= 1;
  }
  return without_band(std::move(curve));
}

Figure loss_figure(const std::vector<SetRuns>& sets, const StepRule& rule,
                   int bits) {
  Figure figure{
      "loss",
      fmt::format("Loss against epochs in {} stored bits, {}", bits,
                  rule_words(rule)),
      "Loss over that of the exact optimum, minus 1: mean over repetitions. "
      "The table has the intervals of the last epoch."};
  for (const SetRuns& set : sets) {
    Panel panel = loss_panel(set.problem.title());
    panel.y = excess_axis();
    add_curve(panel, excess_curve(set.full), method_label("32-bit"),
              method_color("32-bit"));
    for (const ComparedMethod& method : kMethods) {
      const Runs* runs = find_runs(set.low.at(rule), method.name, bits);
      if (runs == nullptr) continue;
      add_curve(panel, excess_curve(*runs), method_label(method.name),
                method_color(method.name));
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

// `ends`: the fewest and the most bits.
Panel bits_panel(const SetRuns& set, const StepRule& rule,
                 const std::vector<int>& ends) {
  Panel panel{
      .title = fmt::format("{}, {}", set.problem.title(), rule_words(rule)),
      .x = {.label = "stored bits a value"},
      .y = excess_axis()};
  Series full{.label = method_label("32-bit"), .color = method_color("32-bit")};
  for (const int bits : ends) {
    full.add(bits, interval(relative_excess(set.full)).mean);
  }
  panel.series.push_back(std::move(full));
  for (const ComparedMethod& method : kMethods) {
    Series series{.label = method_label(method.name),
                  .color = method_color(method.name),
                  .markers = true};
    const auto found = set.low.at(rule).find(method.name);
    if (found == set.low.at(rule).end()) continue;
    for (const auto& [bits, runs] : found->second) {
      series.add(bits, interval(relative_excess(runs)));
    }
    panel.series.push_back(without_band(std::move(series)));
  }
  return panel;
}

Figure bits_figure(const std::vector<SetRuns>& sets,
                   const std::vector<StepRule>& rules,
                   const std::vector<int>& bits) {
  Figure figure{"excess_against_bits",
                "Loss above the least one against stored bits",
                "Final loss over that of the exact optimum, minus 1: mean over "
                "repetitions; the table has the intervals. Two draws have no "
                "code of one bit."};
  for (const SetRuns& set : sets) {
    for (const StepRule& rule : rules) {
      figure.panels.push_back(
          bits_panel(set, rule, {bits.front(), bits.back()}));
    }
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const std::vector<SetRuns>& sets,
                                 const std::vector<StepRule>& rules,
                                 const std::vector<int>& bits,
                                 int figure_bits) {
  return {loss_figure(sets, rules.front(), figure_bits),
          bits_figure(sets, rules, bits)};
}

}  // namespace zipml::debiased_single
