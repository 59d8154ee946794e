#include "core/report/page/figure_colors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace zipml {
namespace {

struct FigureColor {
  const char* light;  // as figures have it
  const char* dark;   // as light on dark as the other is dark on light
};

constexpr std::array<FigureColor, 18> kFigureColors = {{
    // Text, and the first series.
    {"#000000", "#e6eaf0"},
    // The other series.
    {"#d55e00", "#ff8b45"},
    {"#0072b2", "#4ea9ea"},
    {"#009e73", "#2fc497"},
    {"#cc79a7", "#e396c1"},
    {"#e69f00", "#f0b429"},
    {"#56b4e9", "#93d2fa"},
    {"#7f5539", "#c39b7c"},
    // Theory: darker than its series, and here lighter.
    {"#8c8c8c", "#a3abb5"},
    {"#7a3600", "#ffc9a3"},
    {"#00395a", "#b5dcf8"},
    {"#005a42", "#a6ecd3"},
    {"#7d3a5e", "#f7d2e5"},
    {"#8a5f00", "#ffe3a1"},
    {"#1f6e99", "#d3edff"},
    {"#3f2a1c", "#e8d3c3"},
    // Axes, and their grid.
    {"#555555", "#a9b2be"},
    {"#e4e4e4", "#2b323c"},
}};

}  // namespace

std::optional<std::string> color_class(std::string_view color) {
  const auto* found =
      std::find_if(kFigureColors.begin(), kFigureColors.end(),
                   [&](const FigureColor& own) { return own.light == color; });
  if (found == kFigureColors.end()) return std::nullopt;
  return fmt::format("c{}", found - kFigureColors.begin());
}

std::string color_variables(Theme theme) {
  std::string text;
  for (std::size_t i = 0; i < kFigureColors.size(); ++i) {
    text += fmt::format("--c{}:{};", i,
                        theme == Theme::kLight ? kFigureColors.at(i).light
                                               : kFigureColors.at(i).dark);
  }
  return text;
}

std::string color_rules() {
  std::string text;
  for (std::size_t i = 0; i < kFigureColors.size(); ++i) {
    text += fmt::format(".c{0}{{--c:var(--c{0})}}", i);
  }
  return text;
}

}  // namespace zipml
