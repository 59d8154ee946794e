#include "core/report/page/figure_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "core/report/page/escape.h"
#include "core/report/page/figure_colors.h"
#include "core/report/page/svg_elements.h"
#include "core/report/page/svg_path.h"

namespace zipml {
namespace {

using Part = SvgElement::Part;

constexpr double kTenths = 10;
// Line width that has a class, in tenths of a pixel.
constexpr long kWidest = 99;

long tenths(double pixels) { return std::lround(kTenths * pixels); }

// What an element has of those that it stands in.
struct Inherited {
  std::string_view fill = "black";
  std::string_view stroke = "none";
  std::string_view color = "black";  // currentColor
  std::string_view width = "1";
  std::string_view font_size = "12";
  std::string_view anchor = "start";
  std::string_view transform = {};  // of a text; nothing else has one
  bool crisp = false;

  void enter(const SvgElement& group) {
    take(group, "fill", fill);
    take(group, "stroke", stroke);
    take(group, "color", color);
    take(group, "stroke-width", width);
    take(group, "font-size", font_size);
    take(group, "text-anchor", anchor);
    take(group, "transform", transform);
    crisp = crisp || group.attribute("shape-rendering") == "crispEdges";
  }

 private:
  static void take(const SvgElement& group, std::string_view name,
                   std::string_view& value) {
    if (group.attributes.contains(name)) value = group.attribute(name);
  }
};

// Things of one look, which are written once: `open` things `close`. Of paths
// the things are their data.
struct Pieces {
  std::string open = {};
  std::string close = {};
  SvgPathData path = {};
  std::string things = {};
};

// "#d55e00" of "rgb(213,  94,   0)", "#D55E00" or "black".
std::optional<std::string> hexadecimal(std::string_view color) {
  if (color == "black") return "#000000";
  constexpr std::string_view kFunction = "rgb(";
  if (color.starts_with(kFunction) && color.ends_with(')')) {
    color = color.substr(kFunction.size(), color.size() - kFunction.size() - 1);
    std::string text = "#";
    for (int i = 0; i < 3; ++i) {
      const std::optional<double> value = take_number(color);
      if (!value || *value < 0 || *value > 255) return std::nullopt;
      text += fmt::format("{:02x}", std::lround(*value));
    }
    return text;
  }
  if (color.size() != 7 || color.front() != '#') return std::nullopt;
  std::string text = "#";
  for (const char c : color.substr(1)) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'A' || c > 'F') && (c < 'a' || c > 'f')) {
      return std::nullopt;
    }
    text += digit || c >= 'a' ? c : static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// gnuplot's numbers of hollow markers; the filled form has the next one.
constexpr int kSquare = 3, kCircle = 5;

// The shape of a marker of gnuplot's around the origin, for a size of 1; a
// circle has none.
std::vector<SvgPoint> marker_shape(int kind, double size) {
  static constexpr double kBox[] = {-1, -1, 1, -1, 1, 1, -1, 1};
  static constexpr double kUp[] = {0, -1.33, -1.33, 0.67, 1.33, 0.67};
  static constexpr double kDown[] = {0, 1.33, 1.33, -0.67, -1.33, -0.67};
  static constexpr double kDiamond[] = {0, -1.414, 1.414,  0,
                                        0, 1.414,  -1.414, 0};
  static constexpr double kPentagon[] = {0,      1.33,   1.265,  0.411,  0.782,
                                         -1.067, -0.782, -1.067, -1.265, 0.411};
  std::vector<SvgPoint> points;
  const auto take = [&](const auto& shape) {
    for (std::size_t i = 0; i < std::size(shape); i += 2) {
      points.push_back({tenths(size * shape[i]), tenths(size * shape[i + 1])});
    }
  };
  switch (kind) {
    case kSquare:
      take(kBox);
      break;
    case 7:
      take(kUp);
      break;
    case 9:
      take(kDown);
      break;
    case 11:
      take(kDiamond);
      break;
    case 13:
      take(kPentagon);
      break;
    default:
      break;
  }
  return points;
}

// Reads a figure and writes it.
class FigureWriter {
 public:
  explicit FigureWriter(const std::string& svg) : reader_(svg) {}

  std::optional<std::string> write(const std::string& name) {
    SvgElement element;
    while (reader_.next(element)) {
      if (!add(element)) return std::nullopt;
    }
    if (reader_.is_broken() || !groups_.empty() || width_ <= 0) {
      return std::nullopt;
    }
    std::string text = fmt::format(
        "<svg class=\"figure\" viewBox=\"0 0 {} {}\" "
        "style=\"--width:{:.0f}px\" role=\"img\" aria-label=\"{}\">",
        tenths(width_), tenths(height_), width_, escaped(name));
    for (const auto* pieces : {&grid_, &drawn_, &texts_}) {
      for (const Pieces& piece : *pieces) {
        text += piece.open + piece.path.text() + piece.things + piece.close;
      }
    }
    return text + "</svg>";
  }

 private:
  bool add(const SvgElement& element) {
    if (element.part == Part::kText) return add_text(element.text);
    if (element.part == Part::kEnd) return leave(element.name);
    if (element.name == "svg") return begin(element);
    if (element.part == Part::kBegin) {
      if (element.name == "defs" || element.name == "title" ||
          element.name == "desc") {
        return skip(element.name);
      }
      if (element.name == "g") {
        groups_.push_back(groups_.empty() ? Inherited() : groups_.back());
        groups_.back().enter(element);
        return true;
      }
      in_text_ = element.name == "text";
      return in_text_;
    }
    if (groups_.empty()) return false;
    if (element.name == "path") return add_path(element);
    if (element.name == "polygon") return add_polygon(element);
    if (element.name == "use") return add_marker(element);
    if (element.name == "image") return add_image(element);
    // The background alone.
    return element.name == "rect" && element.attribute("x") == "0" &&
           drawn_.empty();
  }

  bool begin(const SvgElement& element) {
    std::string_view width = element.attribute("width");
    std::string_view height = element.attribute("height");
    width_ = take_number(width).value_or(0);
    height_ = take_number(height).value_or(0);
    return element.part == Part::kBegin && width_ > 0 && height_ > 0;
  }

  bool leave(std::string_view name) {
    if (name == "text") in_text_ = false;
    if (name != "g") return name == "text" || name == "svg";
    if (groups_.empty()) return false;
    groups_.pop_back();
    return true;
  }

  bool skip(std::string_view name) {
    SvgElement element;
    while (reader_.next(element)) {
      if (element.part == Part::kEnd && element.name == name) return true;
    }
    return false;
  }

  // Where things of a look belong: to the last ones, if those look so, for what
  // lies between two things is seen as before.
  static Pieces& last_like(std::vector<Pieces>& all, const Pieces& look) {
    if (all.empty() || all.back().open != look.open) all.push_back(look);
    return all.back();
  }

  // The same where nothing lies over another.
  static Pieces& any_like(std::vector<Pieces>& all, const Pieces& look) {
    const auto like = std::find_if(
        all.begin(), all.end(),
        [&](const Pieces& other) { return other.open == look.open; });
    if (like != all.end()) return *like;
    all.push_back(look);
    return all.back();
  }

  // The hexadecimal colour that is meant.
  std::optional<std::string> color_of(std::string_view color) const {
    return hexadecimal(color == "currentColor" ? groups_.back().color : color);
  }

  // "line w14", of 1.4 pixels. Nothing for a line wider than any.
  static std::optional<std::string> stroked(std::string_view kind,
                                            double pixels) {
    const long width = tenths(pixels);
    if (width < 1 || width > kWidest) return std::nullopt;
    return fmt::format("{} w{}", kind, width);
  }

  // The colour of the theme, or one that is always the same.
  static std::string look_of(std::string_view classes,
                             const std::string& color) {
    const std::optional<std::string> own = color_class(color);
    return own ? fmt::format("class=\"{} {}\"", classes, *own)
               : fmt::format("class=\"{}\" style=\"--c:{}\"", classes, color);
  }
  static Pieces path_in(std::string_view classes, const std::string& color,
                        const std::string& attributes = "") {
    return {fmt::format("<path {}{} d=\"", look_of(classes, color), attributes),
            "\"/>"};
  }

  bool add_path(const SvgElement& element) {
    const Inherited& group = groups_.back();
    const auto outlines = outlines_of(element.attribute("d"));
    const auto color = color_of(element.attributes.contains("stroke")
                                    ? element.attribute("stroke")
                                    : group.stroke);
    std::string_view width = group.width;
    const std::optional<double> pixels = take_number(width);
    if (!outlines || !color || !pixels) return false;
    const auto classes = stroked("line", *pixels);
    std::string attributes;
    std::string_view dashes = element.attribute("stroke-dasharray");
    if (!dashes.empty()) {
      const auto on = take_number(dashes), off = take_number(dashes);
      if (!on || !off || !dashes.empty()) return false;
      attributes =
          fmt::format(" stroke-dasharray=\"{} {}\"", tenths(*on), tenths(*off));
    }
    if (!classes) return false;
    const Pieces look = path_in(*classes, *color, attributes);
    Pieces& pieces = element.attribute("class") == "gridline"
                         ? any_like(grid_, look)
                         : last_like(drawn_, look);
    for (const SvgOutline& outline : *outlines) pieces.path.add(outline);
    return true;
  }

  // A band has the colour of its series; a step of a colour bar its own.
  bool add_polygon(const SvgElement& element) {
    const auto outline = polygon_of(element.attribute("points"));
    const auto color = color_of(element.attribute("fill"));
    if (!outline || !color) return false;
    std::string_view opacity = element.attribute("fill-opacity");
    if (opacity.empty()) {
      const char* crisp = groups_.back().crisp ? "class=\"step\" " : "";
      drawn_.push_back(
          {fmt::format("<path {}fill=\"{}\" d=\"", crisp, *color), "\"/>"});
    } else {
      const std::optional<double> part = take_number(opacity);
      if (!part) return false;
      // Not joined with another: where they overlap both are seen.
      drawn_.push_back(
          path_in("area", *color, fmt::format(" fill-opacity=\"{}\"", *part)));
    }
    drawn_.back().path.add(*outline);
    return true;
  }

  bool add_marker(const SvgElement& element) {
    constexpr std::string_view kName = "#gpPt", kMove = "translate(",
                               kScale = ") scale(";
    std::string_view name = element.attribute("href");
    std::string_view place = element.attribute("transform");
    const auto color = color_of(element.attribute("color"));
    // Of a legend's line that only goes on: it has no sample to be seen.
    if (name == "#gpDot" && color == "#ffffff") return true;
    if (!name.starts_with(kName) || !place.starts_with(kMove) || !color) {
      return false;
    }
    name.remove_prefix(kName.size());
    const std::optional<double> number = take_number(name);
    place.remove_prefix(kMove.size());
    const auto x = take_number(place), y = take_number(place);
    if (!number || !name.empty() || !x || !y || !place.starts_with(kScale)) {
      return false;
    }
    place.remove_prefix(kScale.size());
    const std::optional<double> size = take_number(place);
    if (!size || place != ")") return false;
    // The filled form of a hollow one has the next number, an even one.
    const int which = static_cast<int>(*number);
    const bool filled = which % 2 == 0;
    return add_marker({tenths(*x), tenths(*y)}, filled ? which - 1 : which,
                      filled, *size, *color);
  }

  bool add_marker(const SvgPoint& center, int kind, bool filled, double size,
                  const std::string& color) {
    constexpr double kStroke = 0.205;  // of the size
    if (filled && (kind == kCircle || kind == kSquare)) {
      // The ends of a wide line.
      const auto dot = stroked(kind == kCircle ? "line round" : "line square",
                               (2 + kStroke) * size);
      if (!dot) return false;
      last_like(drawn_, path_in(*dot, color)).path.add_dot(center);
      return true;
    }
    SvgOutline outline{.points = marker_shape(kind, size), .closed = true};
    if (outline.points.empty() && kind != kCircle) return false;
    const auto classes = stroked(filled ? "mark" : "line", kStroke * size);
    if (!classes) return false;
    Pieces& pieces = last_like(drawn_, path_in(*classes, color));
    if (kind == kCircle) {
      pieces.path.add_circle(center, tenths(size));
      return true;
    }
    for (SvgPoint& point : outline.points) {
      point = {point.x + center.x, point.y + center.y};
    }
    pieces.path.add(outline);
    return true;
  }

  bool add_image(const SvgElement& element) {
    constexpr std::string_view kKind = "data:image/png;base64,";
    const std::string_view image = element.attribute("href");
    if (!image.starts_with(kKind)) return false;
    std::string content;
    for (const char c : image.substr(kKind.size())) {
      if (std::string_view(" \t\r\n").find(c) != std::string_view::npos) {
        continue;
      }
      const bool known = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                         (c >= 'a' && c <= 'z') || c == '+' || c == '/' ||
                         c == '=';
      if (!known) return false;
      content += c;
    }
    std::string place;
    for (const char* name : {"x", "y", "width", "height"}) {
      std::string_view text = element.attribute(name);
      const std::optional<double> value = take_number(text);
      if (!value) return false;
      place += fmt::format(" {}=\"{}\"", name, tenths(*value));
    }
    drawn_.push_back(
        {fmt::format("<image{} preserveAspectRatio=\"none\" href=\"{}{}\"/>",
                     place, kKind, content),
         ""});
    return true;
  }

  bool add_text(std::string_view text) {
    if (!in_text_) {
      return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    }
    constexpr std::string_view kMove = "translate(", kTurn = ") rotate(-90)";
    const Inherited& group = groups_.back();
    const auto color = color_of(group.fill);
    std::string_view size = group.font_size, place = group.transform;
    const std::optional<double> pixels = take_number(size);
    if (!color || !pixels || !place.starts_with(kMove)) return false;
    place.remove_prefix(kMove.size());
    const auto x = take_number(place), y = take_number(place);
    if (!x || !y || (place != ")" && place != kTurn)) return false;
    const std::string at =
        place == kTurn
            ? fmt::format("<text transform=\"translate({} {})rotate(-90)\">",
                          tenths(*x), tenths(*y))
            : fmt::format("<text x=\"{}\" y=\"{}\">", tenths(*x), tenths(*y));
    const Pieces look = {
        fmt::format("<g {} font-size=\"{}\">",
                    look_of(group.anchor == "start" ? "area"
                            : group.anchor == "end" ? "area end"
                                                    : "area middle",
                            *color),
                    tenths(*pixels)),
        "</g>"};
    any_like(texts_, look).things += at + escaped(unescaped(text)) + "</text>";
    return true;
  }

  SvgReader reader_;
  std::vector<Inherited> groups_;
  bool in_text_ = false;
  double width_ = 0, height_ = 0;
  std::vector<Pieces> grid_, drawn_, texts_;
};

}  // namespace

std::optional<std::string> figure_svg(const std::string& svg,
                                      const std::string& name) {
  return FigureWriter(svg).write(name);
}

std::string width_rules() {
  std::string text;
  for (long width = 1; width <= kWidest; ++width) {
    text += fmt::format(".w{0}{{stroke-width:{0}}}", width);
  }
  return text;
}

}  // namespace zipml
