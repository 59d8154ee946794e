// What of a figure's points and bands can be seen on its axes, and the marks
// at the edge for what cannot.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "core/report/figures/axis_tics.h"

namespace zipml {

struct Point {
  double x = 0;
  double y = 0;
};

enum class Edge { kTop, kBottom };

// Stands for a point of a series that is off the scale.
struct EdgeMark {
  Point at;  // on the axes
  Edge edge = Edge::kTop;
};

struct DrawnSeries {
  // For each point: the axes have a place for it.
  std::vector<bool> on_scale = {};
  // For each point: it has a marker. Each in a short series; else some, the
  // last one and those without a neighbour to be joined to among them.
  std::vector<bool> marker = {};
  // Two neighbours are joined by a line, on the axes at least in part.
  bool has_line = false;
  bool has_marker = false;
  // The confidence band within the axes, cut where it leaves them, and up to
  // the first mean that is beyond them; a bar where a point stands alone.
  std::vector<std::vector<Point>> band = {};
  std::vector<EdgeMark> marks = {};

  bool is_visible() const { return has_line || has_marker; }
};

// Why there are marks at the edges, for the legend.
struct MarkReasons {
  bool infinite = false;
  std::string infinite_words = {};  // what it means on this axis
  bool above = false;
  bool below = false;
  bool not_positive = false;

  void add(const MarkReasons& other);
  // "diverged, or above the axis"; empty: there are none.
  std::string top() const;
  std::string bottom() const;
};

struct DrawnPanel {
  AxisTics x = {}, y = {};
  std::vector<DrawnSeries> series = {};  // as in the panel
  MarkReasons reasons = {};
  // Of an image's colour bar. Its axes count columns and rows, these from the
  // top, and have no tics.
  std::optional<AxisTics> colors = {};
};

// gnuplot draws no image of one row or one column: it is drawn as so many that
// are the same.
inline constexpr int kLeastImageSide = 2;

inline constexpr int kFontPixels = 13;
// Of a character, about.
inline constexpr double kCharacterPixels = 0.6 * kFontPixels;
// Of the font of tics to that of other text.
inline constexpr double kTicFontShare = 0.9;

// In pixels, of a panel's area within the axes; of an image's colour bar the
// height.
struct PlotSize {
  int width = 0;
  int height = 0;
};

// Marks stand this far apart, or nearer only if they are of different series.
// So there is a mark of the same series within as many pixels of each point
// that is off the scale.
inline constexpr int kMarkSpacing = 18;

// The x axis has about eight labels, or as few as it takes for a blank between
// them. A point is off the scale where its value is infinite, beyond the axis's
// limits, or at or below zero on a logarithmic axis. A value that is NaN, or
// without a place on the x axis, is no point at all. Marks of different series
// at one place stand in rows, the first one at the edge.
DrawnPanel drawn_panel(const Panel& panel, const PlotSize& size);

// The part between two limits of the band that joins (x, low) to (x, high),
// with straight sides in both measures. An infinite limit is at the edge, or
// where the other limit is if that is beyond it. Pieces of no area are left
// out.
struct BandPoint {
  double x = 0;
  double low = 0;
  double high = 0;
};
std::vector<std::vector<Point>> clipped_band(
    const std::vector<BandPoint>& points, double min, double max);

}  // namespace zipml
