#include "core/report/tables/latex.h"

#include <fmt/format.h>

#include <vector>

#include "core/report/format.h"
#include "core/report/tables/latex_layout.h"

namespace zipml {
namespace {

std::string table_line(const std::vector<LatexPieces>& cells,
                       const LatexPart& part) {
  std::vector<std::string> codes;
  for (const std::size_t column : part.columns) {
    codes.push_back(code_of(cells[column]));
  }
  return fmt::format("{} \\\\\n", fmt::join(codes, " & "));
}

std::string column_types(const Table& table, const LatexPart& part) {
  std::string types;
  for (std::size_t i = 0; i < part.columns.size(); ++i) {
    const bool right = is_numeric(table.columns[part.columns[i]]);
    types += fmt::format(">{{\\ragged{}\\arraybackslash}}p{{{:.2f}em}}",
                         right ? "left" : "right", part.widths[i]);
  }
  return types;
}

class LatexTable {
 public:
  LatexTable(const Table& table, std::string_view study)
      : table_(table),
        label_(fmt::format("tab:{}:{}", safe_file_name(std::string(study)),
                           safe_file_name(table.id))),
        grid_(latex_grid(table)),
        parts_(latex_parts(table, grid_)) {}

  std::string text() const {
    std::string text =
        "% Needs \\usepackage{array,booktabs,longtable}; in a text of two "
        "columns after \\onecolumn.\n"
        "\\begingroup\n"
        "\\fontsize{7}{8.4}\\selectfont\n"
        "\\setlength{\\tabcolsep}{3pt}\n"
        "\\setlength{\\LTcapwidth}{\\linewidth}\n";
    for (std::size_t i = 0; i < parts_.size(); ++i) text += part_text(i);
    return text + "\\endgroup\n";
  }

 private:
  std::string caption(std::size_t index) const {
    const std::string title = latex_words(table_.title);
    if (parts_.size() == 1) {
      return title +
             (table_.caption.empty() ? "" : ". " + latex_words(table_.caption));
    }
    const std::string place =
        fmt::format("{} ({} of {})", title, index + 1, parts_.size());
    if (index > 0) return place + ": further columns of the same rows.";
    return place +
           (table_.caption.empty() ? "" : ". " + latex_words(table_.caption));
  }

  std::string part_text(std::size_t index) const {
    const LatexPart& part = parts_[index];
    const std::string head =
        "\\toprule\n" + table_line(grid_.headings, part) + "\\midrule\n";
    // Lines of a row stand nearer than rows do.
    std::string rows;
    for (std::size_t i = 0; i < grid_.rows.size(); ++i) {
      if (i > 0) rows += "\\addlinespace[1.5pt]\n";
      rows += table_line(grid_.rows[i], part);
    }
    const std::string number = index == 0 ? "" : fmt::format(":{}", index + 1);
    return fmt::format(
        "\\begin{{longtable}}{{@{{}}{}@{{}}}}\n"
        "\\caption[{}]{{{}}}\\label{{{}{}}}\\\\\n"
        "{}\\endfirsthead\n{}\\endhead\n\\bottomrule\n\\endfoot\n{}"
        "\\end{{longtable}}\n",
        column_types(table_, part), latex_words(table_.title), caption(index),
        label_, number, head, head, rows);
  }

  const Table& table_;
  std::string label_;
  LatexGrid grid_;
  std::vector<LatexPart> parts_;
};

}  // namespace

std::string table_to_latex(const Table& table, std::string_view study) {
  return LatexTable(table, study).text();
}

}  // namespace zipml
