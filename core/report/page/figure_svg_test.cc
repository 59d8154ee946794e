#include "core/report/page/figure_svg.h"

#include <catch.h>

#include <cctype>
#include <string>

#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/report/figures/gnuplot.h"
#include "core/report/figures/style.h"
#include "core/report/page/escape.h"
#include "core/report/page/figure_colors.h"
#include "core/report/page/svg_path.h"
#include "core/report/samples_testing.h"

using namespace zipml;

namespace {

// As gnuplot writes it, around `content`.
std::string gnuplot_svg(const std::string& content) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"  standalone=\"no\"?>\n"
         "<svg \n width=\"600\" height=\"400\"\n viewBox=\"0 0 600 400\"\n>\n"
         "<title>Gnuplot</title>\n<g id=\"gnuplot_canvas\">\n"
         "<rect x=\"0\" y=\"0\" width=\"600\" height=\"400\" fill=\"#ffffff\"/>"
         "\n<defs>\n\t<circle id='gpDot' r='0.5'/>\n</defs>\n"
         "<g fill=\"none\" color=\"black\" stroke=\"currentColor\" "
         "stroke-width=\"1.40\">" +
         content + "</g>\n</g>\n</svg>\n";
}

std::string drawn(const std::string& content) {
  const auto svg = figure_svg(gnuplot_svg(content), "A \"name\"");
  REQUIRE(svg);
  static const std::string kBegin =
      "<svg class=\"figure\" viewBox=\"0 0 6000 4000\" style=\"--width:600px\" "
      "role=\"img\" aria-label=\"A &quot;name&quot;\">";
  CHECK(svg->starts_with(kBegin));
  CHECK(svg->ends_with("</svg>"));
  return svg->substr(kBegin.size(), svg->size() - kBegin.size() - 6);
}

}  // namespace

TEST_CASE("lines of one look are one path, in tenths", "[unit]") {
  CHECK(drawn("<path stroke='rgb(213,  94,   0)'  d='M1.00,2.04 L3,2.04 "
              "\n L3,7 L4.5,9 '/><path stroke='rgb(213,  94,   0)' "
              "d='M10,10 L10,20 M30,30'/>") ==
        "<path class=\"line w14 c1\" "
        "d=\"M10 20h20v50l15 20m55 10v100\"/>");
  // The colour around them, dashes, and a line of another look between.
  const std::string dashed =
      "<path stroke='currentColor' stroke-dasharray='7.0,4.2' d='M0,0 L1,0'/>";
  const std::string solid = "<path stroke='black' d='M0,0 L1,0'/>";
  CHECK(drawn(dashed + solid + dashed) ==
        "<path class=\"line w14 c0\" stroke-dasharray=\"70 "
        "42\" d=\"M0 0h10\"/><path class=\"line w14 c0\" "
        "d=\"M0 0h10\"/><path class=\"line w14 c0\" "
        "stroke-dasharray=\"70 42\" d=\"M0 0h10\"/>");
  // A colour of no theme stays.
  CHECK(drawn("<path stroke='rgb(1,2,3)' d='M0,0 L0,1'/>") ==
        "<path class=\"line w14\" style=\"--c:#010203\" "
        "d=\"M0 0v10\"/>");
}

TEST_CASE("areas, markers, images and texts of a figure", "[unit]") {
  CHECK(drawn("<polygon fill = 'rgb(  0, 114, 178)' fill-opacity = '0.18' "
              "points = '0,0 1,0 1,1 0,1 0,0 '/>") ==
        "<path class=\"area c2\" fill-opacity=\"0.18\" "
        "d=\"M0 0h10v10h-10z\"/>");
  // Black in a colour bar is no ink: it does not turn with the theme.
  CHECK(drawn("<g stroke='none' shape-rendering='crispEdges'><polygon fill = "
              "'rgb(0,0,0)' points = '0,0 1,0 1,1'/></g>") ==
        "<path class=\"step\" fill=\"#000000\" d=\"M0 0h10v10z\"/>");
  CHECK(drawn("<use xlink:href='#gpPt4' transform='translate(10.00,20.00) "
              "scale(3.00)' color='rgb(0,0,0)'/>") ==
        "<path class=\"line square w66 c0\" "
        "d=\"M100 200h0\"/>");
  CHECK(drawn("<use xlink:href='#gpPt12' transform='translate(10.00,20.00) "
              "scale(3.00)' color='rgb(0,0,0)'/><use xlink:href='#gpPt12' "
              "transform='translate(20.00,20.00) scale(3.00)' "
              "color='rgb(0,0,0)'/>") ==
        "<path class=\"mark w6 c0\" "
        "d=\"M100 158l42 42-42 42-42-42zm100 0l42 42-42 42-42-42z\"/>");
  // Of a legend's line that goes on there is no sample.
  CHECK(drawn("<use xlink:href='#gpDot' x='752.40' y='361.95' "
              "color='rgb(255, 255, 255)'/>")
            .empty());
  CHECK(drawn("<use xlink:href='#gpPt5' transform='translate(10.00,20.00) "
              "scale(3.00)' color='rgb(0,0,0)'/>") ==
        "<path class=\"line w6 c0\" "
        "d=\"M70 200a30 30 0 1 0 60 0 30 30 0 1 0-60 0z\"/>");
  CHECK(drawn("<image style='image-rendering: pixelated' x='1' y='2' "
              "width='3' height='4' "
              "xlink:href='data:image/png;base64,iVBO\nRw0='/>") ==
        "<image x=\"10\" y=\"20\" width=\"30\" height=\"40\" "
        "preserveAspectRatio=\"none\" "
        "href=\"data:image/png;base64,iVBORw0=\"/>");
  CHECK(drawn("<g transform=\"translate(5.00,6.00) rotate(-90)\" "
              "stroke=\"none\" fill=\"black\" font-size=\"13.00\"  "
              "text-anchor=\"middle\"><text>||a|| &lt;= 1 &amp; more</text>"
              "</g>") ==
        "<g class=\"area middle c0\" font-size=\"130\"><text "
        "transform=\"translate(50 60)rotate(-90)\">||a|| &lt;= 1 &amp; more"
        "</text></g>");
}

TEST_CASE("what is no figure of gnuplot's is not taken for one", "[unit]") {
  for (const char* content :
       {"<script>alert(1)</script>",
        "<foreignObject></foreignObject>",
        "<a href='javascript:x'><path stroke='black' d='M0,0'/></a>",
        "<image x='0' y='0' width='1' height='1' "
        "xlink:href='https://example.org/a.png'/>",
        "<image x='0' y='0' width='1' height='1' "
        "xlink:href='data:image/png;base64,\"onload=x'/>",
        "<path stroke='black' d='M0,0 C1,1 2,2 3,3'/>",
        "<path stroke='url(#a)' d='M0,0 L1,1'/>",
        "<path stroke='black' stroke-dasharray='1,2,3' d='M0,0 L1,1'/>",
        "<path stroke='black' d='M0,nan'/>",
        "<g stroke-width=\"10\"><path stroke='black' d='M0,0 L9,9'/></g>",
        "<path stroke='black' d='L0,0'/>",
        "<use xlink:href='#gpPt0' transform='translate(1,1) scale(1)' "
        "color='black'/>",
        "<use xlink:href='#gpPt4' transform='rotate(1)' color='black'/>",
        "text",
        "</g>",
        "<g>",
        "<!-- -->",
        "<path d='",
        "<path stroke=black/>",
        "<g transform=\"scale(2)\"><text>a</text></g>"}) {
    INFO(content);
    CHECK_FALSE(figure_svg(gnuplot_svg(content), "x"));
  }
  CHECK_FALSE(figure_svg("", "x"));
  CHECK_FALSE(figure_svg("<svg>", "x"));
  CHECK_FALSE(figure_svg("<svg width=\"0\" height=\"1\"></svg>", "x"));
  CHECK_FALSE(figure_svg("plain", "x"));
}

TEST_CASE("what gnuplot draws stands in the page", "[unit]") {
  const TemporaryFolder folder;
  for (const Figure& figure : {sample_figure(), sample_images()}) {
    draw_figure(figure, folder.path(), {});
    const std::string svg = read_file(folder.path() / (figure.id + ".svg"));
    const auto compact = figure_svg(svg, figure.title);
    REQUIRE(compact);
    CHECK(compact->size() < svg.size() / 2);
    // Every word is there.
    for (const Panel& panel : figure.panels) {
      CHECK(compact->find('>' + panel.title + '<') != std::string::npos);
    }
    CHECK(compact->find("id=") == std::string::npos);
  }
}

TEST_CASE("every colour of figures is one of the page's", "[unit]") {
  constexpr std::string_view kKey = "rgb '";
  const auto check = [&](std::string style) {
    INFO(style);
    const std::size_t place = style.find(kKey);
    REQUIRE(place != std::string::npos);
    std::string color = style.substr(place + kKey.size(), 7);
    for (char& c : color) c = static_cast<char>(std::tolower(c));
    CHECK(color_class(color));
  };
  for (const Origin origin : {Origin::kOurs, Origin::kPaper, Origin::kTheory}) {
    for (int color = 0; color < 10; ++color) {
      const Series series{.origin = origin, .color = color};
      check(line_style(series));
      check(marker_style(series));
      check(band_style(series));
    }
  }
  check(mark_legend_style(Edge::kTop));
  CHECK_FALSE(color_class("#010203"));
}

TEST_CASE("points that are not seen are left out of a path", "[unit]") {
  const auto data = [](const std::vector<SvgPoint>& points, bool closed) {
    SvgPathData path;
    path.add({.points = points, .closed = closed});
    return path.text();
  };
  CHECK(data({}, false).empty());
  CHECK(data({{1, 2}}, false).empty());
  CHECK(data({{1, 2}, {1, 2}}, true).empty());
  CHECK(data({{0, 0}, {10, 10}, {30, 30}, {20, 20}}, false) ==
        "M0 0l30 30-10-10");
  // A step of two tenths is seen, one of a tenth is not.
  CHECK(data({{0, 0}, {10, 2}, {20, 0}, {30, 1}, {40, 0}}, false) ==
        "M0 0l10 2 10-2h20");
  CHECK(data({{0, 0}, {5, 0}, {5, 0}, {9, 0}, {9, -4}, {0, 0}}, true) ==
        "M0 0h9v-4z");
  CHECK(data({{-1, -2}, {0, 3}, {-5, 3}, {-9, 3}}, false) == "M-1-2l1 5h-9");
}

TEST_CASE("escaped text comes back", "[property]") {
  CHECK(escaped("<a href=\"x\">'&'") ==
        "&lt;a href=&quot;x&quot;&gt;&apos;&amp;&apos;");
  CHECK(unescaped("&#39;&nbsp;&") == "'&nbsp;&");
  RandomStream stream({.seed = 31, .purpose = Purpose::kTest});
  for (int i = 0; i < 100; ++i) {
    const std::string text = random_markup(stream, 12);
    CHECK(unescaped(escaped(text)) == text);
  }
}
