#include <algorithm>
#include <cmath>

#include "experiments/sgd_rate/analysis.h"

namespace zipml::sgd_rate {
namespace {

// Ours, and dotted the theorem's bound.
void add(Panel& panel, const Measured& m, std::string label, int color) {
  if (!m.known()) return;
  Series ours{.label = label, .color = color, .markers = true, .x = m.updates};
  Series theory{.label = "bound, " + label,
                .origin = Origin::kTheory,
                .color = color,
                .x = m.updates};
  for (std::size_t i = 0; i < m.gap.size(); ++i) {
    ours.y.push_back(m.gap[i].mean);
    ours.low.push_back(m.gap[i].low);
    ours.high.push_back(m.gap[i].high);
    theory.y.push_back(m.bound(i));
  }
  panel.series.push_back(std::move(ours));
  panel.series.push_back(std::move(theory));
}

Panel rate_panel(std::string title) {
  return {std::move(title),
          {.label = "updates T", .logarithmic = true},
          {.label = "F(average) - F* (half-MSE)", .logarithmic = true},
          {}};
}

// Two of them: more bits cannot be told from 32.
std::vector<int> shown_bits(const CellMaker& cells) {
  const std::vector<int>& bits = cells.bits();
  std::vector<int> shown = {bits.front(), bits[bits.size() / 3]};
  shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
  return shown;
}

Figure rate_figure(const CellMaker& cells, const std::vector<Measured>& all) {
  Figure figure{
      "rate",
      "Optimality gap against the number of updates",
      "Every T is a run of its own, with the step of that T; mean over "
      "repetitions with 95 % band. Dotted: the bound of Theorem 1 in Bubeck's "
      "form, and for naive rounding that of Theorem 3 with its bias terms.",
      {}};
  Panel full = rate_panel("no noise: full batch");
  add(full, find(all, {"full_batch"}), "full batch", 3);
  Panel unbiased = rate_panel("noise: double sampling");
  add(unbiased, find(all, {"32-bit"}), "32-bit", 0);
  Panel naive = rate_panel("noise and bias: naive");
  int color = 1;
  for (const int bits : shown_bits(cells)) {
    const std::string label = std::to_string(bits) + "-bit";
    add(unbiased, find(all, {"double_sampling", bits}), label, color);
    add(naive, find(all, {"naive", bits}), label, color);
    ++color;
  }
  figure.panels = {std::move(full), std::move(unbiased), std::move(naive)};
  return figure;
}

Figure bias_figure(const CellMaker& cells, const std::vector<Measured>& all) {
  Panel panel{"at the largest T",
              {.label = "bits of a sample value"},
              {.label = "half-MSE above F*", .logarithmic = true},
              {}};
  Series naive{.label = "naive, gap", .color = 2, .markers = true};
  Series unbiased{.label = "double sampling, gap", .color = 1, .markers = true};
  Series floor{
      .label = "naive, exact floor", .origin = Origin::kTheory, .color = 2};
  Series allowed{.label = "R beta + (eta/2) beta^2",
                 .origin = Origin::kTheory,
                 .color = 3};
  const auto put = [](Series& series, int bits, const Estimate& value) {
    series.x.push_back(bits);
    series.y.push_back(value.mean);
    series.low.push_back(value.low);
    series.high.push_back(value.high);
  };
  for (const int bits : cells.bits()) {
    const Measured& biased = find(all, {"naive", bits});
    const Measured& double_sampling = find(all, {"double_sampling", bits});
    if (!biased.known() || !double_sampling.known()) continue;
    put(naive, bits, biased.gap.back());
    put(unbiased, bits, double_sampling.gap.back());
    const double largest = biased.updates.back();
    floor.x.push_back(bits);
    floor.y.push_back(biased.constants->floor);
    allowed.x.push_back(bits);
    allowed.y.push_back(biased_bound(*biased.constants, largest) -
                        unbiased_bound(*biased.constants, largest));
  }
  panel.series = {std::move(naive), std::move(unbiased), std::move(floor),
                  std::move(allowed)};
  return {"bias_floor",
          "The floor that bias leaves, against the bits",
          "Gaps at the largest number of updates, mean with 95 % band. Dotted: "
          "the exact gap of naive rounding's fixed point, and what Theorem 3 "
          "allows for its bias.",
          {std::move(panel)}};
}

}  // namespace

std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<Measured>& all) {
  return {rate_figure(cells, all), bias_figure(cells, all)};
}

}  // namespace zipml::sgd_rate
