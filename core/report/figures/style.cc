#include "core/report/figures/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace zipml {
namespace {

// Okabe and Ito 2008, without yellow (too light on white), and two darks.
// The order keeps neighbours apart in lightness.
constexpr std::array<const char*, 8> kSeriesColors = {
    "#000000", "#D55E00", "#0072B2", "#009E73",
    "#CC79A7", "#E69F00", "#56B4E9", "#7F5539"};
// gnuplot's filled shapes; the hollow one is one less.
constexpr std::array<int, 5> kFilledShapes = {7, 5, 9, 13, 11};
// Wide below narrow: curves that coincide are all seen.
constexpr std::array<double, 4> kWidths = {3, 2.2, 1.8, 1.4};

constexpr int kMarkersPerCurve = 8;

std::size_t color_of(const Series& series) {
  return static_cast<std::size_t>(std::max(0, series.color));
}

}  // namespace

std::string line_style(const Series& series, std::size_t points) {
  const std::size_t color = color_of(series);
  const int filled = kFilledShapes[color % kFilledShapes.size()];
  const char* rgb = kSeriesColors[color % kSeriesColors.size()];
  // All points of short curves; else a few, each curve at other places.
  const int interval = series.markers || points <= 2 * kMarkersPerCurve
                           ? 1
                           : static_cast<int>(points) / kMarkersPerCurve;
  switch (series.origin) {
    case Origin::kOurs:
      return fmt::format(
          "with linespoints lc rgb '{}' lw {} dt solid pt {} ps 0.65 pi {}",
          rgb, kWidths[color % kWidths.size()], filled, interval);
    case Origin::kPaper:
      return fmt::format(
          "with linespoints lc rgb '{}' lw 1.4 dt (10,6) pt {} ps 0.75 pi {}",
          rgb, filled - 1, interval);
    case Origin::kTheory:
      return fmt::format("with lines lc rgb '{}' lw 1.8 dt (2,4)", rgb);
  }
  return "";
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
