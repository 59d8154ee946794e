#include <fmt/format.h>

#include "experiments/svm_bias/analysis.h"

namespace zipml::svm_bias {
namespace {

struct Line {
  const char* value;
  const char* label;
  Origin origin;
};

// A panel of one quantity and its two bounds against one parameter, over the
// points that `at` accepts.
template <typename At, typename X>
Panel make_panel(const SourceResult& result, Axis x, Axis y,
                 const std::string& quantity, At&& at, X&& x_of) {
  Panel panel{result.source.title(), std::move(x), std::move(y), {}};
  const Line lines[] = {
      {"", "measured (exact)", Origin::kOurs},
      {"printed_", "bound as printed", Origin::kTheory},
      {"corrected_", "bound as corrected", Origin::kTheory},
  };
  int color = 0;
  for (const Line& line : lines) {
    Series series{.label = line.label,
                  .origin = line.origin,
                  .color = color++,
                  .markers = true};
    for (const PointResult& own : result.points) {
      if (own.empty() || !at(own.point)) continue;
      const double value = own.mean(line.value + quantity);
      if (!(value > 0)) continue;  // no place on a logarithmic axis
      series.x.push_back(x_of(own.point));
      series.y.push_back(value);
    }
    panel.series.push_back(std::move(series));
  }
  return panel;
}

}  // namespace

std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<SourceResult>& measured) {
  const double radius = cells.radii().front();
  const int degree = cells.degrees().back();
  const double gap = cells.gaps()[cells.gaps().size() / 2];
  Figure bias{"bias",
              "Bias of the polynomial hinge gradient against the gap",
              fmt::format("R = {:.3g}, degree {}.", radius, degree),
              {}};
  Figure variance{"variance",
                  "Variance of the polynomial hinge gradient against the "
                  "degree",
                  fmt::format("R = {:.3g}, delta = {:.3g}.", radius, gap),
                  {}};
  for (const SourceResult& result : measured) {
    bias.panels.push_back(make_panel(
        result, {.label = "gap delta"},
        {.label = "bias ||E g - gradient||", .logarithmic = true}, "bias",
        [&](const Point& point) {
          return point.radius == radius && point.degree == degree;
        },
        [](const Point& point) { return point.gap; }));
    variance.panels.push_back(make_panel(
        result, {.label = "degree"},
        {.label = "variance E ||g - gradient||^2", .logarithmic = true},
        "variance",
        [&](const Point& point) {
          return point.radius == radius && point.gap == gap;
        },
        [](const Point& point) { return static_cast<double>(point.degree); }));
  }
  return {std::move(bias), std::move(variance)};
}

}  // namespace zipml::svm_bias
