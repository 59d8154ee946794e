#include "core/report/figures/data.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <utility>

#include "core/report/figures/gnuplot_text.h"
#include "core/report/figures/style.h"

namespace zipml {
namespace {

std::string data_number(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
  return fmt::format("{}", number);
}

class Blocks {
 public:
  explicit Blocks(std::string head) : text_(std::move(head)) {}
  void begin(const std::string& what, const char* columns) {
    if (count_ > 0) text_ += "\n\n";
    text_ += fmt::format("# index {}: {}\n# {}\n", count_++, what, columns);
  }
  void line(std::initializer_list<double> numbers) {
    std::vector<std::string> words;
    for (const double number : numbers) words.push_back(data_number(number));
    text_ += fmt::format("{}\n", fmt::join(words, " "));
  }
  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

std::string words_of(const Panel& panel, const Series& series) {
  static constexpr std::array<const char*, 3> kOrigins = {"ours", "paper",
                                                          "theory"};
  return fmt::format("panel: {}; series: {}; origin: {}",
                     gnuplot_comment(panel.title),
                     gnuplot_comment(series.label),
                     kOrigins.at(static_cast<std::size_t>(series.origin)));
}

void add_points(const Series& series, const DrawnSeries& drawn,
                Blocks& blocks) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const bool band = has_band(series);
  for (std::size_t i = 0; i < series.x.size(); ++i) {
    blocks.line({series.x[i], series.y.at(i), band ? series.low[i] : kNone,
                 band ? series.high[i] : kNone, drawn.marker[i] ? 1.0 : 0.0});
  }
  // gnuplot numbers blocks by their data: an empty one would shift the rest.
  if (series.x.empty()) blocks.line({kNone, kNone, kNone, kNone, 0});
}

void add_marks(const DrawnSeries& drawn, Edge edge, const std::string& words,
               Blocks& blocks) {
  bool first = true;
  for (const EdgeMark& mark : drawn.marks) {
    if (mark.edge != edge) continue;
    if (std::exchange(first, false)) {
      blocks.begin(edge == Edge::kTop ? "marks at the top; " + words
                                      : "marks at the bottom; " + words,
                   "x y");
    }
    blocks.line({mark.at.x, mark.at.y});
  }
}

bool has_mark(const DrawnSeries& series, Edge edge) {
  return std::any_of(series.marks.begin(), series.marks.end(),
                     [&](const EdgeMark& mark) { return mark.edge == edge; });
}

}  // namespace

std::string figure_data(const Figure& figure, const DrawnFigure& drawn) {
  std::string head = "# " + gnuplot_comment(figure.title) + '\n';
  if (!figure.caption.empty()) {
    head += "# " + gnuplot_comment(figure.caption) + '\n';
  }
  Blocks blocks(std::move(head));
  const auto for_each_series = [&](const auto& action) {
    for (std::size_t p = 0; p < figure.panels.size(); ++p) {
      const Panel& panel = figure.panels[p];
      for (std::size_t i = 0; i < panel.series.size(); ++i) {
        action(panel.series[i], drawn.panels[p].series[i],
               words_of(panel, panel.series[i]));
      }
    }
  };
  for_each_series([&](const Series& series, const DrawnSeries& seen,
                      const std::string& words) {
    blocks.begin(words, "x y low high drawn");
    add_points(series, seen, blocks);
  });
  for_each_series(
      [&](const Series&, const DrawnSeries& seen, const std::string& words) {
        for (const std::vector<Point>& outline : seen.band) {
          blocks.begin("band; " + words, "x y");
          for (const Point& point : outline) blocks.line({point.x, point.y});
        }
        for (const Edge edge : {Edge::kTop, Edge::kBottom}) {
          add_marks(seen, edge, words, blocks);
        }
      });
  return std::move(blocks).text();
}

std::vector<std::vector<DataBlocks>> data_blocks(const DrawnFigure& drawn) {
  std::vector<std::vector<DataBlocks>> blocks;
  std::size_t next = 0;
  for (const DrawnPanel& panel : drawn.panels) {
    blocks.emplace_back(panel.series.size());
    for (DataBlocks& block : blocks.back()) block.points = next++;
  }
  for (std::size_t p = 0; p < drawn.panels.size(); ++p) {
    for (std::size_t i = 0; i < blocks[p].size(); ++i) {
      const DrawnSeries& series = drawn.panels[p].series[i];
      blocks[p][i].band = next;
      next += series.band.size();
      if (has_mark(series, Edge::kTop)) blocks[p][i].top = next++;
      if (has_mark(series, Edge::kBottom)) blocks[p][i].bottom = next++;
    }
  }
  return blocks;
}

}  // namespace zipml
