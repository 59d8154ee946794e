#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/harness/findings/chosen_making.h"

namespace zipml {
namespace {

// As many as there are colours.
constexpr std::size_t kMostLines = 8;
constexpr std::size_t kMostPanels = 48;
// With more points a marker on each hides the line.
constexpr std::size_t kMostMarkers = 16;

std::string label_of(const Column& column) {
  return column.label.empty() ? column.name : column.label;
}

std::string axis_label(const Column& column) {
  const std::string unit =
      column.format == ColumnFormat::kPercent ? "%" : column.unit;
  return unit.empty() ? label_of(column)
                      : fmt::format("{} ({})", label_of(column), unit);
}

// What an axis shows of a fraction is per cent.
double scale_of(const Column& column) {
  return column.format == ColumnFormat::kPercent ? 100 : 1;
}

// One point of a line, and the row that it is from.
struct Point {
  double x = 0;
  Value y = {};
  const std::vector<Value>* row = nullptr;
};

struct Line {
  std::string label = {};
  double scale = 1;
  std::vector<Point> points = {};
};

// In the order in which their first rows come.
struct PanelOfLines {
  std::string title = {};
  std::vector<Line> lines = {};
};

class FigureMaker {
 public:
  FigureMaker(const ChosenFigure& chosen, const RowChooser& chooser)
      : chosen_(chosen), chooser_(chooser) {}

  std::optional<Figure> make() {
    auto table = chooser_.rows(chosen_.rows);
    if (!table) return std::nullopt;
    table_ = std::move(*table);
    if (!find_columns() || !add_rows() || !check()) return std::nullopt;
    Figure figure{.id = chosen_.id.text,
                  .title = chosen_.title,
                  .caption = chosen_.caption};
    if (figure.title.empty()) {
      figure.title =
          fmt::format("{} against {}", y_labels(), label_of(column(x_)));
    }
    if (figure.caption.empty()) figure.caption = caption();
    for (const PanelOfLines& panel : panels_) {
      figure.panels.push_back(drawn(panel));
    }
    // No rows, no panel: an empty one says so.
    if (figure.panels.empty()) figure.panels.push_back(drawn({}));
    return figure;
  }

 private:
  const Column& column(std::size_t place) const {
    return table_.columns[place];
  }

  bool find_columns() {
    const auto x = chooser_.column(table_, chosen_.x);
    auto y = chooser_.columns(table_, chosen_.y);
    auto lines = chooser_.columns(table_, chosen_.lines);
    auto panels = chooser_.columns(table_, chosen_.panels);
    if (!x || !y || !lines || !panels) return false;
    x_ = *x;
    y_ = std::move(*y);
    line_columns_ = std::move(*lines);
    panel_columns_ = std::move(*panels);
    return true;
  }

  // The words of these columns.
  std::string words(const std::vector<Value>& row,
                    const std::vector<std::size_t>& columns) const {
    std::vector<std::string> parts;
    for (const std::size_t place : columns) {
      std::string part = value_words(column(place), row[place]);
      if (!part.empty()) parts.push_back(std::move(part));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  PanelOfLines& panel_of(const std::vector<Value>& row) {
    const std::string title = words(row, panel_columns_);
    for (PanelOfLines& panel : panels_) {
      if (panel.title == title) return panel;
    }
    return panels_.emplace_back(PanelOfLines{.title = title});
  }

  Line& line_of(PanelOfLines& panel, const std::vector<Value>& row,
                std::size_t y) const {
    std::string label = words(row, line_columns_);
    if (label.empty() || y_.size() > 1) {
      label += (label.empty() ? "" : ": ") + label_of(column(y));
    }
    for (Line& line : panel.lines) {
      if (line.label == label) return line;
    }
    return panel.lines.emplace_back(
        Line{.label = label, .scale = scale_of(column(y))});
  }

  bool add_rows() {
    for (const auto& row : table_.rows) {
      const Value& x = row[x_];
      if (x.is_null()) continue;
      if (!is_number(x, chosen_.x)) return false;
      PanelOfLines& panel = panel_of(row);
      for (std::size_t i = 0; i < y_.size(); ++i) {
        const Value& y = row[y_[i]];
        if (!y.is_null() && !is_number(y, chosen_.y[i])) return false;
        line_of(panel, row, y_[i])
            .points.push_back({x.number() * scale_of(column(x_)), y, &row});
      }
    }
    for (PanelOfLines& panel : panels_) {
      for (Line& line : panel.lines) {
        std::stable_sort(
            line.points.begin(), line.points.end(),
            [](const Point& a, const Point& b) { return a.x < b.x; });
      }
    }
    return true;
  }

  bool is_number(const Value& value, const PlacedText& name) const {
    if (value.is_number() || value.is_estimate()) return true;
    chooser_.mistake(
        name, fmt::format("the column \"{}\" has {} where a figure "
                          "needs a number",
                          name.text,
                          value.is_text() ? fmt::format("\"{}\"", value.text())
                                          : "no number"));
    return false;
  }

  bool check() const {
    if (panels_.size() > kMostPanels) {
      chooser_.mistake(chosen_.panels.front(),
                       fmt::format("{} panels, at most {} were expected",
                                   panels_.size(), kMostPanels),
                       "\"where\" chooses rows");
      return false;
    }
    for (const PanelOfLines& panel : panels_) {
      if (panel.lines.size() > kMostLines) {
        const PlacedText& at =
            chosen_.lines.empty() ? chosen_.y.front() : chosen_.lines.front();
        chooser_.mistake(at,
                         fmt::format("{} lines in a panel; at most {} can be "
                                     "told apart",
                                     panel.lines.size(), kMostLines),
                         "\"where\" chooses rows, \"panels\" spreads them");
        return false;
      }
      for (const Line& line : panel.lines) {
        if (!is_line(line)) return false;
      }
    }
    return true;
  }

  // One value at each x.
  bool is_line(const Line& line) const {
    for (std::size_t i = 1; i < line.points.size(); ++i) {
      const Point& a = line.points[i - 1];
      const Point& b = line.points[i];
      if (a.x != b.x) continue;
      chooser_.mistake(
          chosen_.id,
          fmt::format("the line \"{}\" has several values at {} = {:.6g}",
                      line.label, column(x_).name, a.x),
          fmt::format("\"lines\", \"panels\", \"where\" or \"pool\" must tell "
                      "apart: {}",
                      differences(*a.row, *b.row)));
      return false;
    }
    return true;
  }

  // The columns in which two rows differ, up to those that were measured.
  std::string differences(const std::vector<Value>& a,
                          const std::vector<Value>& b) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const bool is_measured =
          std::any_of(table_.rows.begin(), table_.rows.end(),
                      [&](const auto& row) { return row[i].is_estimate(); });
      if (is_measured) break;
      const bool is_shown = std::count(y_.begin(), y_.end(), i) > 0;
      if (!is_shown && !(a[i] == b[i])) names.push_back(column(i).name);
    }
    return names.empty() ? "no column does"
                         : fmt::format("{}", fmt::join(names, ", "));
  }

  Panel drawn(const PanelOfLines& from) {
    Panel panel{
        .title = from.title,
        .x = {.label = axis_label(column(x_)), .logarithmic = chosen_.log_x},
        .y = {.label = y_labels(/*with_units=*/true),
              .logarithmic = chosen_.log_y,
              .min = chosen_.y_min,
              .max = chosen_.y_max}};
    for (std::size_t i = 0; i < from.lines.size(); ++i) {
      panel.series.push_back(series(from.lines[i], i));
    }
    return panel;
  }

  Series series(const Line& line, std::size_t place) {
    Series series{.label = line.label,
                  .color = color_of(line.label, place),
                  .markers = line.points.size() <= kMostMarkers};
    const bool has_band =
        chosen_.bands &&
        std::any_of(line.points.begin(), line.points.end(),
                    [](const Point& point) { return point.y.is_estimate(); });
    for (const Point& point : line.points) {
      Estimate value;  // of nothing
      if (point.y.is_estimate()) {
        value = point.y.estimate();
      } else if (!point.y.is_null()) {
        value = Estimate::exact(point.y.number());
      }
      value.mean *= line.scale;
      value.low *= line.scale;
      value.high *= line.scale;
      series.add(point.x, value);
    }
    if (!has_band) {
      series.low.clear();
      series.high.clear();
    }
    return series;
  }

  // The same in all panels, where there are colours enough.
  int color_of(const std::string& label, std::size_t place) {
    if (colors_.empty()) {
      for (const PanelOfLines& panel : panels_) {
        for (const Line& line : panel.lines) {
          colors_.try_emplace(line.label, colors_.size());
        }
      }
    }
    return static_cast<int>(colors_.size() > kMostLines ? place
                                                        : colors_.at(label));
  }

  std::string y_labels(bool with_units = false) const {
    std::vector<std::string> labels;
    for (const std::size_t place : y_) {
      labels.push_back(with_units ? axis_label(column(place))
                                  : label_of(column(place)));
    }
    return fmt::format("{}", fmt::join(labels, ", "));
  }

  std::string caption() const {
    const std::string rows = rows_text(chosen_.rows);
    return fmt::format("From the table \"{}\"{}{}.{}", table_.id,
                       rows.empty() ? "" : ": ", rows,
                       chosen_.bands ? " Bands: 95 % intervals." : "");
  }

  const ChosenFigure& chosen_;
  const RowChooser& chooser_;
  Table table_;
  std::size_t x_ = 0;
  std::vector<std::size_t> y_, line_columns_, panel_columns_;
  std::vector<PanelOfLines> panels_;
  std::map<std::string, std::size_t> colors_;  // by a line's label
};

}  // namespace

std::optional<Figure> make_chosen(const ChosenFigure& chosen,
                                  const RowChooser& chooser) {
  return FigureMaker(chosen, chooser).make();
}

}  // namespace zipml
