// Where the parts of a figure stand: panels in a grid, legends off the curves.
#pragma once

#include <string>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

// In pixels from the lower left corner; a pixel is 1/96 inch.
struct Box {
  int left = 0;
  int right = 0;
  int bottom = 0;
  int top = 0;
};

struct Legend {
  std::vector<Series> entries = {};  // without their points
  int columns = 1;
  int center = 0;  // in pixels
  int top = 0;
};

struct FigureLayout {
  int width = 0;
  int height = 0;
  std::vector<std::string> title_lines = {};
  int title_top = 0;
  std::vector<Box> plots = {};  // the area within the axes, panel by panel
  // One shared legend, or one a panel. Shared when no line style stands for
  // two labels in different panels.
  bool shared_legend = true;
  std::vector<Legend> legends = {};
};

inline constexpr int kFontPixels = 13;
// Of a character, about.
inline constexpr double kCharacterPixels = 0.6 * kFontPixels;
inline constexpr int kLineHeight = 19;

// One panel 560 pixels wide, two panels 420 each, else 340 each and three a
// line.
FigureLayout figure_layout(const Figure& figure);

}  // namespace zipml
