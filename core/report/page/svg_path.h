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

// The data of one path.
class SvgPathData {
 public:
  // Relative: "M10 20l5-3h7m1 1v2". Points that lie no more than a tenth of a
  // pixel off what is drawn without them are left out, and outlines of one
  // point, for they are not seen.
  void add(const SvgOutline& outline);
  // A whole circle.
  void add_circle(const SvgPoint& center, long radius);
  // A line of no length, which is seen by its ends.
  void add_dot(const SvgPoint& center);

  const std::string& text() const { return text_; }

 private:
  void move_to(const SvgPoint& point);

  std::string text_;
  SvgPoint at_;
};

}  // namespace zipml
