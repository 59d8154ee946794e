#include "core/report/tables/markdown.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "core/base/text.h"
#include "core/report/format.h"

namespace zipml {
namespace {

constexpr std::string_view kSpecial = "\\`*[]<>|$&~";
constexpr int kLeastColumnWidth = 3;  // of "---"

bool is_word(const std::string& text, std::size_t place) {
  return place < text.size() &&
         std::isalnum(static_cast<unsigned char>(text[place])) != 0;
}

std::string cell_text(const Value& value, const Column& column) {
  const std::string text = display_text(value, column);
  // Numbers hold nothing that Markdown takes for markup.
  const bool words = value.is_text() || value.is_list();
  return words ? escape_markdown(text) : text;
}

std::string padded(const std::string& text, int width, bool right) {
  const std::string space(
      static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
  return right ? space + text : text + space;
}

}  // namespace

std::string escape_markdown(const std::string& text) {
  const std::string line = single_line(text);
  std::string escaped;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool inside_word =
        i > 0 && is_word(line, i - 1) && is_word(line, i + 1);
    const bool special = kSpecial.find(line[i]) != std::string_view::npos ||
                         (line[i] == '_' && !inside_word);
    if (special) escaped += '\\';
    escaped += line[i];
  }
  return escaped;
}

std::string table_to_markdown(const Table& table) {
  std::vector<std::vector<std::string>> lines(1);
  for (const Column& column : table.columns) {
    lines.front().push_back(escape_markdown(heading(column)));
  }
  for (const auto& row : table.rows) {
    auto& line = lines.emplace_back();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      line.push_back(cell_text(row.at(i), table.columns[i]));
    }
  }
  std::vector<int> widths(table.columns.size(), kLeastColumnWidth);
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(line[i]));
    }
  }

  std::string text = "### " + escape_markdown(table.title) + "\n\n";
  const auto append = [&](const std::vector<std::string>& line) {
    text += '|';
    for (std::size_t i = 0; i < line.size(); ++i) {
      text += ' ';
      text += padded(line[i], widths[i], is_numeric(table.columns[i]));
      text += " |";
    }
    text += '\n';
  };
  append(lines.front());
  text += '|';
  for (std::size_t i = 0; i < widths.size(); ++i) {
    text += ' ';
    text.append(static_cast<std::size_t>(widths[i]), '-');
    text += is_numeric(table.columns[i]) ? ":|" : " |";
  }
  text += '\n';
  std::for_each(lines.begin() + 1, lines.end(), append);
  if (!table.caption.empty()) {
    text += '\n' + escape_markdown(table.caption) + '\n';
  }
  return text;
}

}  // namespace zipml
