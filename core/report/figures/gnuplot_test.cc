#include "core/report/figures/gnuplot.h"

#include <catch.h>

#include <cmath>
#include <set>
#include <string>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/report/samples_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

const std::set<std::string> kFiles = {"excess.dat", "excess.gp", "excess.pdf",
                                      "excess.png", "excess.svg"};

std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("a figure is drawn once and gives the same bytes", "[unit]") {
  const TemporaryFolder folder;
  const fs::path a = folder.path() / "a";
  const fs::path b = folder.path() / "b";
  const Figure figure = sample_figure();
  CHECK(draw_figure(figure, a) == FigureWork::kDrawn);
  CHECK(files_in(a) == kFiles);
  CHECK(draw_figure(figure, a) == FigureWork::kUnchanged);
  CHECK(draw_figure(figure, b) == FigureWork::kDrawn);
  for (const std::string& name : kFiles) {
    INFO(name);
    CHECK(read_file(a / name) == read_file(b / name));
  }
  CHECK(read_file(a / "excess.pdf").find("(D:19700101000000") !=
        std::string::npos);
  // A legend that is too wide loses entries.
  const std::string svg = read_file(a / "excess.svg");
  for (const Series& series : figure.panels[0].series) {
    CHECK(svg.find(">" + series.label + "<") != std::string::npos);
  }

  fs::remove(a / "excess.png");
  CHECK(draw_figure(figure, a) == FigureWork::kDrawn);
  CHECK(files_in(a) == kFiles);
}

TEST_CASE("images are drawn sharp, within the files", "[unit]") {
  const TemporaryFolder folder;
  const fs::path a = folder.path() / "a";
  const fs::path b = folder.path() / "b";
  const Figure figure = sample_images();
  CHECK(draw_figure(figure, a) == FigureWork::kDrawn);
  CHECK(draw_figure(figure, a) == FigureWork::kUnchanged);
  CHECK(draw_figure(figure, b) == FigureWork::kDrawn);
  const std::set<std::string> files = {"images.dat", "images.gp", "images.pdf",
                                       "images.png", "images.svg"};
  CHECK(files_in(a) == files);
  for (const std::string& name : files) {
    INFO(name);
    CHECK(read_file(a / name) == read_file(b / name));
  }
  const std::string svg = read_file(a / "images.svg");
  CHECK(count_of(svg, "<image ") == 2);
  CHECK(count_of(svg, "style='image-rendering: pixelated'") == 2);
  CHECK(count_of(svg, "href='data:image/png;base64,") == 2);
  CHECK(count_of(svg, "href='") == 2 + count_of(svg, "href='#"));
  for (const Panel& panel : figure.panels) {
    if (!panel.image) continue;
    CHECK(svg.find(">" + panel.image->label + "<") != std::string::npos);
  }
  const std::string pdf = read_file(a / "images.pdf");
  CHECK(count_of(pdf, "/Interpolate false") >= 2);
  CHECK(count_of(pdf, "/Interpolate true") == 0);
}

TEST_CASE("images without values, or of one, are drawn", "[unit]") {
  const TemporaryFolder folder;
  const double nan = std::nan("");
  Figure figure;
  figure.id = "images";
  for (const Image& image :
       {Image(), Image{.width = 1, .height = 1, .values = {0.5}},
        Image{.width = 1, .height = 2, .values = {nan, nan}},
        Image{.width = 1, .height = 1, .values = {3}, .low = 5, .high = 5},
        Image{.width = 1,
        .height = 1,
        .values = {3},
        .low = 1,
        .high = 1 + 1e-12},
        Image{.width = 1, .height = 1, .values = {3}, .low = 0, .high = 1e-299},
        Image{.width = 1, .height = 1, .values = {3}, .low = nan, .high = nan},
        Image{.width = 1,
        .height = 1,
        .values = {kInfinity},
        .low = -kInfinity,
        .high = kInfinity}}) {
    figure.panels.push_back({.image = image});
  }
  CHECK(draw_figure(figure, folder.path()) == FigureWork::kDrawn);
  CHECK(count_of(read_file(folder.path() / "images.svg"), "<image ") == 8);
}

TEST_CASE("texts of a figure are printed and never run", "[unit]") {
  const TemporaryFolder folder;
  const fs::path mark = folder.path() / "mark";
  const auto texts = hostile_texts(mark.string());
  // All at once, each in all kinds of place.
  Figure figure;
  figure.id = "excess";
  figure.title = figure.caption = texts[0];
  for (const std::string& text : texts) {
    Panel panel = findings_with(text).figures[0].panels[1];
    figure.panels.push_back(panel);
    panel.series.clear();
    panel.image = Image{.width = 1, .height = 1, .values = {1}, .label = text};
    figure.panels.push_back(panel);
    figure.title += text;
  }
  const fs::path plots = folder.path() / "plots";
  CHECK(draw_figure(figure, plots) == FigureWork::kDrawn);
  CHECK(files_in(folder.path()) == std::set<std::string>{"plots"});
  CHECK(files_in(plots) == kFiles);
  const std::string svg = read_file(plots / "excess.svg");
  CHECK(svg.find("<script") == std::string::npos);
  CHECK(svg.find("]]>") == std::string::npos);
  // Printed as it is: no expansion, no mark-up.
  CHECK(svg.find("@mark $0 %d a_b^{c} {/Bold x}") != std::string::npos);
  CHECK(svg.find("`touch " + mark.string() + "`") != std::string::npos);
}

TEST_CASE("any text can be drawn", "[property]") {
  const TemporaryFolder folder;
  RandomStream stream({.seed = 30, .purpose = Purpose::kTest});
  Figure figure;
  figure.id = "excess";
  for (int i = 0; i < 60; ++i) {
    figure.panels.push_back(
        findings_with(random_markup(stream, 12)).figures[0].panels[1]);
    figure.title += random_markup(stream, 4);
  }
  CHECK(draw_figure(figure, folder.path()) == FigureWork::kDrawn);
  CHECK(files_in(folder.path()) == kFiles);
}

TEST_CASE("figures without data are drawn", "[unit]") {
  const TemporaryFolder folder;
  Figure figure = sample_figure();
  figure.panels[0].series.clear();
  for (Series& series : figure.panels[1].series) {
    for (double& y : series.y) y = 0.0 / 0.0;
  }
  CHECK(draw_figure(figure, folder.path()) == FigureWork::kDrawn);
  figure.panels.clear();
  CHECK(draw_figure(figure, folder.path()) == FigureWork::kDrawn);
}

TEST_CASE("a plot program that is missing or fails is named", "[unit]") {
  const TemporaryFolder folder;
  try {
    draw_figure(sample_figure(), folder.path(), {"no-such-gnuplot"});
    FAIL("no error");
  } catch (const UserError& error) {
    CHECK(std::string(error.what()).find("no-such-gnuplot cannot be run") !=
          std::string::npos);
    CHECK(std::string(error.what()).find("gnuplot-nox") != std::string::npos);
  }
  CHECK_THROWS_AS(draw_figure(sample_figure(), folder.path(), {"false"}),
                  UserError);
  CHECK(files_in(folder.path()).empty());
}
