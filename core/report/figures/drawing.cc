#include "core/report/figures/drawing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/base/text.h"
#include "core/report/figures/style.h"

namespace zipml {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// A mark is so many pixels high and wide.
constexpr int kMarkSize = 9;
// The interval of a point without neighbours is so wide.
constexpr int kBarWidth = 5;
// Markers on long curves stand so far apart.
constexpr int kMarkerSpacing = 45;
constexpr std::size_t kFewPoints = 16;
// Limits are put into scripts with ten digits.
constexpr double kSlack = 1e-9;

enum class Place {
  kNone,  // not a point
  kOn,
  kInfinite,
  kAbove,
  kBelow,
  kNotPositive,
};

// One axis, in pixels.
class Ruler {
 public:
  Ruler(const Axis& axis, const AxisTics& tics, int pixels)
      : scale_(axis),
        logarithmic_(axis.logarithmic),
        low_(scale_.to(tics.min)),
        high_(scale_.to(tics.max)),
        pixels_(pixels) {}

  double low() const { return low_; }
  double high() const { return high_; }
  const AxisScale& scale() const { return scale_; }
  double pixel(double value) const {
    return (scale_.to(value) - low_) / (high_ - low_) * pixels_;
  }
  // Of a place so many pixels from the low end.
  double value(double pixel) const {
    return scale_.from(low_ + pixel / pixels_ * (high_ - low_));
  }
  // As AxisScale::to, infinite where the axis has no measure for it.
  double measure(double value) const {
    if (logarithmic_ && value <= 0) return -kInfinity;
    return scale_.to(value);
  }
  Place place(double value) const {
    if (std::isnan(value)) return Place::kNone;
    if (value == kInfinity) return Place::kInfinite;
    if (logarithmic_ && value <= 0) return Place::kNotPositive;
    const double slack = kSlack * (high_ - low_);
    const double at = scale_.to(value);
    if (at > high_ + slack) return Place::kAbove;
    return at < low_ - slack ? Place::kBelow : Place::kOn;
  }

 private:
  AxisScale scale_;
  bool logarithmic_;
  double low_;
  double high_;
  int pixels_;
};

// Whether the labels stand side by side with a blank between them.
bool labels_fit(const AxisTics& tics, const Ruler& ruler) {
  const Tic* before = nullptr;
  for (const Tic& tic : tics.tics) {
    if (tic.label.empty()) continue;
    if (before != nullptr) {
      const double characters =
          (display_width(before->label) + display_width(tic.label)) / 2.0 + 1;
      const double apart = ruler.pixel(tic.at) - ruler.pixel(before->at);
      if (apart < characters * kTicFontShare * kCharacterPixels) return false;
    }
    before = &tic;
  }
  return true;
}

// Rows of marks at an edge, without overlap.
class Rows {
 public:
  int row_for(double pixel) {
    std::size_t row = 0;
    const auto is_free = [&](const std::vector<double>& taken) {
      return std::none_of(taken.begin(), taken.end(), [&](double other) {
        return std::abs(other - pixel) < kMarkSize + 1;
      });
    };
    while (row < rows_.size() && !is_free(rows_[row])) ++row;
    if (row == rows_.size()) rows_.emplace_back();
    rows_[row].push_back(pixel);
    return static_cast<int>(row);
  }
  int count() const { return static_cast<int>(rows_.size()); }

 private:
  std::vector<std::vector<double>> rows_;
};

std::string joined_words(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() ? a + b : a + ", or " + b;
}

class PanelDrawing {
 public:
  PanelDrawing(const Panel& panel, const PlotSize& size)
      : panel_(panel), size_(size) {}

  DrawnPanel draw() {
    set_x();
    set_y({kMargin, kMargin});
    add_marks();
    // Once more, with room for the marks: where the limits are free, they show
    // all finite values, so that the marks stay the same.
    if (tops_.count() + bottoms_.count() > 0) {
      set_y({kMargin + room_for(bottoms_), kMargin + room_for(tops_)});
      add_marks();
    }
    for (std::size_t i = 0; i < panel_.series.size(); ++i) add_rest(i);
    return std::move(drawn_);
  }

 private:
  static constexpr double kMargin = 0.04;

  double room_for(const Rows& rows) const {
    return static_cast<double>(rows.count() * (kMarkSize + 1)) / size_.height;
  }

  void set_x() {
    const bool markers = std::any_of(
        panel_.series.begin(), panel_.series.end(), [](const Series& series) {
          return series.markers || series.form == SeriesForm::kPoints;
        });
    Axis axis = panel_.x;
    std::vector<double> all;
    for (const Series& series : panel_.series) {
      all.insert(all.end(), series.x.begin(), series.x.end());
    }
    const AxisScale scale(axis);
    for (const double x : all) {
      if (!scale.can_show(x)) continue;
      if (axis.min) axis.min = std::min(*axis.min, x);
      if (axis.max) axis.max = std::max(*axis.max, x);
    }
    const double margin = markers ? 0.03 : 0.0;
    constexpr int kMostLabels = 8, kLeastLabels = 3;
    for (int count = kMostLabels; count >= kLeastLabels; --count) {
      drawn_.x = axis_tics(axis, all, {}, {margin, margin}, count);
      x_.emplace(panel_.x, drawn_.x, size_.width);
      if (labels_fit(drawn_.x, *x_)) break;
    }
  }

  // Of what is between the axis's own limits: the rest does not widen it.
  void set_y(Margins margins) {
    const Axis& axis = panel_.y;
    std::vector<double> values, bands;
    for (const Series& series : panel_.series) {
      const bool band = has_band(series);
      for (std::size_t i = 0; i < series.y.size(); ++i) {
        const double y = series.y[i];
        if ((axis.max && y > *axis.max) || (axis.min && y < *axis.min)) {
          continue;
        }
        values.push_back(y);
        if (band) {
          bands.push_back(series.low[i]);
          bands.push_back(series.high[i]);
        }
      }
    }
    drawn_.y = axis_tics(axis, values, bands, margins, 6);
    y_.emplace(axis, drawn_.y, size_.height);
  }

  Place place(const Series& series, std::size_t i) const {
    if (!x_->scale().can_show(series.x[i])) return Place::kNone;
    return y_->place(series.y[i]);
  }

  void add_marks() {
    tops_ = {};
    bottoms_ = {};
    drawn_.reasons = {};
    drawn_.series.assign(panel_.series.size(), {});
    for (std::size_t i = 0; i < panel_.series.size(); ++i) {
      add_marks_of(panel_.series[i], drawn_.series[i]);
    }
  }

  void add_reason(Place where) {
    MarkReasons& reasons = drawn_.reasons;
    if (where == Place::kInfinite) {
      reasons.infinite = true;
      reasons.infinite_words = panel_.y.infinite;
    }
    reasons.above |= where == Place::kAbove;
    reasons.below |= where == Place::kBelow;
    reasons.not_positive |= where == Place::kNotPositive;
  }

  void add_marks_of(const Series& series, DrawnSeries& drawn) {
    std::vector<double> at_top, at_bottom;
    for (std::size_t i = 0; i < series.x.size(); ++i) {
      const Place where = place(series, i);
      drawn.on_scale.push_back(where == Place::kOn);
      if (where == Place::kNone || where == Place::kOn) continue;
      add_reason(where);
      const bool top = where == Place::kInfinite || where == Place::kAbove;
      const double pixel = x_->pixel(series.x[i]);
      std::vector<double>& known = top ? at_top : at_bottom;
      if (std::any_of(known.begin(), known.end(), [&](double other) {
            return std::abs(other - pixel) < kMarkSpacing;
          })) {
        continue;
      }
      known.push_back(pixel);
      const int row = (top ? tops_ : bottoms_).row_for(pixel);
      const double from_edge = (row + 0.5) * (kMarkSize + 1);
      drawn.marks.push_back(
          {{series.x[i], y_->value(top ? size_.height - from_edge : from_edge)},
           top ? Edge::kTop : Edge::kBottom});
    }
  }

  // The point can be joined to a neighbour: it has a place in the plane.
  bool is_joinable(const Series& series, std::size_t i) const {
    const Place where = place(series, i);
    return where == Place::kOn || where == Place::kAbove ||
           where == Place::kBelow;
  }

  void add_rest(std::size_t index) {
    const Series& series = panel_.series[index];
    DrawnSeries& drawn = drawn_.series[index];
    const std::size_t count = series.x.size();
    drawn.marker.assign(count, false);
    const bool points = series.form == SeriesForm::kPoints;
    std::vector<bool> alone(count, true);
    for (std::size_t i = 0; !points && i + 1 < count; ++i) {
      if (!is_joinable(series, i) || !is_joinable(series, i + 1)) continue;
      alone[i] = alone[i + 1] = false;
      // Both off the scale on the same side: nothing is seen of the line.
      drawn.has_line |= drawn.on_scale[i] || drawn.on_scale[i + 1] ||
                        place(series, i) != place(series, i + 1);
    }
    add_markers(series, alone, drawn);
    drawn.has_marker = std::any_of(drawn.marker.begin(), drawn.marker.end(),
                                   [](bool marker) { return marker; });
    if (has_band(series)) add_band(series, drawn);
  }

  void add_markers(const Series& series, const std::vector<bool>& alone,
                   DrawnSeries& drawn) const {
    const bool line_only =
        series.origin == Origin::kTheory || series.form == SeriesForm::kOutline;
    const bool all = series.markers || series.form == SeriesForm::kPoints ||
                     series.x.size() <= kFewPoints;
    double last = -kInfinity;
    // From the end: the last point has a marker.
    for (std::size_t i = series.x.size(); i-- > 0;) {
      if (!drawn.on_scale[i]) continue;
      const double pixel = x_->pixel(series.x[i]);
      const bool due = all || !(std::abs(pixel - last) < kMarkerSpacing);
      if (!alone[i] && (line_only || !due)) continue;
      drawn.marker[i] = true;
      last = pixel;
    }
  }

  // Where the mean and its neighbours are beyond the axis there is no band: it
  // could fill the axes though its curve is not to be seen.
  bool has_band_at(const Series& series, std::size_t i) const {
    const std::size_t last = std::min(i + 1, series.x.size() - 1);
    for (std::size_t k = i > 0 ? i - 1 : 0; k <= last; ++k) {
      const Place where = place(series, k);
      if (where == Place::kOn || where == Place::kNotPositive) return true;
    }
    return false;
  }

  void add_band(const Series& series, DrawnSeries& drawn) const {
    std::vector<BandPoint> piece;
    const double half_bar =
        kBarWidth / 2.0 / size_.width * (x_->high() - x_->low());
    const auto finish = [&] {
      if (piece.size() == 1) {  // a bar, as there is nothing to join it to
        piece.push_back(piece.front());
        piece.front().x -= half_bar;
        piece.back().x += half_bar;
      }
      for (auto& outline : clipped_band(piece, y_->low(), y_->high())) {
        for (Point& point : outline) {
          point = {x_->scale().from(point.x), y_->scale().from(point.y)};
        }
        drawn.band.push_back(std::move(outline));
      }
      piece.clear();
    };
    for (std::size_t i = 0; i < series.x.size(); ++i) {
      const BandPoint point = {
          x_->scale().can_show(series.x[i]) ? x_->scale().to(series.x[i]) : 0,
          y_->measure(series.low[i]), y_->measure(series.high[i])};
      const bool known =
          has_band_at(series, i) && x_->scale().can_show(series.x[i]) &&
          point.low <= point.high && point.low < kInfinity &&
          point.high > -kInfinity &&
          !(std::isinf(series.low[i]) && std::isinf(series.high[i]));
      if (known) {
        piece.push_back(point);
      } else {
        finish();
      }
    }
    finish();
  }

  const Panel& panel_;
  PlotSize size_;
  DrawnPanel drawn_;
  std::optional<Ruler> x_, y_;
  Rows tops_, bottoms_;
};

// The ends of a colour bar. gnuplot fails where they are the same, as the least
// and the largest value of a constant image are; it is drawn in black.
Axis color_axis(const Image& image) {
  const AxisScale scale(false);
  const double low = scale.can_show(image.low) ? image.low : 0;
  const double size = std::max(std::abs(low), std::abs(image.high));
  const bool wide = scale.can_show(image.high) &&
                    image.high - low > std::max(kSlack * size, 1e-300);
  return {.min = low,
          .max = wide ? image.high : low + std::max(1.0, std::abs(low))};
}

DrawnPanel drawn_image(const Image& image, const PlotSize& size) {
  const auto end = [](int count) {
    return std::max(kLeastImageSide, count) - 0.5;
  };
  DrawnPanel drawn;
  drawn.x = {.min = -0.5, .max = end(image.width)};
  drawn.y = {.min = end(image.height), .max = -0.5};
  constexpr int kPixelsPerLabel = 40;
  drawn.colors = axis_tics(color_axis(image), image.values, {}, {},
                           std::clamp(size.height / kPixelsPerLabel, 2, 5));
  return drawn;
}

double between(double a, double b, double share) { return a + share * (b - a); }

}  // namespace

std::vector<std::vector<Point>> clipped_band(
    const std::vector<BandPoint>& points, double min, double max) {
  std::vector<std::vector<Point>> pieces;
  std::vector<Point> lower, upper;
  const auto finish = [&] {
    bool has_area = false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
      has_area |= upper[i].y > lower[i].y;
    }
    if (has_area && lower.size() > 1) {
      std::vector<Point> outline = upper;
      outline.insert(outline.end(), lower.rbegin(), lower.rend());
      pieces.push_back(std::move(outline));
    }
    lower.clear();
    upper.clear();
  };
  const auto finite = [&](BandPoint point) {
    if (std::isinf(point.low)) point.low = std::min(min, point.high);
    if (std::isinf(point.high)) point.high = std::max(max, point.low);
    return point;
  };
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const BandPoint a = finite(points[i]);
    const BandPoint b = finite(points[i + 1]);
    // Where a side crosses an edge.
    std::vector<double> shares = {0, 1};
    for (const double edge : {min, max}) {
      for (const auto side : {&BandPoint::low, &BandPoint::high}) {
        const double share = (edge - a.*side) / (b.*side - a.*side);
        if (share > 0 && share < 1) shares.push_back(share);
      }
    }
    std::sort(shares.begin(), shares.end());
    const auto at = [&](double share) {
      return BandPoint{between(a.x, b.x, share), between(a.low, b.low, share),
                       between(a.high, b.high, share)};
    };
    for (std::size_t k = 0; k + 1 < shares.size(); ++k) {
      const BandPoint middle = at((shares[k] + shares[k + 1]) / 2);
      if (!(middle.low < max && middle.high > min)) {
        finish();
        continue;
      }
      for (const std::size_t end : {k, k + 1}) {
        if (end == k && !lower.empty()) continue;
        const BandPoint point = at(shares[end]);
        lower.push_back({point.x, std::clamp(point.low, min, max)});
        upper.push_back({point.x, std::clamp(point.high, min, max)});
      }
    }
  }
  finish();
  return pieces;
}

void MarkReasons::add(const MarkReasons& other) {
  if (!infinite) infinite_words = other.infinite_words;
  infinite |= other.infinite;
  above |= other.above;
  below |= other.below;
  not_positive |= other.not_positive;
}

std::string MarkReasons::top() const {
  return joined_words(infinite ? infinite_words : "",
                      above ? "above the axis" : "");
}

std::string MarkReasons::bottom() const {
  return joined_words(not_positive ? "at or below zero" : "",
                      below ? "below the axis" : "");
}

DrawnPanel drawn_panel(const Panel& panel, const PlotSize& size) {
  if (panel.image) return drawn_image(*panel.image, size);
  return PanelDrawing(panel, size).draw();
}

}  // namespace zipml
