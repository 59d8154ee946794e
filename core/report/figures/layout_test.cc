#include "core/report/figures/layout.h"

#include <catch.h>

#include "core/report/samples_testing.h"

using namespace zipml;

TEST_CASE("panels stand apart, three a line, within the figure", "[unit]") {
  Figure figure = sample_figure();
  for (std::size_t count = 1; count <= 7; ++count) {
    figure.panels.resize(count, figure.panels[0]);
    const FigureLayout layout = figure_layout(figure);
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

TEST_CASE("legends are shared only if each style has one label", "[unit]") {
  Figure figure = sample_figure();
  CHECK(figure_layout(figure).shared_legend);
  CHECK(figure_layout(figure).legends.at(0).entries.size() == 3);
  figure.panels[1].series[0].label = "other bits";
  const FigureLayout apart = figure_layout(figure);
  CHECK_FALSE(apart.shared_legend);
  REQUIRE(apart.legends.size() == 2);
  CHECK(apart.legends[0].entries.size() == 3);
  CHECK(apart.legends[1].entries.size() == 1);
}
