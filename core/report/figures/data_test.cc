#include "core/report/figures/data.h"

#include <catch.h>

#include <cmath>
#include <sstream>
#include <utility>
#include <vector>

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
  std::istringstream lines(figure_data(figure, drawn_figure(figure)));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string x, y, low, high, drawn;
    words >> x >> y >> low >> high >> drawn;
    if (low.empty()) continue;  // a mark's place
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
  CHECK(figure_data(figure, drawn_figure(figure))
            .find("# x y low high drawn\nNaN NaN NaN NaN 0\n\n\n#") !=
        std::string::npos);
}

TEST_CASE("an image of one row or column is drawn as two", "[unit]") {
  const auto data = [](int width, int height, std::vector<double> values) {
    Figure figure;
    figure.panels = {
        {.image = Image{
             .width = width, .height = height, .values = std::move(values)}}};
    const std::string text = figure_data(figure, drawn_figure(figure));
    return text.substr(text.rfind("top\n") + 4);
  };
  CHECK(data(2, 2, {1, 2, 3, 4}) == "1 2\n3 4\n");
  CHECK(data(3, 1, {1, 2, 3}) == "1 2 3\n1 2 3\n");
  CHECK(data(1, 3, {1, 2, 3}) == "1 1\n2 2\n3 3\n");
  CHECK(data(1, 1, {1}) == "1 1\n1 1\n");
  CHECK(data(0, 0, {}) == "NaN NaN\nNaN NaN\n");
}

TEST_CASE("the data file holds what cannot be drawn as it is", "[unit]") {
  Figure figure;
  figure.panels = {
      {.y = {.logarithmic = true},
       .series = {{.x = {1, 2, 3, 4}, .y = {1, kInfinity, -2, std::nan("")}}}}};
  const std::string data = figure_data(figure, drawn_figure(figure));
  CHECK(data.find("\n2 inf NaN NaN 0\n3 -2 NaN NaN 0\n4 NaN NaN NaN 0\n") !=
        std::string::npos);
  CHECK(data.find("marks at the top") != std::string::npos);
  CHECK(data.find("marks at the bottom") != std::string::npos);
}
