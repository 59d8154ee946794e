#include "core/report/figures/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "core/report/figures/axis_tics.h"
#include "core/report/figures/data.h"
#include "core/report/figures/gnuplot_text.h"
#include "core/report/figures/layout.h"
#include "core/report/figures/style.h"
#include "core/report/format.h"

namespace zipml {
namespace {

// Pixels from the axes to the texts.
constexpr int kLeftOfPlot = 60;
constexpr int kBelowPlot = 44;
constexpr int kAbovePlot = 14;
constexpr int kMultiplierGap = 8;
constexpr int kNextToImage = 14;
constexpr int kBesideImage = 24;
constexpr int kRightOfColorBar = 62;
constexpr int kRightOfMultiplier = 50;
constexpr const char* kBorderStyle = "lc rgb '#555555' lw 1";

std::string tics_text(const AxisTics& axis) {
  std::vector<std::string> tics;
  for (const Tic& tic : axis.tics) {
    tics.push_back(fmt::format("'{}' {:.10g}{}", tic.label, tic.at,
                               tic.label.empty() ? " 1" : ""));
  }
  return fmt::format("({})", fmt::join(tics, ", "));
}

// Appends lines to a script, indented as part of the loop over the formats.
class Script {
 public:
  template <typename... T>
  void line(fmt::format_string<T...> format, T&&... arguments) {
    text_ += "  " + fmt::format(format, std::forward<T>(arguments)...) + '\n';
  }
  std::string text() const { return text_; }

 private:
  std::string text_;
};

class FigureScript {
 public:
  FigureScript(const Figure& figure, const DrawnFigure& drawn,
               const std::string& stem)
      : figure_(figure),
        drawn_(drawn),
        layout_(drawn.layout),
        blocks_(data_blocks(drawn)),
        data_(gnuplot_string(stem + ".dat")),
        stem_(stem) {}

  std::string text() {
    add_title();
    for (std::size_t i = 0; i < figure_.panels.size(); ++i) add_panel(i);
    if (layout_.shared_legend) add_shared_legend();
    return head() + script_.text() + "  unset multiplot\n  unset output\n}\n";
  }

 private:
  // Font sizes: pango takes points at 96 a inch whatever the surface, so 9.75
  // are 13 pixels in the PNG, and 13 points in the PDF before fontscale. The
  // PNG has 192 pixels a inch for the screen and 300 for paper.
  std::string head() const {
    const double scale = layout_.scale;
    const double width = layout_.width * scale;
    const double height = layout_.height * scale;
    const double points = kFontPixels * 0.75;
    const double fine = scale == 1 ? 2 : 300 / 96.0;
    const auto whole = [](double pixels) { return std::lround(pixels); };
    const std::string svg_lines =
        scale == 1 ? "" : fmt::format(" linewidth {:.4g}", scale);
    return "# " + gnuplot_comment(figure_.title) +
           "\n# Run in this folder: gnuplot " + stem_ +
           ".gp\nreset\nset encoding utf8\n"
           "do for [format in 'svg pdf png'] {\n" +
           fmt::format(
               "  if (format eq 'svg') {{\n"
               "    set terminal svg size {0},{1} noenhanced"
               " font 'sans-serif,{2:.6g}'{3} background '#ffffff'\n"
               "    size = {2:.6g}\n  }}\n",
               whole(width), whole(height), kFontPixels * scale, svg_lines) +
           fmt::format(
               "  if (format eq 'pdf') {{\n"
               "    set terminal pdfcairo size {0:.3f}in,{1:.3f}in noenhanced"
               " font 'DejaVu Sans,{2}' fontscale {3:.4g} linewidth {4:.4g} "
               "pointscale 0.75 background '#ffffff'\n"
               "    size = {2}\n  }}\n",
               width / 96.0, height / 96.0, points, 0.75 * scale, 1.3 * scale) +
           fmt::format(
               "  if (format eq 'png') {{\n"
               "    set terminal pngcairo size {0},{1} noenhanced"
               " font 'DejaVu Sans,{2}' fontscale {3:.4g} linewidth {3:.4g}"
               " pointscale {4:.4g} background '#ffffff'\n"
               "    size = {2}\n  }}\n",
               whole(fine * width), whole(fine * height), points, fine * scale,
               fine) +
           "  set output '" + stem_ + ".'.format\n" +
           fmt::format("  small = sprintf(',%g', {:g} * size)\n",
                       kTicFontShare) +
           "  large = sprintf(',%g', 1.15 * size)\n"
           "  set multiplot\n"
           "  set clip one\n"
           "  set clip two\n"
           "  set border 3 " +
           kBorderStyle +
           "\n"
           "  set grid lc rgb '#E4E4E4' lw 0.8 lt 1\n"
           "  unset key\n";
  }

  double across(int pixels) const {
    return static_cast<double>(pixels) / layout_.width;
  }
  double up(int pixels) const {
    return static_cast<double>(pixels) / layout_.height;
  }

  void add_title() {
    int middle = layout_.title_top - kLineHeight / 2;
    for (const std::string& line : layout_.title_lines) {
      add_label(line, layout_.width / 2, middle, "center font large");
      middle -= kLineHeight;
    }
  }

  void add_axis(char name, const Axis& axis, const AxisTics& tics) {
    script_.line("{} logscale {}", axis.logarithmic ? "set" : "unset", name);
    script_.line("set {}range [{:.10g}:{:.10g}]", name, tics.min, tics.max);
    script_.line("set {}tics out nomirror scale 0.7,0.4 {} font small", name,
                 tics_text(tics));
  }

  void add_panel(std::size_t i) {
    const Panel& panel = figure_.panels[i];
    const Box& box = layout_.plots[i];
    script_.line("# Panel {}", i + 1);
    script_.line("set lmargin at screen {:.5f}", across(box.left));
    script_.line("set rmargin at screen {:.5f}", across(box.right));
    script_.line("set bmargin at screen {:.5f}", up(box.bottom));
    script_.line("set tmargin at screen {:.5f}", up(box.top));
    if (panel.image) {
      add_image(i, *panel.image);
      return;
    }
    const AxisTics& x = drawn_.panels[i].x;
    const AxisTics& y = drawn_.panels[i].y;
    add_axis('x', panel.x, x);
    add_axis('y', panel.y, y);
    add_words(i, x, y);
    const Legend* legend =
        layout_.shared_legend ? nullptr : &layout_.legends[i];
    if (legend != nullptr) set_key(*legend);
    add_plot(i, legend);
    script_.line("unset label");
    script_.line("unset key");
  }

  void add_image(std::size_t index, const Image& image) {
    const DrawnPanel& drawn = drawn_.panels[index];
    for (const auto& [name, axis] :
         {std::pair{'x', &drawn.x}, {'y', &drawn.y}}) {
      script_.line("unset logscale {}", name);
      script_.line("set {}range [{:.10g}:{:.10g}]", name, axis->min, axis->max);
      script_.line("unset {}tics", name);
    }
    // The axes are drawn below the image.
    script_.line(
        "set object 1 rectangle from graph 0,0 to graph 1,1 front"
        " fillstyle empty border {}",
        kBorderStyle);
    add_words_of_image(index, image);
    const AxisTics& colors = drawn.colors.value();
    const Box& bar = layout_.color_bars[index].value();
    script_.line("set palette {}", palette_style(image));
    script_.line("set cbrange [{:.10g}:{:.10g}]", colors.min, colors.max);
    script_.line("set cbtics out nomirror scale 0.7,0.4 {} font small",
                 tics_text(colors));
    script_.line(
        "set colorbox vertical user origin screen {:.5f}, screen {:.5f}"
        " size screen {:.5f}, screen {:.5f}",
        across(bar.left), up(bar.bottom), across(bar.right - bar.left),
        up(bar.top - bar.bottom));
    script_.line("plot {} index {} matrix using 1:2:3 with image notitle",
                 data_, blocks_[index].image.value());
    script_.line("unset object 1");
    script_.line("unset label");
  }

  void add_words_of_image(std::size_t index, const Image& image) {
    const Panel& panel = figure_.panels[index];
    const Box& box = layout_.plots[index];
    const Box& bar = layout_.color_bars[index].value();
    const int height = bar.top - bar.bottom + 2 * kNextToImage;
    add_title_of(index);
    // As far as the multiplier.
    const int width = box.right - box.left + 2 * kBesideImage;
    add_label(fitting(panel.x.label, width), (box.left + box.right) / 2,
              box.bottom - kNextToImage, "center");
    add_label(fitting(panel.y.label, box.top - box.bottom),
              box.left - kNextToImage, (box.bottom + box.top) / 2,
              "center rotate by 90");
    add_label(fitting(image.label, height), bar.right + kRightOfColorBar,
              (bar.bottom + bar.top) / 2, "center rotate by 90");
    add_label(drawn_.panels[index].colors.value().multiplier,
              bar.right + kRightOfMultiplier, bar.bottom - kNextToImage,
              "right font small");
  }

  static std::string fitting(const std::string& text, int pixels) {
    return shortened(text, static_cast<int>(pixels / kCharacterPixels));
  }

  void add_title_of(std::size_t index) {
    const Box& box = layout_.plots[index];
    const int middle = (box.left + box.right) / 2;
    const std::vector<std::string>& title = layout_.panel_titles[index];
    for (std::size_t i = 0; i < title.size(); ++i) {
      const int below_it = static_cast<int>(title.size() - 1 - i);
      add_label(title[i], middle, box.top + kAbovePlot + below_it * kLineHeight,
                "center");
    }
  }

  // Every text at its own place: gnuplot would put titles and labels where
  // each terminal's own guess of the font's size leads it.
  void add_words(std::size_t index, const AxisTics& x, const AxisTics& y) {
    const Panel& panel = figure_.panels[index];
    const Box& box = layout_.plots[index];
    const int middle = (box.left + box.right) / 2;
    const int below = box.bottom - kBelowPlot;
    const int width = box.right - box.left + kLeftOfPlot;
    const int height = box.top - box.bottom + kBelowPlot;
    add_title_of(index);
    add_label(fitting(panel.x.label, width), middle, below, "center");
    add_label(fitting(panel.y.label, height), box.left - kLeftOfPlot,
              (box.bottom + box.top) / 2, "center rotate by 90");
    add_label(x.multiplier, box.right, below, "right font small");
    add_label(y.multiplier, box.left - kMultiplierGap, box.top + kAbovePlot,
              "right font small");
  }

  void add_label(const std::string& text, int left, int bottom,
                 const char* style) {
    if (text.empty()) return;
    script_.line("set label {} at screen {:.5f}, screen {:.5f} {}",
                 gnuplot_string(text), across(left), up(bottom), style);
  }

  std::string block(std::size_t index) const {
    return fmt::format("{} index {} using ", data_, index);
  }

  static std::vector<std::size_t> drawing_order(const Panel& panel) {
    std::vector<std::size_t> order(panel.series.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
          return line_width(panel.series[a]) > line_width(panel.series[b]);
        });
    return order;
  }

  // Bands first, below all curves; the paper's above ours, then formulas, and
  // on top the marks.
  void add_plot(std::size_t index, const Legend* legend) {
    const Panel& panel = figure_.panels[index];
    const DrawnPanel& drawn = drawn_.panels[index];
    std::vector<std::string> bands, ours, papers, formulas, marks;
    for (const std::size_t i : drawing_order(panel)) {
      const Series& series = panel.series[i];
      const DrawnSeries& seen = drawn.series[i];
      const DataBlocks& blocks = blocks_[index].series[i];
      for (std::size_t k = 0; k < seen.band.size(); ++k) {
        bands.push_back(block(blocks.band + k) + "1:2 " + band_style(series) +
                        " notitle");
      }
      auto& lines = series.origin == Origin::kOurs    ? ours
                    : series.origin == Origin::kPaper ? papers
                                                      : formulas;
      if (seen.has_line) {
        lines.push_back(block(blocks.points) + "1:2 " + line_style(series) +
                        " notitle");
      }
      if (seen.has_marker) {
        lines.push_back(block(blocks.points) + "1:($5 > 0 ? $2 : NaN) " +
                        scaled(marker_style(series)) + " notitle");
      }
      for (const auto& [at, edge] : {std::pair{blocks.top, Edge::kTop},
                                     {blocks.bottom, Edge::kBottom}}) {
        if (!at) continue;
        marks.push_back(block(*at) + "1:2 " + scaled(mark_style(series, edge)) +
                        " notitle");
      }
    }
    std::vector<std::string> plots;
    for (const auto* part : {&bands, &ours, &papers, &formulas, &marks}) {
      plots.insert(plots.end(), part->begin(), part->end());
    }
    if (plots.empty()) plots.push_back("NaN notitle");  // the axes alone
    if (legend != nullptr) {
      for (const LegendEntry& entry : legend->entries) {
        plots.push_back(key_entry(entry));
      }
    }
    add_plot_command(plots);
  }

  void add_plot_command(const std::vector<std::string>& plots) {
    script_.line("plot {}", fmt::join(plots, ", \\\n    "));
  }

  std::string scaled(const std::string& style) const {
    return with_scaled_points(style, layout_.scale);
  }

  std::string key_entry(const LegendEntry& entry) const {
    return fmt::format("keyentry {} title {}", scaled(entry.style),
                       gnuplot_string(entry.label));
  }

  void set_key(const Legend& legend) {
    script_.line(
        "set key at screen {:.5f}, screen {:.5f} center top horizontal Left"
        " reverse noenhanced maxcols {} samplen 3.5 spacing 1.1 font small",
        across(legend.center), up(legend.top), legend.columns);
  }

  void add_shared_legend() {
    const Legend& legend = layout_.legends.front();
    if (legend.entries.empty()) return;
    script_.line("# Legend");
    for (const char* side : {"l", "b"}) {
      script_.line("set {}margin at screen 0", side);
    }
    for (const char* side : {"r", "t"}) {
      script_.line("set {}margin at screen 1", side);
    }
    script_.line("unset border");
    script_.line("unset tics");
    script_.line("unset grid");
    script_.line("unset logscale");
    script_.line("set xrange [0:1]");
    script_.line("set yrange [0:1]");
    set_key(legend);
    // Key entries alone are no plot: a line out of sight.
    std::vector<std::string> plots = {"-1 notitle"};
    for (const LegendEntry& entry : legend.entries) {
      plots.push_back(key_entry(entry));
    }
    add_plot_command(plots);
  }

  const Figure& figure_;
  const DrawnFigure& drawn_;
  const FigureLayout& layout_;
  std::vector<PanelBlocks> blocks_;
  std::string data_;  // the name of the data file, quoted
  std::string stem_;
  Script script_;
};

}  // namespace

std::string figure_script(const Figure& figure, const DrawnFigure& drawn,
                          const std::string& stem) {
  return FigureScript(figure, drawn, stem).text();
}

}  // namespace zipml
