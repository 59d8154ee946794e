#include "core/report/figures/layout.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <tuple>

#include "core/base/text.h"
#include "core/report/format.h"

namespace zipml {
namespace {

constexpr int kMostPanelsPerLine = 3;
constexpr int kLeft = 76;  // tic labels and the label of the y axis
constexpr int kRight = 14;
constexpr int kAbove = 30;        // the panel's title or the multiplier
constexpr int kBelow = 58;        // tic labels and the label of the x axis
constexpr int kSampleWidth = 62;  // a legend's line and its gaps
constexpr int kLegendGap = 6;

// Of a panel with all its texts.
struct PanelSize {
  int width = 0;
  int plot_height = 0;
};

PanelSize panel_size_of(std::size_t panels) {
  if (panels <= 1) return {600, 320};
  if (panels == 2) return {440, 260};
  return {340, 210};
}

// What a legend's line looks like.
auto style_of(const Series& series) {
  return std::tuple(series.origin, series.color, series.markers);
}

void add_entry(const Series& series, std::vector<Series>& entries) {
  const bool known =
      std::any_of(entries.begin(), entries.end(), [&](const Series& entry) {
        return entry.label == series.label &&
               style_of(entry) == style_of(series);
      });
  if (known) return;
  Series entry;
  entry.label = series.label;
  entry.origin = series.origin;
  entry.color = series.color;
  entry.markers = series.markers;
  entries.push_back(std::move(entry));
}

// Whether one legend can serve all panels.
bool can_share(const Figure& figure) {
  std::map<std::tuple<Origin, int, bool>, std::string> labels;
  for (const Panel& panel : figure.panels) {
    for (const Series& series : panel.series) {
      const auto [place, added] =
          labels.emplace(style_of(series), series.label);
      if (!added && place->second != series.label) {
        return figure.panels.size() == 1;
      }
    }
  }
  return true;
}

int columns_of(const std::vector<Series>& entries, int width) {
  int longest = 0;
  for (const Series& entry : entries) {
    longest = std::max(longest, display_width(entry.label));
  }
  const int entry_width =
      kSampleWidth + static_cast<int>(longest * kCharacterPixels);
  const int most = std::max(1, width / entry_width);
  return std::clamp(static_cast<int>(entries.size()), 1, most);
}

int height_of(const Legend& legend) {
  if (legend.entries.empty()) return 0;
  const int count = static_cast<int>(legend.entries.size());
  const int lines = (count + legend.columns - 1) / legend.columns;
  return lines * kLineHeight + 2 * kLegendGap;
}

Legend legend_of(std::vector<Series> entries, int width, int center) {
  Legend legend;
  // gnuplot leaves out entries that do not fit.
  const int most = static_cast<int>((width - kSampleWidth) / kCharacterPixels);
  for (Series& entry : entries) entry.label = shortened(entry.label, most);
  legend.columns = columns_of(entries, width);
  legend.entries = std::move(entries);
  legend.center = center;
  return legend;
}

}  // namespace

FigureLayout figure_layout(const Figure& figure) {
  FigureLayout layout;
  const int count = std::max(1, static_cast<int>(figure.panels.size()));
  const int columns = std::min(count, kMostPanelsPerLine);
  const int lines = (count + columns - 1) / columns;
  const PanelSize panel = panel_size_of(figure.panels.size());
  layout.width = columns * panel.width;
  layout.shared_legend = can_share(figure);

  if (!figure.title.empty()) {
    const int characters =
        static_cast<int>(layout.width / (1.15 * kCharacterPixels));
    std::istringstream title(wrapped(figure.title, {.width = characters}));
    for (std::string line; std::getline(title, line);) {
      layout.title_lines.push_back(line);
    }
  }

  const auto center_of = [&](int index) {
    return (index % columns) * panel.width + panel.width / 2;
  };
  std::vector<int> legend_heights(static_cast<std::size_t>(lines), 0);
  std::vector<Series> all;
  for (int i = 0; i < count && !figure.panels.empty(); ++i) {
    std::vector<Series> entries;
    for (const Series& series :
         figure.panels[static_cast<std::size_t>(i)].series) {
      add_entry(series, layout.shared_legend ? all : entries);
    }
    if (layout.shared_legend) continue;
    layout.legends.push_back(
        legend_of(std::move(entries), panel.width, center_of(i)));
    int& height = legend_heights[static_cast<std::size_t>(i / columns)];
    height = std::max(height, height_of(layout.legends.back()));
  }
  int shared_height = 0;
  if (layout.shared_legend) {
    layout.legends.push_back(
        legend_of(std::move(all), layout.width, layout.width / 2));
    shared_height = height_of(layout.legends.back());
  }

  const int title_height =
      layout.title_lines.empty()
          ? 0
          : static_cast<int>(layout.title_lines.size()) * kLineHeight + 10;
  layout.height = title_height + shared_height + 4;
  for (const int height : legend_heights) {
    layout.height += kAbove + panel.plot_height + kBelow + height;
  }
  layout.title_top = layout.height - 8;
  int top = layout.height - title_height;
  for (int i = 0; i < count; ++i) {
    const int left = (i % columns) * panel.width;
    Box box;
    box.left = left + kLeft;
    box.right = left + panel.width - kRight;
    box.top = top - kAbove;
    box.bottom = box.top - panel.plot_height;
    layout.plots.push_back(box);
    const int below = box.bottom - kBelow - kLegendGap;
    if (!layout.shared_legend) {
      layout.legends[static_cast<std::size_t>(i)].top = below;
    }
    if (i % columns == columns - 1) {
      top = box.bottom - kBelow -
            legend_heights[static_cast<std::size_t>(i / columns)];
    }
  }
  if (layout.shared_legend) {
    layout.legends.front().top = shared_height - kLegendGap;
  }
  return layout;
}

}  // namespace zipml
