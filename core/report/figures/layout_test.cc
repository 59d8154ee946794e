#include "core/report/figures/layout.h"

#include <catch.h>

#include <cmath>

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
