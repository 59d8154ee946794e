// A figure as a part of the page.
#pragma once

#include <optional>
#include <string>

namespace zipml {

// What gnuplot's svg terminal writes, as SVG that stands in a page: a third of
// the length, in the colours of the page's theme (figure_colors.h), without
// background, ids, or anything that could run or be fetched. Coordinates are
// whole tenths of a pixel, which is finer than is seen; lines of one style are
// one path. `name` is for those who hear the page.
//
// Nothing for any other text: of unknown elements, commands or markers, or not
// well-formed.
std::optional<std::string> figure_svg(const std::string& svg,
                                      const std::string& name);

// ".w14{stroke-width:14}", for each width of a line that a figure may have.
std::string width_rules();

}  // namespace zipml
