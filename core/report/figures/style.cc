#include "core/report/figures/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace zipml {
namespace {

// Okabe and Ito 2008, without yellow (too light on white), and two darks.
// The order keeps neighbours apart in lightness.
constexpr std::array<const char*, 8> kSeriesColors = {
    "#000000", "#D55E00", "#0072B2", "#009E73",
    "#CC79A7", "#E69F00", "#56B4E9", "#7F5539"};
// The same darker: a formula's dots are seen on the line that follows it.
constexpr std::array<const char*, 8> kTheoryColors = {
    "#8C8C8C", "#7A3600", "#00395A", "#005A42",
    "#7D3A5E", "#8A5F00", "#1F6E99", "#3F2A1C"};
// gnuplot's filled shapes; the hollow one is one less. No triangles: they mark
// what is off the scale.
constexpr std::array<int, 4> kFilledShapes = {7, 5, 13, 15};
constexpr int kUpwards = 9, kDownwards = 11;
constexpr std::array<double, 4> kWidths = {3, 2.2, 1.8, 1.4};

std::size_t color_of(const Series& series) {
  return static_cast<std::size_t>(std::max(0, series.color));
}

template <typename T, std::size_t size>
const T& cyclic(const std::array<T, size>& values, std::size_t index) {
  return values[index % size];
}

std::string color_text(const Series& series) {
  const auto& colors =
      series.origin == Origin::kTheory ? kTheoryColors : kSeriesColors;
  return fmt::format("lc rgb '{}'", cyclic(colors, color_of(series)));
}

// Width and dashes.
std::string stroke_text(const Series& series) {
  const char* dashes = series.origin == Origin::kOurs    ? "solid"
                       : series.origin == Origin::kPaper ? "(10,6)"
                                                         : "(2,4)";
  return fmt::format("lw {} dt {}", line_width(series), dashes);
}

std::string shape_text(const Series& series) {
  const int filled = cyclic(kFilledShapes, color_of(series));
  return series.origin == Origin::kOurs
             ? fmt::format("pt {} ps 0.65", filled)
             : fmt::format("pt {} ps 0.75", filled - 1);
}

int shape_of(Edge edge) { return edge == Edge::kTop ? kUpwards : kDownwards; }

}  // namespace

double line_width(const Series& series) {
  if (series.form == SeriesForm::kOutline) return 1.6;
  switch (series.origin) {
    case Origin::kOurs:
      return cyclic(kWidths, color_of(series));
    case Origin::kPaper:
      return 1.4;
    case Origin::kTheory:
      return 2;
  }
  return 1;
}

std::string line_style(const Series& series) {
  return "with lines " + color_text(series) + ' ' + stroke_text(series);
}

std::string marker_style(const Series& series) {
  return "with points " + color_text(series) + " lw 1.4 " + shape_text(series);
}

std::string legend_style(const Series& series, LegendSample sample) {
  switch (sample) {
    case LegendSample::kLine:
      return line_style(series);
    case LegendSample::kMarker:
      return marker_style(series);
    case LegendSample::kLineAndMarker:
      break;
  }
  return "with linespoints " + color_text(series) + ' ' + stroke_text(series) +
         ' ' + shape_text(series);
}

std::string mark_style(const Series& series, Edge edge) {
  return fmt::format("with points {} pt {} ps 0.9", color_text(series),
                     shape_of(edge));
}

std::string mark_legend_style(Edge edge) {
  return fmt::format("with points lc rgb '#555555' pt {} ps 0.9",
                     shape_of(edge));
}

std::string no_sample_style() { return "with dots lc rgb '#FFFFFF'"; }

std::string with_scaled_points(const std::string& style, double scale) {
  static constexpr std::string_view kSize = " ps ";
  const std::size_t at = style.find(kSize);
  if (scale == 1 || at == std::string::npos) return style;
  const std::size_t begin = at + kSize.size();
  const std::size_t end = std::min(style.find(' ', begin), style.size());
  return style.substr(0, begin) +
         fmt::format("{:.3g}",
                     scale * std::stod(style.substr(begin, end - begin))) +
         style.substr(end);
}

std::string palette_style(const Image& image) {
  // Brewer's, safe for the colour-blind.
  return image.diverging ? "defined (0 '#2166AC', 1 '#92C5DE', 2 '#FFFFFF',"
                           " 3 '#F4A582', 4 '#B2182B')"
                         : "defined (0 '#000000', 1 '#FFFFFF')";
}

bool has_band(const Series& series) {
  return !series.low.empty() && series.low.size() == series.high.size();
}

std::string band_style(const Series& series) {
  return fmt::format(
      "with filledcurves fc rgb '{}' fs transparent solid 0.18 noborder",
      kSeriesColors[color_of(series) % kSeriesColors.size()]);
}

}  // namespace zipml
