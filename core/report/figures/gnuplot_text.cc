#include "core/report/figures/gnuplot_text.h"

#include "core/report/format.h"

namespace zipml {

std::string gnuplot_comment(const std::string& text) {
  std::string line = single_line(text);
  // A backslash at the end would continue the comment on the next line.
  if (!line.empty() && line.back() == '\\') line += ' ';
  return line;
}

std::string gnuplot_string(const std::string& text) {
  std::string quoted = "'";
  for (const char c : single_line(text)) {
    if (c == '\'') {
      quoted += "\u2019";
      continue;
    }
    if (c == '>' && quoted.ends_with("]]")) quoted += ' ';
    quoted += c;
  }
  quoted += '\'';
  return quoted;
}

}  // namespace zipml
