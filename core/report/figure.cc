#include "core/report/figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/report/axis_tics.h"
#include "core/report/figure_layout.h"
#include "core/report/gnuplot_text.h"

namespace zipml {
namespace {

// Okabe and Ito 2008, without yellow (too light on white), and two darks.
// The order keeps neighbours apart in lightness.
constexpr std::array<const char*, 8> kColors = {"#000000", "#D55E00", "#0072B2",
                                                "#009E73", "#CC79A7", "#E69F00",
                                                "#56B4E9", "#7F5539"};
// gnuplot's filled shapes; the hollow one is one less.
constexpr std::array<int, 5> kFilledShapes = {7, 5, 9, 13, 11};
// Wide below narrow: curves that coincide are all seen.
constexpr std::array<double, 4> kWidths = {3, 2.2, 1.8, 1.4};

constexpr int kMarkersPerCurve = 8;
constexpr int kLeftOfPlot = 60;  // pixels from the y axis to its label

std::size_t color_of(const Series& series) {
  return static_cast<std::size_t>(std::max(0, series.color));
}

std::string style(const Series& series, std::size_t points) {
  const std::size_t color = color_of(series);
  const int filled = kFilledShapes[color % kFilledShapes.size()];
  const char* rgb = kColors[color % kColors.size()];
  // All points of short curves; else a few, each curve at other places.
  const int interval = series.markers || points <= 2 * kMarkersPerCurve
                           ? 1
                           : static_cast<int>(points) / kMarkersPerCurve;
  switch (series.origin) {
    case Origin::kOurs:
      return fmt::format(
          "with linespoints lc rgb '{}' lw {} dt solid pt {} ps 0.65 pi {}",
          rgb, kWidths[color % kWidths.size()], filled, interval);
    case Origin::kPaper:
      return fmt::format(
          "with linespoints lc rgb '{}' lw 1.4 dt (10,6) pt {} ps 0.75 pi {}",
          rgb, filled - 1, interval);
    case Origin::kTheory:
      return fmt::format("with lines lc rgb '{}' lw 1.8 dt (2,4)", rgb);
  }
  return "";
}

bool has_band(const Series& series) {
  return !series.low.empty() && series.low.size() == series.high.size();
}

std::vector<double> all_of(
    const Panel& panel,
    std::initializer_list<std::vector<double> Series::*> members) {
  std::vector<double> numbers;
  for (const Series& series : panel.series) {
    for (const auto member : members) {
      const auto& more = series.*member;
      numbers.insert(numbers.end(), more.begin(), more.end());
    }
  }
  return numbers;
}

std::string tics_text(const AxisTics& axis) {
  std::string text;
  for (const Tic& tic : axis.tics) {
    if (!text.empty()) text += ", ";
    text += fmt::format("'{}' {}{}", tic.label, tic.at,
                        tic.label.empty() ? " 1" : "");
  }
  return "(" + text + ")";
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
  FigureScript(const Figure& figure, const std::string& stem)
      : figure_(figure), data_(gnuplot_string(stem + ".dat")), stem_(stem) {
    layout_ = lay_out(figure);
  }

  std::string text() {
    add_title();
    for (std::size_t i = 0; i < figure_.panels.size(); ++i) add_panel(i);
    if (layout_.shared_legend) add_shared_legend();
    return head() + script_.text() + "  unset multiplot\n  unset output\n}\n";
  }

 private:
  std::string head() const {
    const int width = layout_.width;
    const int height = layout_.height;
    const double points = kFontPixels * 0.75;
    return "# " + gnuplot_comment(figure_.title) +
           "\n# Run in this folder: gnuplot " + stem_ +
           ".gp\nreset\nset encoding utf8\n"
           "clamp(v, low, high) = v < low ? low : v > high ? high : v\n"
           "do for [format in 'svg pdf png'] {\n" +
           fmt::format(
               "  if (format eq 'svg') {{\n"
               "    set terminal svg size {0},{1} dynamic noenhanced"
               " font 'sans-serif,{2}' background '#ffffff'\n"
               "    size = {2}\n  }}\n"
               "  if (format eq 'pdf') {{\n"
               "    set terminal pdfcairo size {3:.3f}in,{4:.3f}in noenhanced"
               " font 'DejaVu Sans,{5}' fontscale 1 background '#ffffff'\n"
               "    size = {5}\n  }}\n"
               "  if (format eq 'png') {{\n"
               "    set terminal pngcairo size {6},{7} noenhanced"
               " font 'DejaVu Sans,{5}' fontscale 2 linewidth 2 pointscale 2"
               " background '#ffffff'\n"
               "    size = {5}\n  }}\n",
               width, height, kFontPixels, width / 96.0, height / 96.0, points,
               2 * width, 2 * height) +
           "  set output '" + stem_ +
           ".'.format\n"
           "  small = sprintf(',%g', 0.9 * size)\n"
           "  large = sprintf(',%g', 1.15 * size)\n"
           "  set multiplot\n"
           "  set border 3 lc rgb '#555555' lw 1\n"
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
    int top = layout_.title_top;
    for (const std::string& line : layout_.title_lines) {
      script_.line(
          "set label {} at screen 0.5, screen {:.5f} center font large",
          gnuplot_string(line), up(top - kLineHeight / 2));
      top -= kLineHeight;
    }
  }

  void add_axis(char name, const Axis& axis, const AxisTics& tics) {
    script_.line("{} logscale {}", axis.logarithmic ? "set" : "unset", name);
    script_.line("set {}range [{}:{}]", name, tics.min, tics.max);
    script_.line("set {}tics out nomirror {} font small", name,
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
    script_.line("set title {} offset 0,-0.4", gnuplot_string(panel.title));

    const bool markers =
        std::any_of(panel.series.begin(), panel.series.end(),
                    [](const Series& series) { return series.markers; });
    const AxisTics x = axis_tics(panel.x, all_of(panel, {&Series::x}), {},
                                 markers ? 0.03 : 0.0, 8);
    const AxisTics y =
        axis_tics(panel.y, all_of(panel, {&Series::y}),
                  all_of(panel, {&Series::low, &Series::high}), 0.04, 6);
    add_axis('x', panel.x, x);
    add_axis('y', panel.y, y);
    script_.line("set xlabel {}", gnuplot_string(panel.x.label));
    // gnuplot would push its own y label out of sight when tic labels are
    // wide.
    script_.line(
        "set label 102 {} at screen {:.5f}, graph 0.5 center rotate by 90",
        gnuplot_string(panel.y.label), across(box.left - kLeftOfPlot));
    if (!y.multiplier.empty()) {
      script_.line(
          "set label 100 {} at graph 0, graph 1 left offset 0,0.7 font small",
          gnuplot_string(y.multiplier));
    }
    if (!x.multiplier.empty()) {
      script_.line(
          "set label 101 {} at graph 1, graph 0 right offset 0,-2.1"
          " font small",
          gnuplot_string(x.multiplier));
    }
    if (!layout_.shared_legend) set_key(layout_.legends[i]);
    add_plot(panel, y);
    script_.line("unset label");
    script_.line("unset key");
  }

  // Bands first, below all curves.
  void add_plot(const Panel& panel, const AxisTics& y) {
    std::string plots;
    const auto add = [&](const std::string& plot) {
      plots += (plots.empty() ? "" : ", \\\n    ") + plot;
    };
    const std::size_t first = next_series_;
    next_series_ += panel.series.size();
    for (std::size_t i = 0; i < panel.series.size(); ++i) {
      const Series& series = panel.series[i];
      if (!has_band(series)) continue;
      const std::size_t color = color_of(series) % kColors.size();
      add(fmt::format(
          "{} index {} using 1:(clamp($3, {}, {})):(clamp($4, {}, "
          "{})) with filledcurves fc rgb '{}' fs transparent solid "
          "0.18 noborder notitle",
          data_, first + i, y.min, y.max, y.min, y.max, kColors[color]));
    }
    for (std::size_t i = 0; i < panel.series.size(); ++i) {
      const Series& series = panel.series[i];
      const bool any_point =
          std::any_of(series.y.begin(), series.y.end(),
                      [](double value) { return std::isfinite(value); });
      if (any_point) {
        add(fmt::format("{} index {} using 1:2 {} notitle", data_, first + i,
                        style(series, series.x.size())));
      }
    }
    if (plots.empty()) add("NaN notitle");  // the axes alone
    if (!layout_.shared_legend) {
      for (const Series& series : panel.series) add(key_entry(series));
    }
    script_.line("plot {}", plots);
  }

  static std::string key_entry(const Series& series) {
    return fmt::format("keyentry {} title {}", style(series, 1),
                       gnuplot_string(series.label));
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
    script_.line("unset title");
    script_.line("unset xlabel");
    script_.line("set xrange [0:1]");
    script_.line("set yrange [0:1]");
    set_key(legend);
    // Key entries alone are no plot: a line out of sight.
    std::string plots = "-1 notitle";
    for (const Series& series : legend.entries) {
      plots += ", \\\n    " + key_entry(series);
    }
    script_.line("plot {}", plots);
  }

  const Figure& figure_;
  std::string data_;  // the name of the data file, quoted
  std::string stem_;
  FigureLayout layout_;
  Script script_;
  std::size_t next_series_ = 0;
};

std::string data_number(double number) {
  return std::isfinite(number) ? fmt::format("{}", number) : "NaN";
}

}  // namespace

std::string figure_data(const Figure& figure) {
  std::string text = "# " + gnuplot_comment(figure.title) + '\n';
  if (!figure.caption.empty()) {
    text += "# " + gnuplot_comment(figure.caption) + '\n';
  }
  std::size_t index = 0;
  for (const Panel& panel : figure.panels) {
    for (const Series& series : panel.series) {
      if (index > 0) text += "\n\n";
      static constexpr std::array<const char*, 3> kOrigins = {"ours", "paper",
                                                              "theory"};
      text += fmt::format(
          "# index {}: panel: {}; series: {}; origin: {}\n# x y low high\n",
          index++, gnuplot_comment(panel.title), gnuplot_comment(series.label),
          kOrigins.at(static_cast<std::size_t>(series.origin)));
      for (std::size_t i = 0; i < series.x.size(); ++i) {
        const bool band = has_band(series);
        text += data_number(series.x[i]) + ' ' + data_number(series.y.at(i)) +
                ' ' + (band ? data_number(series.low.at(i)) : "NaN") + ' ' +
                (band ? data_number(series.high.at(i)) : "NaN") + '\n';
      }
      // gnuplot numbers blocks by their data: an empty one would shift the
      // rest.
      if (series.x.empty()) text += "NaN NaN NaN NaN\n";
    }
  }
  return text;
}

std::string figure_script(const Figure& figure, const std::string& stem) {
  return FigureScript(figure, stem).text();
}

}  // namespace zipml
