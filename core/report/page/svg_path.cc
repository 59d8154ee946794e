#include "core/report/page/svg_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace zipml {
namespace {

constexpr std::string_view kBetweenNumbers = " ,\t\r\n";
// Of a pixel; no figure is nearly as large.
constexpr double kMostPixels = 1e6;

void skip_between(std::string_view& text) {
  text.remove_prefix(
      std::min(text.find_first_not_of(kBetweenNumbers), text.size()));
}

std::optional<SvgPoint> take_point(std::string_view& text) {
  const std::optional<double> x = take_number(text), y = take_number(text);
  if (!x || !y) return std::nullopt;
  return SvgPoint{std::lround(10 * *x), std::lround(10 * *y)};
}

// Whether `b` lies between `a` and `c` on a straight line.
bool is_between(const SvgPoint& a, const SvgPoint& b, const SvgPoint& c) {
  const long before_x = b.x - a.x, before_y = b.y - a.y;
  const long after_x = c.x - b.x, after_y = c.y - b.y;
  return before_x * after_y == before_y * after_x &&
         before_x * after_x + before_y * after_y >= 0;
}

std::vector<SvgPoint> seen_points(const SvgOutline& outline) {
  std::vector<SvgPoint> seen;
  for (const SvgPoint& point : outline.points) {
    if (!seen.empty() && seen.back() == point) continue;
    if (seen.size() > 1 &&
        is_between(seen[seen.size() - 2], seen.back(), point)) {
      seen.pop_back();
    }
    seen.push_back(point);
  }
  if (outline.closed && seen.size() > 1 && seen.front() == seen.back()) {
    seen.pop_back();
  }
  return seen;
}

// "-3", or " 3" after another number.
std::string number_text(long number, bool after_number) {
  return fmt::format("{}{}", after_number && number >= 0 ? " " : "", number);
}

}  // namespace

std::optional<double> take_number(std::string_view& text) {
  skip_between(text);
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !(std::abs(number) < kMostPixels)) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  skip_between(text);
  return number;
}

std::optional<std::vector<SvgOutline>> outlines_of(std::string_view path) {
  std::vector<SvgOutline> outlines;
  for (skip_between(path); !path.empty();) {
    const char command = path.front();
    path.remove_prefix(1);
    skip_between(path);
    if (command == 'Z' && !outlines.empty()) {
      outlines.back().closed = true;
      continue;
    }
    if (command == 'M') outlines.emplace_back();
    if ((command != 'M' && command != 'L') || outlines.empty()) {
      return std::nullopt;
    }
    const std::optional<SvgPoint> point = take_point(path);
    if (!point) return std::nullopt;
    outlines.back().points.push_back(*point);
  }
  return outlines;
}

std::optional<SvgOutline> polygon_of(std::string_view points) {
  SvgOutline outline{.points = {}, .closed = true};
  for (skip_between(points); !points.empty();) {
    const std::optional<SvgPoint> point = take_point(points);
    if (!point) return std::nullopt;
    outline.points.push_back(*point);
  }
  return outline;
}

std::string path_data(const SvgOutline& outline) {
  const std::vector<SvgPoint> points = seen_points(outline);
  if (points.size() < 2) return "";
  std::string text =
      fmt::format("M{}{}", points[0].x, number_text(points[0].y, true));
  char last = 'M';
  for (std::size_t i = 1; i < points.size(); ++i) {
    const long x = points[i].x - points[i - 1].x;
    const long y = points[i].y - points[i - 1].y;
    const char command = y == 0 ? 'h' : x == 0 ? 'v' : 'l';
    const bool goes_on = command == last;
    if (!goes_on) text += command;
    if (command != 'v') text += number_text(x, goes_on);
    if (command != 'h') text += number_text(y, goes_on || command == 'l');
    last = command;
  }
  return text + (outline.closed ? "z" : "");
}

}  // namespace zipml
