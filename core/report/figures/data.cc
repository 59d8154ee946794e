#include "core/report/figures/data.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
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
    line(std::vector<double>(numbers));
  }
  void line(const std::vector<double>& numbers) {
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

void add_image(const Panel& panel, const Image& image, Blocks& blocks) {
  blocks.begin(fmt::format("panel: {}; image: {}", gnuplot_comment(panel.title),
                           gnuplot_comment(image.label)),
               "a matrix, row by row from the top");
  const int rows = std::max(kLeastImageSide, image.height);
  const int columns = std::max(kLeastImageSide, image.width);
  const auto value = [&](int row, int column) {
    if (image.values.empty()) return std::numeric_limits<double>::quiet_NaN();
    const std::ptrdiff_t at =
        std::ptrdiff_t{1} * std::min(row, image.height - 1) * image.width +
        std::min(column, image.width - 1);
    return image.values.at(static_cast<std::size_t>(at));
  };
  for (int row = 0; row < rows; ++row) {
    std::vector<double> numbers;
    for (int i = 0; i < columns; ++i) numbers.push_back(value(row, i));
    blocks.line(numbers);
  }
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
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const Panel& panel = figure.panels[p];
    if (panel.image) {
      add_image(panel, *panel.image, blocks);
      continue;
    }
    for (std::size_t i = 0; i < panel.series.size(); ++i) {
      blocks.begin(words_of(panel, panel.series[i]), "x y low high drawn");
      add_points(panel.series[i], drawn.panels[p].series[i], blocks);
    }
  }
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const Panel& panel = figure.panels[p];
    for (std::size_t i = 0; i < drawn.panels[p].series.size(); ++i) {
      const DrawnSeries& seen = drawn.panels[p].series[i];
      const std::string words = words_of(panel, panel.series[i]);
      for (const std::vector<Point>& outline : seen.band) {
        blocks.begin("band; " + words, "x y");
        for (const Point& point : outline) blocks.line({point.x, point.y});
      }
      for (const Edge edge : {Edge::kTop, Edge::kBottom}) {
        add_marks(seen, edge, words, blocks);
      }
    }
  }
  return std::move(blocks).text();
}

std::vector<PanelBlocks> data_blocks(const DrawnFigure& drawn) {
  std::vector<PanelBlocks> blocks(drawn.panels.size());
  std::size_t next = 0;
  for (std::size_t p = 0; p < blocks.size(); ++p) {
    if (drawn.panels[p].colors) blocks[p].image = next++;
    blocks[p].series.resize(drawn.panels[p].series.size());
    for (DataBlocks& block : blocks[p].series) block.points = next++;
  }
  for (std::size_t p = 0; p < blocks.size(); ++p) {
    for (std::size_t i = 0; i < blocks[p].series.size(); ++i) {
      const DrawnSeries& series = drawn.panels[p].series[i];
      DataBlocks& block = blocks[p].series[i];
      block.band = next;
      next += series.band.size();
      if (has_mark(series, Edge::kTop)) block.top = next++;
      if (has_mark(series, Edge::kBottom)) block.bottom = next++;
    }
  }
  return blocks;
}

}  // namespace zipml
