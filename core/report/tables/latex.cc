#include "core/report/tables/latex.h"

#include <fmt/format.h>

#include <vector>

#include "core/report/format.h"

namespace zipml {
namespace {

std::string escape(char c) {
  switch (c) {
    case '\\':
      return "\\textbackslash{}";
    case '^':
      return "\\textasciicircum{}";
    case '~':
      return "\\textasciitilde{}";
    case '<':
      return "\\textless{}";
    case '>':
      return "\\textgreater{}";
    case '|':
      return "\\textbar{}";
    case '`':
      return "\\textasciigrave{}";
    case '"':
      return "\\char34{}";
    case '{':
    case '}':
    case '$':
    case '&':
    case '#':
    case '_':
    case '%':
      return std::string("\\") + c;
    case '[':
    case ']':
    case '*':
      return std::string("{") + c + "}";
    default:
      return std::string(1, c);
  }
}

// "-1.5e-9" or "-inf", as format.cc writes numbers, in math mode.
std::string math(const std::string& number) {
  const bool negative = number.front() == '-';
  const std::string rest = number.substr(negative ? 1 : 0);
  const std::string sign = negative ? "-" : "";
  if (rest == "inf") return "$" + sign + "\\infty$";
  const std::size_t e = rest.find('e');
  if (e == std::string::npos) return "$" + sign + rest + "$";
  return "$" + sign + rest.substr(0, e) + " \\times 10^{" + rest.substr(e + 1) +
         "}$";
}

// Where the number that begins at `begin` ends; `begin` if none does.
std::size_t end_of_number(const std::string& text, std::size_t begin) {
  std::size_t end = begin;
  if (text[end] == '-') ++end;
  if (text.compare(end, 3, "inf") == 0) return end + 3;
  if (end >= text.size() || !is_digit(text[end])) return begin;
  const auto digits = [&] {
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) {
      ++end;
    }
  };
  digits();
  if (end < text.size() && text[end] == 'e') {
    end += 2;  // 'e' and a sign or a digit
    digits();
  }
  return end;
}

std::string tabular_line(const std::vector<std::string>& cells) {
  return fmt::format("{} \\\\\n", fmt::join(cells, " & "));
}

}  // namespace

std::string escape_latex(const std::string& text) {
  std::string escaped;
  char last = ' ';
  for (const char c : single_line(text)) {
    if (c == '-' && last == '-') escaped += "{}";  // not an en dash
    escaped += escape(c);
    last = c;
  }
  return escaped;
}

std::string latex_cell(const Value& shown, const Column& column) {
  const Value value = measured(shown);
  const std::string text = display_text(value, column);
  if (value.is_null()) return "--";
  if (value.is_text() || value.is_list()) return escape_latex(text);
  std::string cell;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = end_of_number(text, i);
    if (end > i) {
      cell += math(text.substr(i, end - i));
      i = end;
    } else if (text.compare(i, 2, " %") == 0) {
      cell += "\\,\\%";
      i += 2;
    } else {
      cell += escape(text[i++]);
    }
  }
  return cell;
}

std::string table_to_latex(const Table& table) {
  std::string alignment;
  std::vector<std::string> cells;
  for (const Column& column : table.columns) {
    alignment += is_numeric(column) ? 'r' : 'l';
    cells.push_back(escape_latex(heading(column)));
  }
  std::string body = tabular_line(cells) + "\\midrule\n";
  for (const auto& row : table.rows) {
    cells.clear();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      cells.push_back(latex_cell(row.at(i), table.columns[i]));
    }
    body += tabular_line(cells);
  }
  const std::string caption =
      table.caption.empty() ? table.title : table.title + ". " + table.caption;
  return "% Needs \\usepackage{booktabs}.\n"
         "\\begin{table}\n\\centering\n\\caption{" +
         escape_latex(caption) + "}\n\\label{tab:" + safe_file_name(table.id) +
         "}\n\\begin{tabular}{" + alignment + "}\n\\toprule\n" + body +
         "\\bottomrule\n\\end{tabular}\n\\end{table}\n";
}

}  // namespace zipml
