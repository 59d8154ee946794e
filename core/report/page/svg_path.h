// Outlines of figures as SVG path data in whole tenths of a pixel.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zipml {

// In tenths of a pixel.
struct SvgPoint {
  long x = 0, y = 0;
  friend bool operator==(const SvgPoint&, const SvgPoint&) = default;
};

struct SvgOutline {
  std::vector<SvgPoint> points = {};
  bool closed = false;
};

// The number at the beginning of the text, which is taken off with the blanks
// and commas around it.
std::optional<double> take_number(std::string_view& text);

// "M1.00,2.00 L3,4 M...", with absolute M, L and Z alone. Nothing for others.
std::optional<std::vector<SvgOutline>> outlines_of(std::string_view path);

// "1.00,2.00 3,4", closed. Nothing when it is no list of points.
std::optional<SvgOutline> polygon_of(std::string_view points);

// As path data, relative: "M10 20l5-3h7". Points on the straight line between
// their neighbours, and outlines of one point, are left out, for they are not
// seen.
std::string path_data(const SvgOutline& outline);

}  // namespace zipml
