// The numbers of a figure, as gnuplot reads them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "core/report/figures/layout.h"

namespace zipml {

// Blocks (`index` in gnuplot) with two blank lines between and a # header each.
// First the points, a block a series, full precision, as they are: the columns
// x y low high and drawn, which is 1 where the point has a marker. NaN: not
// known; inf and -inf as such. Of an image a block too: its values as a matrix,
// the first row at the top. Then what is drawn in another way: of each
// series in turn the outline of its band within the axes, a block a piece, and
// the places of the marks for points off the scale, at the top and at the
// bottom.
std::string figure_data(const Figure& figure, const DrawnFigure& drawn);

// The first of the other blocks of each series, as the script has to know them.
struct DataBlocks {
  std::size_t points = 0;
  std::size_t band = 0;  // the first of its pieces
  std::optional<std::size_t> top = {}, bottom = {};
};
struct PanelBlocks {
  std::vector<DataBlocks> series = {};
  std::optional<std::size_t> image = {};
};
// Panel by panel, series by series.
std::vector<PanelBlocks> data_blocks(const DrawnFigure& drawn);

}  // namespace zipml
