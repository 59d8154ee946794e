// How a wide table is made to fit: columns as wide as they need, lines that
// break, and parts.
#pragma once

#include <cstddef>
#include <vector>

#include "core/harness/findings/findings.h"
#include "core/report/tables/latex_text.h"

namespace zipml {

// The width of a standard article's text at 10 pt, the narrowest that is usual,
// in em of Computer Modern at 7 pt; between two columns there is
// kLatexColumnGap.
inline constexpr double kLatexTextWidth = 43.2;
inline constexpr double kLatexColumnGap = 0.76;

// Columns of a table that stand beside one another.
struct LatexPart {
  std::vector<std::size_t> columns = {};
  std::vector<double> widths = {};  // in em
};

// A table as pieces: its headings and its rows.
struct LatexGrid {
  std::vector<LatexPieces> headings = {};
  std::vector<std::vector<LatexPieces>> rows = {};
};
LatexGrid latex_grid(const Table& table);

// Parts that fit the width, each with the columns that say which row it is:
// those of text and whole numbers before the first other, as far as they take
// no more than half of it. Columns keep their order.
std::vector<LatexPart> latex_parts(const Table& table, const LatexGrid& grid);

}  // namespace zipml
