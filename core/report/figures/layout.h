// Where the parts of a figure stand: panels in a grid, legends off the curves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "core/report/figures/drawing.h"

namespace zipml {

// In pixels from the lower left corner; a pixel is 1/96 inch, times the
// layout's scale.
struct Box {
  int left = 0;
  int right = 0;
  int bottom = 0;
  int top = 0;
};

// A label that does not fit a line goes on in the next entry.
struct LegendEntry {
  std::string label = {};
  std::string style = {};  // gnuplot's (figures/style.h)
};

struct Legend {
  std::vector<LegendEntry> entries = {};
  int columns = 1;
  int center = 0;  // in pixels
  int top = 0;
};

// What a figure is for: by default the screen, as wide as its panels want.
struct FigureFormat {
  // Of paper, in inches; then text is of 7 pt or more. 0: the default.
  double width = 0;
  bool title = true;  // of the figure
};

// The narrowest and the widest figure for paper, in inches.
inline constexpr double kLeastFigureWidth = 2;
inline constexpr double kMostFigureWidth = 20;

struct FigureLayout {
  int width = 0;
  int height = 0;
  // Of a pixel here, in pixels of 1/96 inch: texts, lines and markers are so
  // much smaller than on the screen.
  double scale = 1;
  std::vector<std::string> title_lines = {};
  int title_top = 0;
  std::vector<Box> plots = {};  // the area within the axes, panel by panel
  // Of those panels that have an image.
  std::vector<std::optional<Box>> color_bars = {};
  std::vector<std::vector<std::string>> panel_titles = {};  // their lines
  // One shared legend, or one a panel. Shared when no line style stands for
  // two labels in different panels.
  bool shared_legend = true;
  std::vector<Legend> legends = {};
};

inline constexpr int kLineHeight = 19;

// What is drawn in a figure, and where.
struct DrawnFigure {
  std::vector<DrawnPanel> panels = {};
  FigureLayout layout = {};
};

// One panel 600 pixels wide, two or four 440 each and two a line, else 340 each
// and three a line. Legends have what is seen: no entry for a series without a
// point on the axes, and one for the marks of an edge that has any. Panels are
// somewhat larger in a figure with an image, which keeps its shape: its values
// are squares, of a whole number of the PNG's pixels unless that made it
// smaller by more than a third.
// For paper, as many panels a line (three at most) as have 2.5 inches each.
DrawnFigure drawn_figure(const Figure& figure, const FigureFormat& format = {});

// Each panel as a figure of its own, "<id>-1" and so on, with the panel's title
// for a title.
std::vector<Figure> panel_figures(const Figure& figure);

}  // namespace zipml
