#include "core/report/tables/latex_layout.h"

#include <algorithm>

#include "core/report/format.h"

namespace zipml {
namespace {

// A little more than the metrics say: a kern, an italic's correction.
constexpr double kSlack = 0.15;

// In em: the column cannot be narrower; so wide no cell breaks; and so its
// heading takes two lines at most.
struct Need {
  double least = 0;
  double cells = 0;
  double most = 0;
};

Need need_of(const LatexGrid& grid, std::size_t column) {
  const LatexPieces& heading = grid.headings[column];
  Need need{.least = least_width(heading)};
  for (const auto& row : grid.rows) {
    need.least = std::max(need.least, least_width(row[column]));
    need.cells = std::max(need.cells, natural_width(row[column]));
  }
  need.cells = std::max(need.cells, need.least);
  need.most = std::max(need.cells, 0.6 * natural_width(heading));
  for (double* width : {&need.least, &need.cells, &need.most}) {
    *width += kSlack;
  }
  return need;
}

class Parts {
 public:
  explicit Parts(std::vector<Need> needs) : needs_(std::move(needs)) {}

  double least_of(const std::vector<std::size_t>& columns) const {
    double width = 0;
    for (const std::size_t column : columns) {
      width += needs_[column].least + kLatexColumnGap;
    }
    return columns.empty() ? 0 : width - kLatexColumnGap;
  }
  bool fits(const std::vector<std::size_t>& columns) const {
    return least_of(columns) <= kLatexTextWidth;
  }

  // At most `most` columns beside the keys in a part; one at least.
  std::vector<std::vector<std::size_t>> split(
      const std::vector<std::size_t>& keys,
      const std::vector<std::size_t>& others, std::size_t most) const {
    std::vector<std::vector<std::size_t>> parts = {keys};
    for (const std::size_t column : others) {
      std::vector<std::size_t> more = parts.back();
      more.push_back(column);
      const bool is_first = parts.back().size() == keys.size();
      const bool is_full = parts.back().size() - keys.size() >= most;
      if (is_first || (!is_full && fits(more))) {
        parts.back() = std::move(more);
      } else {
        parts.push_back(keys);
        parts.back().push_back(column);
      }
    }
    return parts;
  }

  LatexPart with_widths(std::vector<std::size_t> columns) const {
    LatexPart part{std::move(columns), {}};
    for (const std::size_t column : part.columns) {
      part.widths.push_back(needs_[column].least);
    }
    widen(&Need::least, &Need::cells, part);
    widen(&Need::cells, &Need::most, part);
    return part;
  }

 private:
  // As far as there is room, each by the same share of what it lacks.
  void widen(double Need::*from, double Need::*to, LatexPart& part) const {
    double free = kLatexTextWidth + kLatexColumnGap, wanted = 0;
    for (std::size_t i = 0; i < part.columns.size(); ++i) {
      const Need& need = needs_[part.columns[i]];
      free -= part.widths[i] + kLatexColumnGap;
      wanted += need.*to - need.*from;
    }
    const double share = wanted > 0 ? std::clamp(free / wanted, 0.0, 1.0) : 0.0;
    for (std::size_t i = 0; i < part.columns.size(); ++i) {
      const Need& need = needs_[part.columns[i]];
      part.widths[i] += share * (need.*to - need.*from);
    }
  }

  std::vector<Need> needs_;
};

// A letter alone is a symbol in a label, and no symbol in a unit.
LatexPieces heading_pieces(const Column& column) {
  Column label = column;
  label.unit.clear();
  LatexPieces pieces = latex_pieces(heading(label));
  if (column.unit.empty()) return pieces;
  if (!pieces.empty()) pieces.back().space_after = true;
  LatexPieces unit = latex_pieces('(' + column.unit + ')');
  if (column.unit.size() == 1) {
    const std::string code = '(' + escape_latex(column.unit) + ')';
    unit = {{code, natural_width(unit), false}};
  }
  pieces.insert(pieces.end(), unit.begin(), unit.end());
  return pieces;
}

}  // namespace

LatexGrid latex_grid(const Table& table) {
  LatexGrid grid;
  for (const Column& column : table.columns) {
    grid.headings.push_back(heading_pieces(column));
  }
  for (const auto& row : table.rows) {
    auto& cells = grid.rows.emplace_back();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      cells.push_back(latex_cell_pieces(row.at(i), table.columns[i]));
    }
  }
  return grid;
}

std::vector<LatexPart> latex_parts(const Table& table, const LatexGrid& grid) {
  std::vector<Need> needs;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    needs.push_back(need_of(grid, i));
  }
  const Parts parts(std::move(needs));
  std::vector<std::size_t> keys, others;
  bool is_key = true;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ColumnFormat format = table.columns[i].format;
    std::vector<std::size_t> more = keys;
    more.push_back(i);
    is_key =
        is_key &&
        (format == ColumnFormat::kText || format == ColumnFormat::kInteger) &&
        parts.least_of(more) <= kLatexTextWidth / 2;
    (is_key ? keys : others).push_back(i);
  }
  auto columns = parts.split(keys, others, others.size());
  // As many in each part, so that the last one is not a column alone.
  const std::size_t even =
      (others.size() + columns.size() - 1) / columns.size();
  auto balanced = parts.split(keys, others, even);
  if (balanced.size() == columns.size()) columns = std::move(balanced);
  std::vector<LatexPart> result;
  for (auto& part : columns)
    result.push_back(parts.with_widths(std::move(part)));
  return result;
}

}  // namespace zipml
