#include "core/report/figures/data.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/report/figures/gnuplot_text.h"
#include "core/report/figures/style.h"

namespace zipml {
namespace {

std::string data_number(double number) {
  return std::isfinite(number) ? fmt::format("{}", number) : "NaN";
}

}  // namespace

std::string figure_data(const Figure& figure) {
  std::string text = "# " + gnuplot_comment(figure.title) + '\n';
  if (!figure.caption.empty()) {
    text += "# " + gnuplot_comment(figure.caption) + '\n';
  }
  std::size_t index = 0;
  for (const Panel& panel : figure.panels) {
    for (const Series& series : panel.series) {
      if (index > 0) text += "\n\n";
      static constexpr std::array<const char*, 3> kOrigins = {"ours", "paper",
                                                              "theory"};
      text += fmt::format(
          "# index {}: panel: {}; series: {}; origin: {}\n# x y low high\n",
          index++, gnuplot_comment(panel.title), gnuplot_comment(series.label),
          kOrigins.at(static_cast<std::size_t>(series.origin)));
      for (std::size_t i = 0; i < series.x.size(); ++i) {
        const bool band = has_band(series);
        text += data_number(series.x[i]) + ' ' + data_number(series.y.at(i)) +
                ' ' + (band ? data_number(series.low.at(i)) : "NaN") + ' ' +
                (band ? data_number(series.high.at(i)) : "NaN") + '\n';
      }
      // gnuplot numbers blocks by their data: an empty one would shift the
      // rest.
      if (series.x.empty()) text += "NaN NaN NaN NaN\n";
    }
  }
  return text;
}

}  // namespace zipml
