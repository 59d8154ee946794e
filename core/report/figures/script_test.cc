#include "core/report/figures/script.h"

#include <catch.h>

#include <cmath>
#include <sstream>

#include "core/report/figures/layout.h"
#include "core/report/samples_testing.h"

using namespace zipml;

TEST_CASE("the data file holds every point to the bit", "[property]") {
  RandomStream stream({.seed = 28, .purpose = Purpose::kTest});
  Figure figure = sample_figure();
  std::vector<double> expected;
  for (Panel& panel : figure.panels) {
    for (Series& series : panel.series) {
      series.low.clear();
      series.high.clear();
      for (std::size_t i = 0; i < series.x.size(); ++i) {
        series.x[i] = stream.normal();
        series.y[i] = std::ldexp(stream.normal(), 300);
        expected.push_back(series.x[i]);
        expected.push_back(series.y[i]);
      }
    }
  }
  std::vector<double> found;
  std::istringstream lines(figure_data(figure));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string x, y, low, high;
    words >> x >> y >> low >> high;
    found.push_back(std::stod(x));
    found.push_back(std::stod(y));
    CHECK(low == "NaN");
    CHECK(high == "NaN");
  }
  CHECK(found == expected);
}

TEST_CASE("a series without points keeps its block", "[unit]") {
  Figure figure = sample_figure();
  figure.panels[0].series[0].x.clear();
  figure.panels[0].series[0].y.clear();
  CHECK(figure_data(figure).find("# x y low high\nNaN NaN NaN NaN\n\n\n#") !=
        std::string::npos);
}

TEST_CASE("panels stand apart, three a line, within the figure", "[unit]") {
  Figure figure = sample_figure();
  for (std::size_t count = 1; count <= 7; ++count) {
    figure.panels.resize(count, figure.panels[0]);
    const FigureLayout layout = lay_out(figure);
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
  CHECK(lay_out(figure).shared_legend);
  CHECK(lay_out(figure).legends.at(0).entries.size() == 3);
  figure.panels[1].series[0].label = "other bits";
  const FigureLayout apart = lay_out(figure);
  CHECK_FALSE(apart.shared_legend);
  REQUIRE(apart.legends.size() == 2);
  CHECK(apart.legends[0].entries.size() == 3);
  CHECK(apart.legends[1].entries.size() == 1);
}
