#include "experiments/linear/panels.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "experiments/linear/comparison.h"

namespace zipml {

Panel loss_panel(std::string title, std::string loss_label) {
  return {.title = std::move(title),
          .x = {.label = "epoch", .logarithmic = true},
          .y = {.label = std::move(loss_label)}};
}

void add_curve(Panel& panel, Series curve, std::string label, int color) {
  curve.label = std::move(label);
  curve.color = color;
  panel.series.push_back(std::move(curve));
}

void add_paper_curve(Panel& panel, const PaperCurve& curve,
                     const std::string& label, int color) {
  if (curve.empty()) return;
  panel.series.push_back({.label = "paper: " + label,
                          .origin = Origin::kPaper,
                          .color = color,
                          .x = curve.epochs,
                          .y = curve.values});
}

void RangeOfLosses::include(const Panel& panel, double from_epoch,
                            double ceiling) {
  for (const Series& curve : panel.series) {
    if (curve.origin == Origin::kOurs) include(curve, from_epoch, ceiling);
  }
}

void RangeOfLosses::include(const Series& curve, double from_epoch,
                            double ceiling) {
  for (std::size_t i = 0; i < curve.y.size(); ++i) {
    include_bottom(curve.y[i]);
    if (curve.x[i] >= from_epoch && curve.y[i] < ceiling) {
      include_top(curve.y[i]);
    }
  }
}

void RangeOfLosses::include(const PaperCurve& paper) {
  include_top(paper.values.front());
  include_bottom(paper.values.back());
}

void RangeOfLosses::include_bottom(double value) {
  bottom_ = std::min(bottom_, value);
}

void RangeOfLosses::include_top(double value) { top_ = std::max(top_, value); }

void RangeOfLosses::set(Panel& panel, double above) const {
  if (!std::isfinite(bottom_) || !(top_ > bottom_)) return;
  panel.y.min = bottom_ - 0.1 * (top_ - bottom_);
  panel.y.max = top_ + above * (top_ - bottom_);
}

Panel above_32_bits_panel(std::string title) {
  return {.title = std::move(title),
          .x = {.label = "bits"},
          .y = {.label = "final loss / 32-bit loss - 1", .logarithmic = true}};
}

void add_above_32_bits(Panel& panel, std::string label, int color,
                       const std::map<int, Estimate>& above) {
  Series series{.label = std::move(label), .color = color, .markers = true};
  for (const auto& [bits, excess] : above) series.add(bits, excess);
  panel.series.push_back(std::move(series));
}

Series without_band(Series series) {
  series.low.clear();
  series.high.clear();
  return series;
}

void add_one_percent_line(Panel& panel, int first_bits, int last_bits,
                          int color) {
  Series line{.label = "1 %", .origin = Origin::kTheory, .color = color};
  line.add(first_bits, kClose);
  line.add(last_bits, kClose);
  panel.series.push_back(std::move(line));
}

}  // namespace zipml
