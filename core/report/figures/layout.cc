#include "core/report/figures/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include "core/base/text.h"
#include "core/report/figures/style.h"
#include "core/report/format.h"

namespace zipml {
namespace {

constexpr int kMostPanelsPerLine = 3;
constexpr int kLeft = 76;  // tic labels and the label of the y axis
constexpr int kRight = 14;
constexpr int kAbove = 11;        // and the lines of the panel's title
constexpr int kBelow = 58;        // tic labels and the label of the x axis
constexpr int kSampleWidth = 62;  // a legend's line and its gaps
constexpr int kLegendGap = 6;
constexpr int kImageLeft = 24;   // the label of the y axis
constexpr int kBelowImage = 30;  // the label of the x axis
constexpr int kColorBarGap = 8;
constexpr int kColorBarWidth = 12;
constexpr int kColorBarRoom = 90;  // all of it: gap, bar, tic labels and label
constexpr int kLeastColorBar = 120;
// For paper: pixels of 1/96 inch a pixel of the layout. The smallest text, 0.9
// of kFontPixels, is then of 7.2 points.
constexpr double kPaperScale = 8.0 / (0.75 * kFontPixels);
constexpr int kLeastPaperPanel = 290;

// Of a panel with all its texts.
struct PanelSize {
  int width = 0;
  int plot_height = 0;
  int below = kBelow;

  PlotSize plot() const { return {width - kLeft - kRight, plot_height}; }
  // Room for an image, which stands in the middle of it.
  int image_width() const { return width - kImageLeft - kColorBarRoom; }
  int title_width(const Panel& panel) const {
    return panel.image ? image_width() + kImageLeft : plot().width;
  }
};

int columns_of(std::size_t panels) {
  if (panels == 4) return 2;  // 2 x 2, and not three and one
  return std::clamp(static_cast<int>(panels), 1, kMostPanelsPerLine);
}

int paper_pixels(const FigureFormat& format) {
  constexpr double kPixelsPerInch = 96;
  return static_cast<int>(
      std::lround(format.width * kPixelsPerInch / kPaperScale));
}

int columns_of(const Figure& figure, const FigureFormat& format) {
  const int columns = columns_of(figure.panels.size());
  if (format.width == 0) return columns;
  return std::clamp(paper_pixels(format) / kLeastPaperPanel, 1, columns);
}

PlotSize image_size(const Image& image, const PanelSize& panel) {
  const double across = std::max(1, image.width);
  const double down = std::max(1, image.height);
  double scale = std::min(panel.image_width() / across, panel.width / down);
  // The PNG has two pixels a pixel.
  const double whole = std::floor(2 * scale) / 2;
  if (3 * whole >= 2 * scale) scale = whole;
  const auto pixels = [&](double count) {
    return std::max(1, static_cast<int>(std::lround(scale * count)));
  };
  return {pixels(across), pixels(down)};
}

int color_bar_height(const PlotSize& image) {
  return std::max(kLeastColorBar, image.height);
}

// For paper, panels share the width; for the screen they have one of their own.
PanelSize usual_size(int columns, const FigureFormat& format) {
  constexpr PanelSize kSizes[] = {{600, 320}, {440, 260}, {340, 210}};
  if (format.width == 0) return kSizes[columns - 1];
  const int width = paper_pixels(format) / columns;
  return {width, std::clamp((width - kLeft - kRight) * 7 / 10, 170, 260)};
}

PanelSize panel_size_of(const Figure& figure, const FigureFormat& format) {
  // Room for images of 512, 320 and 256 values a row.
  constexpr int kWidthsWithImages[] = {640, 440, 370};
  const auto has_image = [](const Panel& panel) {
    return panel.image.has_value();
  };
  const std::vector<Panel>& panels = figure.panels;
  const int columns = columns_of(figure, format);
  PanelSize size = usual_size(columns, format);
  if (std::none_of(panels.begin(), panels.end(), has_image)) return size;
  if (format.width == 0) size.width = kWidthsWithImages[columns - 1];
  if (std::all_of(panels.begin(), panels.end(), has_image)) {
    size.plot_height = 0;
    size.below = kBelowImage;
  }
  for (const Panel& panel : panels) {
    if (!panel.image) continue;
    size.plot_height = std::max(
        size.plot_height, color_bar_height(image_size(*panel.image, size)));
  }
  return size;
}

bool is_same(const Series& a, const Series& b) {
  return a.label == b.label && a.origin == b.origin && a.color == b.color &&
         a.form == b.form;
}

// A series of a legend and what is seen of it, in any panel.
struct Sample {
  const Series* series = nullptr;
  bool line = false;
  bool marker = false;

  LegendEntry entry() const {
    return {series->label,
            legend_style(*series, line && marker ? LegendSample::kLineAndMarker
                                  : line         ? LegendSample::kLine
                                                 : LegendSample::kMarker)};
  }
};

class Entries {
 public:
  void add(const Panel& panel, const DrawnPanel& drawn) {
    for (std::size_t i = 0; i < drawn.series.size(); ++i) {
      add(panel.series[i], drawn.series[i]);
    }
    reasons_.add(drawn.reasons);
  }

  std::vector<LegendEntry> all() const {
    std::vector<LegendEntry> entries;
    for (const Sample& sample : samples_) entries.push_back(sample.entry());
    const auto add_mark = [&](std::string words, Edge edge) {
      if (words.empty()) return;
      entries.push_back({std::move(words), mark_legend_style(edge)});
    };
    add_mark(reasons_.top(), Edge::kTop);
    add_mark(reasons_.bottom(), Edge::kBottom);
    return entries;
  }

 private:
  void add(const Series& series, const DrawnSeries& drawn) {
    // Of a series that is off the scale altogether, the marks need its colour.
    if (!drawn.is_visible() && drawn.marks.empty()) return;
    auto place = std::find_if(
        samples_.begin(), samples_.end(),
        [&](const Sample& sample) { return is_same(*sample.series, series); });
    if (place == samples_.end()) {
      place = samples_.insert(place, Sample{&series});
    }
    place->line |= drawn.has_line;
    place->marker |= drawn.has_marker;
  }

  std::vector<Sample> samples_;
  MarkReasons reasons_;
};

bool is_shown(const DrawnSeries& series) {
  return series.is_visible() || !series.marks.empty();
}

// Whether one legend can serve all panels: nothing that looks the same has two
// names, marks at the top among it.
bool can_share(const Figure& figure, const std::vector<DrawnPanel>& drawn) {
  if (figure.panels.size() < 2) return true;
  std::map<std::string, std::string> labels;
  std::string infinite;
  for (std::size_t p = 0; p < drawn.size(); ++p) {
    const std::string& words = drawn[p].reasons.infinite_words;
    if (infinite.empty()) infinite = words;
    if (!words.empty() && words != infinite) return false;
    for (std::size_t i = 0; i < drawn[p].series.size(); ++i) {
      if (!is_shown(drawn[p].series[i])) continue;
      const Series& series = figure.panels[p].series[i];
      const auto [place, added] = labels.emplace(
          legend_style(series, LegendSample::kLineAndMarker), series.label);
      if (!added && place->second != series.label) return false;
    }
  }
  return true;
}

int columns_of(const std::vector<LegendEntry>& entries, int width) {
  int longest = 0;
  for (const LegendEntry& entry : entries) {
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

std::vector<std::string> lines_of(const std::string& text, int pixels) {
  const int characters =
      std::max(1, static_cast<int>(pixels / kCharacterPixels));
  std::vector<std::string> lines;
  std::istringstream stream(wrapped(text, {.width = characters}));
  for (std::string line; std::getline(stream, line);) {
    // A word that is wider than the line.
    lines.push_back(shortened(line, characters));
  }
  return lines;
}

// Labels that do not fit a line, on several; what stands below the first has no
// sample.
std::vector<LegendEntry> folded(const std::vector<LegendEntry>& entries,
                                int width) {
  std::vector<LegendEntry> lines;
  for (const LegendEntry& entry : entries) {
    std::string style = entry.style;
    for (std::string& line : lines_of(entry.label, width - kSampleWidth)) {
      lines.push_back({std::move(line), style});
      style = no_sample_style();
    }
  }
  return lines;
}

Legend legend_of(const std::vector<LegendEntry>& entries, int width,
                 int center) {
  Legend legend;
  // gnuplot leaves out entries that do not fit.
  legend.entries = folded(entries, width);
  const bool has_folds = legend.entries.size() > entries.size();
  legend.columns = has_folds ? 1 : columns_of(legend.entries, width);
  legend.center = center;
  return legend;
}

FigureLayout layout_of(const Figure& figure,
                       const std::vector<DrawnPanel>& panels,
                       const FigureFormat& format) {
  FigureLayout layout;
  const int count = std::max(1, static_cast<int>(figure.panels.size()));
  const int columns = columns_of(figure, format);
  const int lines = (count + columns - 1) / columns;
  const PanelSize panel = panel_size_of(figure, format);
  const bool is_paper = format.width > 0;
  layout.width = is_paper ? paper_pixels(format) : columns * panel.width;
  if (is_paper) layout.scale = kPaperScale;
  layout.shared_legend = can_share(figure, panels);
  if (format.title) {
    layout.title_lines =
        lines_of(figure.title, static_cast<int>(layout.width / 1.15));
  }
  const auto center_of = [&](int index) {
    return (index % columns) * panel.width + panel.width / 2;
  };
  std::vector<int> legend_heights(static_cast<std::size_t>(lines), 0);
  std::vector<int> title_heights(static_cast<std::size_t>(lines), 0);
  Entries all;
  for (std::size_t i = 0; i < figure.panels.size(); ++i) {
    const std::size_t line = i / static_cast<std::size_t>(columns);
    // As wide as the axes: a multiplier stands to the left of it.
    layout.panel_titles.push_back(
        lines_of(figure.panels[i].title, panel.title_width(figure.panels[i])));
    const int title_lines =
        std::max(static_cast<int>(layout.panel_titles.back().size()),
                 panels[i].y.multiplier.empty() ? 0 : 1);
    title_heights[line] =
        std::max(title_heights[line], title_lines * kLineHeight);
    if (layout.shared_legend) {
      all.add(figure.panels[i], panels[i]);
      continue;
    }
    Entries entries;
    entries.add(figure.panels[i], panels[i]);
    layout.legends.push_back(
        legend_of(entries.all(), panel.width, center_of(static_cast<int>(i))));
    legend_heights[line] =
        std::max(legend_heights[line], height_of(layout.legends.back()));
  }
  int shared_height = 0;
  if (layout.shared_legend) {
    layout.legends.push_back(
        legend_of(all.all(), layout.width, layout.width / 2));
    shared_height = height_of(layout.legends.back());
  }

  const int title_height =
      layout.title_lines.empty()
          ? 0
          : static_cast<int>(layout.title_lines.size()) * kLineHeight + 10;
  layout.height = title_height + shared_height + 4;
  for (std::size_t line = 0; line < legend_heights.size(); ++line) {
    layout.height += kAbove + title_heights[line] + panel.plot_height +
                     panel.below + legend_heights[line];
  }
  layout.title_top = layout.height - 8;
  int top = layout.height - title_height;
  for (int i = 0; i < count; ++i) {
    const auto line = static_cast<std::size_t>(i / columns);
    const int left = (i % columns) * panel.width;
    Box box;
    box.left = left + kLeft;
    box.right = left + panel.width - kRight;
    box.top = top - kAbove - title_heights[line];
    box.bottom = box.top - panel.plot_height;
    const int below = box.bottom - panel.below;
    std::optional<Box> color_bar;
    if (!figure.panels.empty()) {
      const Panel& shown = figure.panels[static_cast<std::size_t>(i)];
      if (shown.image) {
        const PlotSize size = image_size(*shown.image, panel);
        box.left = left + kImageLeft + (panel.image_width() - size.width) / 2;
        box.right = box.left + size.width;
        box.bottom = box.top - size.height;
        const int bar = box.right + kColorBarGap;
        color_bar = {bar, bar + kColorBarWidth,
                     box.top - color_bar_height(size), box.top};
      }
    }
    layout.plots.push_back(box);
    layout.color_bars.push_back(color_bar);
    if (!layout.shared_legend) {
      layout.legends[static_cast<std::size_t>(i)].top = below - kLegendGap;
    }
    if (i % columns == columns - 1) top = below - legend_heights[line];
  }
  if (layout.shared_legend) {
    layout.legends.front().top = shared_height - kLegendGap;
  }
  return layout;
}

}  // namespace

DrawnFigure drawn_figure(const Figure& figure, const FigureFormat& format) {
  DrawnFigure drawn;
  const PanelSize size = panel_size_of(figure, format);
  for (const Panel& panel : figure.panels) {
    PlotSize plot = size.plot();
    if (panel.image) {
      plot.height = color_bar_height(image_size(*panel.image, size));
    }
    drawn.panels.push_back(drawn_panel(panel, plot));
  }
  drawn.layout = layout_of(figure, drawn.panels, format);
  return drawn;
}

std::vector<Figure> panel_figures(const Figure& figure) {
  std::vector<Figure> figures;
  for (std::size_t i = 0; i < figure.panels.size(); ++i) {
    Figure own{.id = fmt::format("{}-{}", figure.id, i + 1),
               .title = figure.panels[i].title,
               .caption = figure.caption,
               .panels = {figure.panels[i]}};
    own.panels.front().title.clear();
    if (own.title.empty()) own.title = figure.title;
    figures.push_back(std::move(own));
  }
  return figures;
}

}  // namespace zipml
