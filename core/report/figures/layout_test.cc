#include "core/report/figures/layout.h"

#include <catch.h>

#include <cmath>
#include <set>
#include <utility>

#include "core/report/samples_testing.h"

using namespace zipml;

TEST_CASE("panels stand apart, in a grid within the figure", "[unit]") {
  Figure figure = sample_figure();
  for (std::size_t count = 1; count <= 7; ++count) {
    figure.panels.resize(count, figure.panels[0]);
    const FigureLayout layout = drawn_figure(figure).layout;
    REQUIRE(layout.plots.size() == count);
    for (std::size_t i = 0; i < count; ++i) {
      const Box& box = layout.plots[i];
      CHECK(box.left >= 0);
      CHECK(box.bottom >= 0);
      CHECK(box.right <= layout.width);
      CHECK(box.top <= layout.height);
      for (std::size_t j = 0; j < i; ++j) {
        const Box& other = layout.plots[j];
        CHECK((box.left >= other.right || box.right <= other.left ||
               box.top <= other.bottom));
      }
    }
  }
}

TEST_CASE("four panels are two by two", "[unit]") {
  Figure figure = sample_figure();
  figure.panels.resize(4, figure.panels[0]);
  const std::vector<Box> plots = drawn_figure(figure).layout.plots;
  CHECK(plots[0].top == plots[1].top);
  CHECK(plots[2].top < plots[1].bottom);
  CHECK(plots[2].left == plots[0].left);
  CHECK(plots[3].left == plots[1].left);
}

TEST_CASE("an image keeps its shape beside its colour bar", "[unit]") {
  Figure figure = sample_images();
  const auto set_image = [&](std::size_t panel, int width, int height) {
    figure.panels[panel] = {.image = Image{.width = width, .height = height}};
  };
  for (std::size_t count = 1; count <= 7; ++count) {
    figure.panels.resize(count, figure.panels[0]);
    for (const auto& [width, height] :
         {std::pair{256, 256}, {512, 512}, {1000, 30}, {30, 1000}, {1, 1}}) {
      set_image(count - 1, width, height);
      const FigureLayout layout = drawn_figure(figure).layout;
      const Box& box = layout.plots[count - 1];
      const Box& bar = layout.color_bars[count - 1].value();
      INFO(count << " panels, " << width << " x " << height);
      // Each side is right to half a pixel: so many are the two apart.
      CHECK(std::abs((box.right - box.left) * height -
                     (box.top - box.bottom) * width) <= (width + height) / 2.0);
      CHECK(bar.left > box.right);
      CHECK(bar.bottom >= 0);
      CHECK(bar.top == box.top);
      const int columns = count == 4  ? 2
                          : count < 3 ? static_cast<int>(count)
                                      : 3;
      const int cell = layout.width / columns;
      CHECK(box.left / cell == bar.right / cell);
      for (std::size_t i = 0; i + 1 < count; ++i) {
        CHECK_FALSE(layout.color_bars[i]);
      }
      // Nothing of it in the legend.
      for (const Legend& legend : layout.legends) {
        CHECK(legend.entries.size() == (count == 1 ? 0 : 1));
      }
    }
    figure.panels.back() = sample_images().panels[0];
  }
}

TEST_CASE("values of an image are whole pixels of the PNG", "[unit]") {
  Figure figure;
  figure.panels.resize(3);
  for (const int side : {32, 64, 128, 256, 512}) {
    for (Panel& panel : figure.panels) {
      panel.image = Image{.width = side, .height = side};
    }
    const Box box = drawn_figure(figure).layout.plots[0];
    CHECK(box.right - box.left == 256);
    CHECK(box.top - box.bottom == 256);
  }
}

TEST_CASE("titles of panels are whole", "[unit]") {
  Figure figure = sample_figure();
  figure.panels.resize(3, figure.panels[0]);
  figure.panels[1].title =
      "synthetic products of reviews, 2000 features for gisette";
  const FigureLayout layout = drawn_figure(figure).layout;
  std::string all;
  for (const std::string& line : layout.panel_titles[1]) {
    all += (all.empty() ? "" : " ") + line;
  }
  CHECK(all == figure.panels[1].title);
  CHECK(layout.panel_titles[1].size() == 2);
}

TEST_CASE("legends are shared only if each style has one label", "[unit]") {
  Figure figure = sample_figure();
  for (Panel& panel : figure.panels) panel.y.max.reset();
  figure.panels[1].y.logarithmic = true;
  const FigureLayout shared = drawn_figure(figure).layout;
  CHECK(shared.shared_legend);
  CHECK(shared.legends.at(0).entries.size() == 3);
  figure.panels[1].series[0].label = "other bits";
  const FigureLayout apart = drawn_figure(figure).layout;
  CHECK_FALSE(apart.shared_legend);
  REQUIRE(apart.legends.size() == 2);
  CHECK(apart.legends[0].entries.size() == 3);
  CHECK(apart.legends[1].entries.size() == 1);
}

TEST_CASE("a legend has what is seen", "[unit]") {
  Figure figure = sample_figure();
  figure.panels.resize(1);
  std::vector<Series>& series = figure.panels[0].series;
  const auto labels = [&] {
    std::vector<std::string> all;
    const FigureLayout layout = drawn_figure(figure).layout;
    for (const LegendEntry& entry : layout.legends.at(0).entries) {
      all.push_back(entry.label);
    }
    return all;
  };
  for (double& y : series[1].y) y = std::nan("");
  CHECK(labels() == std::vector<std::string>{series[0].label, series[2].label});
  for (double& y : series[1].y) y = kInfinity;
  CHECK(labels() == std::vector<std::string>{series[0].label, series[1].label,
                                             series[2].label, "diverged"});
  // A point without neighbours is no line.
  series.resize(1);
  series[0].origin = Origin::kPaper;
  series[0].y = {1, std::nan(""), std::nan(""), std::nan("")};
  const std::string style =
      drawn_figure(figure).layout.legends.at(0).entries.at(0).style;
  CHECK(style.starts_with("with points "));
}

TEST_CASE("a label that is wider than the figure is whole", "[unit]") {
  Figure figure = sample_figure();
  figure.panels.resize(1);
  figure.panels[0].series[1].label = "paper";
  const FigureFormat column = {.width = 3.3};
  const Legend usual = drawn_figure(figure, column).layout.legends.at(0);
  CHECK(usual.columns > 1);
  const std::string label =
      "the dynamic program on levels that another method has found";
  figure.panels[0].series[0].label = label;
  const Legend folded = drawn_figure(figure, column).layout.legends.at(0);
  CHECK(folded.columns == 1);  // what goes on stands below
  REQUIRE(folded.entries.size() == usual.entries.size() + 1);
  CHECK(folded.entries[0].label + ' ' + folded.entries[1].label == label);
  CHECK(folded.entries[0].style == usual.entries[0].style);
  CHECK(folded.entries[1].style == "with dots lc rgb '#FFFFFF'");
}

TEST_CASE("panels share the width of paper, one below the other in a column",
          "[unit]") {
  Figure figure = sample_figure();
  figure.panels.resize(4, figure.panels[0]);
  const auto lefts = [&](double width) {
    std::set<int> all;
    const FigureLayout layout =
        drawn_figure(figure, {.width = width, .title = false}).layout;
    CHECK(layout.title_lines.empty());
    CHECK(layout.width * layout.scale == Approx(width * 96).margin(0.5));
    for (const Box& box : layout.plots) {
      all.insert(box.left);
      CHECK(box.right <= layout.width);
      CHECK(box.bottom >= 0);
      CHECK(box.top <= layout.height);
    }
    return all.size();
  };
  CHECK(lefts(3.3) == 1);
  CHECK(lefts(6.75) == 2);
  CHECK(drawn_figure(figure).layout.scale == 1);
}

TEST_CASE("each panel is a figure of its own", "[unit]") {
  const Figure figure = sample_figure();
  const std::vector<Figure> panels = panel_figures(figure);
  REQUIRE(panels.size() == figure.panels.size());
  CHECK(panels[0].id == "excess-1");
  CHECK(panels[1].title == figure.panels[1].title);
  CHECK(panels[1].panels.at(0).series.size() == 1);
  CHECK(drawn_figure(panels[0]).layout.panel_titles.at(0).empty());
}
