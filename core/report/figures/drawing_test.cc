#include "core/report/figures/drawing.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/random.h"
#include "core/report/samples_testing.h"

using namespace zipml;

namespace {

constexpr PlotSize kSize = {350, 260};

// A number of any kind that results hold.
double any_number(RandomStream& stream) {
  static const double kOdd[] = {std::nan(""), kInfinity, -kInfinity, 0, 1e308};
  if (stream.bernoulli(0.25)) return kOdd[stream.index(std::size(kOdd))];
  return std::pow(10, stream.uniform(-4, 4)) * stream.normal();
}

Panel any_panel(RandomStream& stream) {
  Panel panel{.y = {.logarithmic = stream.bernoulli(0.5)}};
  if (stream.bernoulli(0.5)) panel.y.max = std::pow(10, stream.uniform(-2, 3));
  if (stream.bernoulli(0.5)) panel.y.min = std::pow(10, stream.uniform(-5, -2));
  for (std::uint64_t n = 1 + stream.index(4); n > 0; --n) {
    Series series{.markers = stream.bernoulli(0.5)};
    const bool band = stream.bernoulli(0.5);
    for (std::uint64_t i = 1 + stream.index(40); i > 0; --i) {
      const double value = any_number(stream);
      const double half = std::abs(any_number(stream));
      const auto x = static_cast<double>(series.x.size() + 1);
      if (band) {
        series.add(x, Estimate{value, value - half, value + half, 5});
      } else {
        series.add(x, value);
      }
    }
    panel.series.push_back(std::move(series));
  }
  return panel;
}

// Above 0, below 0, or on the axis.
int side_of(double value, const Axis& axis, const AxisTics& tics) {
  if (axis.logarithmic && value <= 0) return -1;
  const AxisScale scale(axis);
  const double slack = 1e-9 * (scale.to(tics.max) - scale.to(tics.min));
  if (scale.to(value) > scale.to(tics.max) + slack) return 1;
  return scale.to(value) < scale.to(tics.min) - slack ? -1 : 0;
}

bool is_inside(const std::vector<Point>& outline, double x, double y) {
  bool inside = false;
  for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
    const Point& a = outline[i];
    const Point& b = outline[j];
    if ((a.y > y) != (b.y > y) &&
        x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) {
      inside = !inside;
    }
  }
  return inside;
}

}  // namespace

TEST_CASE("every point off the scale has a mark at its edge", "[property]") {
  RandomStream stream({.seed = 31, .purpose = Purpose::kTest});
  for (int trial = 0; trial < 1000; ++trial) {
    const Panel panel = any_panel(stream);
    const DrawnPanel drawn = drawn_panel(panel, kSize);
    const double pixel = (drawn.x.max - drawn.x.min) / kSize.width;
    bool top = false, bottom = false;
    for (std::size_t s = 0; s < panel.series.size(); ++s) {
      const Series& series = panel.series[s];
      const DrawnSeries& seen = drawn.series[s];
      for (std::size_t i = 0; i < series.x.size(); ++i) {
        if (std::isnan(series.y[i])) {
          CHECK_FALSE(seen.on_scale[i]);
          CHECK_FALSE(seen.marker[i]);
          continue;
        }
        const int side = side_of(series.y[i], panel.y, drawn.y);
        CHECK(seen.on_scale[i] == (side == 0));
        if (side == 0) continue;
        top |= side > 0;
        bottom |= side < 0;
        const Edge edge = side > 0 ? Edge::kTop : Edge::kBottom;
        CHECK(std::any_of(
            seen.marks.begin(), seen.marks.end(), [&](const EdgeMark& mark) {
              return mark.edge == edge && std::abs(mark.at.x - series.x[i]) <
                                              kMarkSpacing * pixel * (1 + 1e-9);
            }));
      }
      for (const EdgeMark& mark : seen.marks) {
        CHECK(side_of(mark.at.y, panel.y, drawn.y) == 0);
      }
    }
    // And none without a reason.
    CHECK(drawn.reasons.top().empty() == !top);
    CHECK(drawn.reasons.bottom().empty() == !bottom);
  }
}

TEST_CASE("a band is cut where it leaves the axes", "[property]") {
  RandomStream stream({.seed = 32, .purpose = Purpose::kTest});
  for (int trial = 0; trial < 500; ++trial) {
    std::vector<BandPoint> points;
    const double scale = std::pow(10, stream.uniform(-1, 3));
    for (std::uint64_t i = 2 + stream.index(6); i > 0; --i) {
      const double a = scale * stream.normal(), b = scale * stream.normal();
      points.push_back(
          {static_cast<double>(points.size()), std::min(a, b), std::max(a, b)});
    }
    const auto pieces = clipped_band(points, -1, 1);
    for (const auto& outline : pieces) {
      double left = kInfinity, right = -kInfinity;
      double low = kInfinity, high = -kInfinity;
      for (const Point& point : outline) {
        CHECK(std::abs(point.y) <= 1);
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        low = std::min(low, point.y);
        high = std::max(high, point.y);
      }
      // No sliver.
      CHECK(right > left);
      CHECK(high > low);
    }
    // A place on the axes is inside exactly if the band is there.
    for (int i = 0; i < 50; ++i) {
      const double x =
          stream.uniform(0, static_cast<double>(points.size() - 1));
      const double y = stream.uniform(-1, 1);
      const auto k = static_cast<std::size_t>(x);
      const double share = x - static_cast<double>(k);
      const BandPoint& a = points[k];
      const BandPoint& b = points[k + 1];
      const double low = a.low + share * (b.low - a.low);
      const double high = a.high + share * (b.high - a.high);
      if (std::abs(y - low) < 1e-9 || std::abs(y - high) < 1e-9) continue;
      CHECK((low < y && y < high) ==
            std::any_of(pieces.begin(), pieces.end(), [&](const auto& outline) {
              return is_inside(outline, x, y);
            }));
    }
  }
}

TEST_CASE("a band wholly off the scale leaves nothing behind", "[unit]") {
  // Off the scale up to the middle, and there it comes back.
  const std::vector<BandPoint> points = {
      {0, 5, 7}, {1, 5, 7}, {2, 3, 5}, {3, -1, 1}, {4, 0, 0.5}};
  const auto pieces = clipped_band(points, 0, 2);
  REQUIRE(pieces.size() == 1);
  for (const Point& point : pieces[0]) {
    // The lower side crosses the top a quarter of the way from 2 to 3.
    CHECK(point.x >= 2.25);
  }
  CHECK(clipped_band({{0, 5, 7}, {1, 5, 7}}, 0, 2).empty());
  CHECK(clipped_band({{0, 1, 1}, {1, 1, 1}}, 0, 2).empty());
}

TEST_CASE("a limit at or below zero is at the bottom of a logarithmic axis",
          "[unit]") {
  Series series;
  series.add(1, Estimate{1, -1, 10, 5});
  series.add(2, Estimate{-1, -2, 0, 5});  // not to be seen at all
  series.add(3, Estimate{1, -1, 10, 5});
  series.add(4, Estimate{1, 0.5, 10, 5});
  const Panel panel{.y = {.logarithmic = true}, .series = {series}};
  const DrawnPanel drawn = drawn_panel(panel, kSize);
  REQUIRE(drawn.series[0].band.size() == 2);  // a bar at 1, and 3 to 4
  for (const Point& point : drawn.series[0].band[0]) {
    CHECK(std::abs(point.x - 1) < 0.05);
  }
  double lowest = kInfinity;
  for (const Point& point : drawn.series[0].band[1]) {
    CHECK(point.x >= 3);
    lowest = std::min(lowest, point.y);
  }
  CHECK(lowest == Approx(drawn.y.min));
  CHECK(drawn.reasons.bottom() == "at or below zero");
  CHECK(drawn.reasons.top().empty());
}

TEST_CASE("what was not measured breaks the line without a mark", "[unit]") {
  const Series series{.x = {1, 2, 3, 4, 5},
                      .y = {1, std::nan(""), 3, kInfinity, 5}};
  const DrawnPanel drawn = drawn_panel({.series = {series}}, kSize);
  const DrawnSeries& seen = drawn.series[0];
  CHECK(seen.marks.size() == 1);
  CHECK(seen.marks[0].at.x == 4);
  CHECK(drawn.reasons.top() == "diverged");
  CHECK_FALSE(seen.has_line);
  // Points without a neighbour are seen.
  CHECK(seen.marker == std::vector<bool>{true, false, true, false, true});
}

TEST_CASE("the last point of a long curve has a marker", "[property]") {
  for (std::size_t count = 17; count < 120; count += 7) {
    Series series;
    for (std::size_t i = 1; i <= count; ++i) {
      series.add(static_cast<double>(i), 1.0 / static_cast<double>(i));
    }
    const DrawnPanel drawn =
        drawn_panel({.x = {.logarithmic = true}, .series = {series}}, kSize);
    const std::vector<bool>& marker = drawn.series[0].marker;
    CHECK(marker.back());
    const auto markers = std::count(marker.begin(), marker.end(), true);
    CHECK(markers >= 3);
    CHECK(markers <= 9);
  }
}

TEST_CASE("an x axis shows all points, whatever its limits", "[unit]") {
  const Panel panel{.x = {.min = 0.0, .max = 2.0},
                    .series = {{.x = {-1, 1, 5}, .y = {1, 2, 3}}}};
  const DrawnPanel drawn = drawn_panel(panel, kSize);
  CHECK(drawn.x.min <= -1);
  CHECK(drawn.x.max >= 5);
}

TEST_CASE("labels of an x axis do not touch", "[property]") {
  RandomStream stream({.seed = 32, .purpose = Purpose::kTest});
  const PlotSize size{.width = 240, .height = 150};
  int few = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    const double scale = std::pow(10.0, 8 * stream.uniform() - 4);
    const double low = scale * (2 * stream.uniform() - 1);
    const double high = low + scale * (0.1 + stream.uniform());
    const Panel panel{.series = {{.x = {low, high}, .y = {0, 1}}}};
    const AxisTics tics = drawn_panel(panel, size).x;
    INFO(low << " to " << high);
    REQUIRE(tics.tics.size() >= 2);
    const double pixel = (tics.max - tics.min) / size.width;
    for (std::size_t i = 1; i < tics.tics.size(); ++i) {
      const Tic& left = tics.tics[i - 1];
      const Tic& right = tics.tics[i];
      const double letters =
          static_cast<double>(left.label.size() + right.label.size());
      CHECK((right.at - left.at) / pixel >
            kTicFontShare * kCharacterPixels * letters / 2);
    }
    few += tics.tics.size() <= 3 ? 1 : 0;
  }
  // As many as there is room for.
  CHECK(few < 500);
  const Panel panel{.series = {{.x = {1, 8}, .y = {0, 1}}}};
  CHECK(drawn_panel(panel, size).x.tics.size() == 8);
}

TEST_CASE("what is beyond a limit does not widen the axis", "[unit]") {
  Series series;
  series.add(1, Estimate{1e6, -1e6, 3e6, 5});
  series.add(2, Estimate{1.5, 1, 2, 5});
  series.add(3, Estimate{1, 0.5, 1.5, 5});
  const DrawnPanel drawn =
      drawn_panel({.y = {.max = 2.0}, .series = {series}}, kSize);
  CHECK(drawn.y.max == 2);
  CHECK(drawn.y.min > 0.4);
}

TEST_CASE("a colour bar has the ends that it is given, and two", "[unit]") {
  const auto colors = [](double low, double high) {
    const DrawnPanel drawn = drawn_panel({.image = Image{.width = 1,
                                                         .height = 1,
                                                         .values = {7},
                                                         .low = low,
                                                         .high = high}},
                                         kSize);
    CHECK(drawn.series.empty());
    CHECK(drawn.x.tics.empty());
    CHECK(drawn.y.tics.empty());
    CHECK(drawn.y.min > drawn.y.max);  // the first row at the top
    return std::pair(drawn.colors->min, drawn.colors->max);
  };
  CHECK(colors(-0.5, 0.25) == std::pair(-0.5, 0.25));
  CHECK(colors(0, 1e-12) == std::pair(0.0, 1e-12));
  CHECK(colors(3, 3) == std::pair(3.0, 6.0));
  CHECK(colors(1, 1 + 1e-12) == std::pair(1.0, 2.0));
  CHECK(colors(-1e20, -1e20) == std::pair(-1e20, 0.0));
  CHECK(colors(2, 1) == std::pair(2.0, 4.0));
  CHECK(colors(-kInfinity, std::nan("")) == std::pair(0.0, 1.0));
}

TEST_CASE("marks at one place stand in rows", "[unit]") {
  const Series series{.x = {1, 2}, .y = {kInfinity, 1}};
  const DrawnPanel drawn =
      drawn_panel({.series = {series, series, series}}, kSize);
  double last = kInfinity;
  for (const DrawnSeries& seen : drawn.series) {
    REQUIRE(seen.marks.size() == 1);
    CHECK(seen.marks[0].at.y < last);
    last = seen.marks[0].at.y;
  }
  // And above all points.
  CHECK(last > 1);
}
