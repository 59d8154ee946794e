#include "core/report/page/svg_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

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

// The largest distance of what is left out from what is drawn.
constexpr double kSeenTenths = 1;

double distance_to_segment(const SvgPoint& p, const SvgPoint& a,
                           const SvgPoint& b) {
  const auto x = static_cast<double>(b.x - a.x);
  const auto y = static_cast<double>(b.y - a.y);
  const auto px = static_cast<double>(p.x - a.x);
  const auto py = static_cast<double>(p.y - a.y);
  const double length = x * x + y * y;
  const double part =
      length == 0 ? 0 : std::clamp((px * x + py * y) / length, 0.0, 1.0);
  return std::hypot(px - part * x, py - part * y);
}

// Douglas and Peucker's: of the points between two that are kept, the farthest
// from the line between them is kept, until none is seen to be off it.
std::vector<SvgPoint> seen_points(const SvgOutline& outline) {
  const std::vector<SvgPoint>& points = outline.points;
  if (points.empty()) return {};
  std::vector<bool> kept(points.size(), false);
  kept.front() = kept.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open = {
      {0, points.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    double farthest = 0;
    std::size_t at = first;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double distance =
          distance_to_segment(points[i], points[first], points[last]);
      if (distance <= farthest) continue;
      farthest = distance;
      at = i;
    }
    if (farthest <= kSeenTenths) continue;
    kept[at] = true;
    open.emplace_back(first, at);
    open.emplace_back(at, last);
  }
  std::vector<SvgPoint> seen;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!kept[i] || (!seen.empty() && seen.back() == points[i])) continue;
    seen.push_back(points[i]);
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

void SvgPathData::move_to(const SvgPoint& point) {
  const bool first = text_.empty();
  const SvgPoint by =
      first ? point : SvgPoint{point.x - at_.x, point.y - at_.y};
  text_ +=
      fmt::format("{}{}{}", first ? 'M' : 'm', by.x, number_text(by.y, true));
  at_ = point;
}

void SvgPathData::add(const SvgOutline& outline) {
  const std::vector<SvgPoint> points = seen_points(outline);
  if (points.size() < 2) return;
  move_to(points.front());
  char last = 'm';
  for (std::size_t i = 1; i < points.size(); ++i) {
    const long x = points[i].x - points[i - 1].x;
    const long y = points[i].y - points[i - 1].y;
    const char command = y == 0 ? 'h' : x == 0 ? 'v' : 'l';
    const bool goes_on = command == last;
    if (!goes_on) text_ += command;
    if (command != 'v') text_ += number_text(x, goes_on);
    if (command != 'h') text_ += number_text(y, goes_on || command == 'l');
    last = command;
  }
  if (outline.closed) text_ += 'z';
  // What is closed ends where it began.
  at_ = outline.closed ? points.front() : points.back();
}

void SvgPathData::add_circle(const SvgPoint& center, long radius) {
  move_to({center.x - radius, center.y});
  text_ += fmt::format("a{0} {0} 0 1 0 {1} 0 {0} {0} 0 1 0-{1} 0z", radius,
                       2 * radius);
}

void SvgPathData::add_dot(const SvgPoint& center) {
  move_to(center);
  text_ += "h0";
}

}  // namespace zipml
