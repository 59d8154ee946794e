#include <fmt/format.h>

#include <algorithm>

#include "experiments/svm_bias/analysis.h"

namespace zipml::svm_bias {
namespace {

struct Line {
  const char* prefix;  // of the value's name
  const char* label;
  Origin origin;
};

constexpr Line kLines[] = {
    {"", "measured (exact)", Origin::kOurs},
    {"printed_", "bound as printed", Origin::kTheory},
    {"corrected_", "bound as corrected", Origin::kTheory},
};

// A quantity and its two bounds against one parameter, over the points that
// `is_shown` accepts.
template <typename IsShown, typename X>
Panel bounds_panel(const SourceRuns& source, Axis x, Axis y,
                   const std::string& quantity, IsShown&& is_shown, X&& x_of) {
  std::string title = source.source.title();
  std::replace(title.begin(), title.end(), '_', ' ');
  Panel panel{.title = std::move(title), .x = std::move(x), .y = std::move(y)};
  int color = 0;
  for (const Line& line : kLines) {
    Series series{.label = line.label,
                  .origin = line.origin,
                  .color = color++,
                  .markers = true};
    for (const PointRuns& at : source.points) {
      if (!is_shown(at.point)) continue;
      series.add(x_of(at.point), at.mean(line.prefix + quantity));
    }
    panel.series.push_back(std::move(series));
  }
  return panel;
}

Panel bias_panel(const SourceRuns& source, const Point& shown) {
  return bounds_panel(
      source, {.label = "gap delta"},
      {.label = "bias ||E g - gradient||", .logarithmic = true}, "bias",
      [&](const Point& point) {
        return point.radius == shown.radius && point.degree == shown.degree;
      },
      [](const Point& point) { return point.gap; });
}

Panel variance_panel(const SourceRuns& source, const Point& shown) {
  return bounds_panel(
      source, {.label = "degree"},
      {.label = "variance E ||g - gradient||^2", .logarithmic = true},
      "variance",
      [&](const Point& point) {
        return point.radius == shown.radius && point.gap == shown.gap;
      },
      [](const Point& point) { return point.degree; });
}

}  // namespace

std::vector<Figure> make_figures(const std::vector<SourceRuns>& sources,
                                 const Point& shown) {
  Figure bias{
      "bias", "Bias of the polynomial hinge gradient against the gap",
      fmt::format("R = {:.3g}, degree {}.", shown.radius, shown.degree)};
  Figure variance{
      "variance",
      "Variance of the polynomial hinge gradient against the degree",
      fmt::format("R = {:.3g}, delta = {:.3g}.", shown.radius, shown.gap)};
  for (const SourceRuns& source : sources) {
    bias.panels.push_back(bias_panel(source, shown));
    variance.panels.push_back(variance_panel(source, shown));
  }
  return {std::move(bias), std::move(variance)};
}

}  // namespace zipml::svm_bias
