#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/sgd/method.h"
#include "experiments/sgd_rate/analysis.h"

namespace zipml::sgd_rate {
namespace {

// Ours, and dotted the theorem's bound.
void add_gaps(Panel& panel, const VariantGaps& m, std::string label,
              int color) {
  if (!m.known()) return;
  Series ours{.label = label, .color = color, .markers = true};
  Series theory{
      .label = "bound, " + label, .origin = Origin::kTheory, .color = color};
  for (std::size_t i = 0; i < m.gap.size(); ++i) {
    ours.add(m.updates[i], m.gap[i]);
    theory.add(m.updates[i], m.bound(i));
  }
  panel.series.push_back(std::move(ours));
  panel.series.push_back(std::move(theory));
}

Panel rate_panel(std::string title) {
  return {.title = std::move(title),
          .x = {.label = "updates T", .logarithmic = true},
          .y = {.label = "F(average) - F* (half-MSE)", .logarithmic = true}};
}

// Two of them: more bits cannot be told from 32.
std::vector<int> shown_bits(const Cells& cells) {
  const std::vector<int>& bits = cells.bits();
  std::vector<int> shown = {bits.front(), bits[bits.size() / 3]};
  shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
  return shown;
}

Figure rate_figure(const Cells& cells, const std::vector<VariantGaps>& all) {
  Figure figure{
      "rate", "Optimality gap against the number of updates",
      "Every T is a run of its own, with the step of that T; mean over "
      "repetitions with 95 % band. Dotted: the bound of Theorem 1 in Bubeck's "
      "form, and for naive rounding that of Theorem 3 with its bias terms."};
  Panel full = rate_panel("no noise: full batch");
  add_gaps(full, find(all, {"full_batch"}), "full batch", 3);
  Panel unbiased = rate_panel("noise: double sampling");
  add_gaps(unbiased, find(all, {"32-bit"}), "32-bit", method_color("32-bit"));
  Panel naive = rate_panel("noise and bias: naive");
  int color = 1;
  for (const int bits : shown_bits(cells)) {
    const std::string label = std::to_string(bits) + "-bit";
    add_gaps(unbiased, find(all, {"double_sampling", bits}), label, color);
    add_gaps(naive, find(all, {"naive", bits}), label, color);
    ++color;
  }
  figure.panels = {std::move(full), std::move(unbiased), std::move(naive)};
  return figure;
}

Figure bias_figure(const Cells& cells, const std::vector<VariantGaps>& all) {
  const int naive_color = method_color("naive");
  Series naive{.label = "naive, gap", .color = naive_color, .markers = true};
  Series unbiased{.label = "double sampling, gap",
                  .color = method_color("double_sampling"),
                  .markers = true};
  Series floor{.label = "naive, exact floor",
               .origin = Origin::kTheory,
               .color = naive_color};
  Series allowed{.label = "R beta + (eta/2) beta^2",
                 .origin = Origin::kTheory,
                 .color = 3};
  double most_updates = 0;
  for (const int bits : cells.bits()) {
    const VariantGaps& biased = find(all, {"naive", bits});
    const VariantGaps& double_sampling = find(all, {"double_sampling", bits});
    if (!biased.known() || !double_sampling.known()) continue;
    naive.add(bits, biased.gap.back());
    unbiased.add(bits, double_sampling.gap.back());
    const double largest = biased.updates.back();
    most_updates = largest;
    floor.add(bits, biased.constants->floor);
    allowed.add(bits, biased_bound(*biased.constants, largest) -
                          unbiased_bound(*biased.constants, largest));
  }
  Panel panel{.title = fmt::format("after T = {:.0f} updates", most_updates),
              .x = {.label = "bits of a sample value"},
              .y = {.label = "half-MSE above F*", .logarithmic = true},
              .series = {std::move(naive), std::move(unbiased),
                         std::move(floor), std::move(allowed)}};
  return {"bias_floor",
          "The floor that bias leaves, against the bits",
          "Gaps at the largest number of updates, mean with 95 % band. Dotted: "
          "the exact gap of naive rounding's fixed point, and what Theorem 3 "
          "allows for its bias.",
          {std::move(panel)}};
}

}  // namespace

std::vector<Figure> make_figures(const Cells& cells,
                                 const std::vector<VariantGaps>& all) {
  return {rate_figure(cells, all), bias_figure(cells, all)};
}

}  // namespace zipml::sgd_rate
