#include "core/harness/config/describe.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "core/harness/config/parameter_set.h"
#include "core/harness/value_text.h"
#include "core/json/cursor.h"

namespace zipml {
namespace {

std::string joined(const std::vector<std::string>& parts,
                   std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

bool differs_by_profile(const Defaults& defaults) {
  return !(defaults.quick == defaults.standard) ||
         !(defaults.quick == defaults.paper);
}

std::string default_text(const Defaults& defaults) {
  const std::string quick = compact_json(defaults.quick);
  if (!differs_by_profile(defaults)) return quick;
  return fmt::format("{} / {} / {}", quick, compact_json(defaults.standard),
                     compact_json(defaults.paper));
}

// The range, or the choices.
std::string domain_text(const Parameter& parameter) {
  if (parameter.choices.empty()) return range_text(parameter);
  std::string text = joined(parameter.choices, ", ");
  if (parameter.type == ParameterType::kNameOrFile) text += ", or a file";
  return text;
}

std::size_t width_of(std::string_view text) {
  std::size_t characters = 0;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    text.remove_prefix(length == 0 ? 1 : length);
    ++characters;
  }
  return characters;
}

// The words of `text` on lines of at most `width` columns, each line after
// `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent,
                    std::size_t width) {
  const std::string margin(indent, ' ');
  std::string result;
  std::string line;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of(" \n");
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (word.empty()) continue;
    if (!line.empty() && indent + width_of(line) + 1 + width_of(word) > width) {
      result += margin + line + '\n';
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) result += margin + line + '\n';
  return result;
}

// A cell of a Markdown table: one line, no column separator.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') {
      result += "\\|";
    } else {
      result += c == '\n' ? ' ' : c;
    }
  }
  return result;
}

std::string code(const std::string& text) {
  return text.empty() ? "" : "`" + text + "`";
}

}  // namespace

std::string describe_text(const ExperimentInfo& info, std::size_t width) {
  std::string text = wrapped(info.name + ": " + info.title, 0, width);
  if (!info.claims.empty()) {
    text += wrapped(fmt::format("Claims {} of the paper, {}.",
                                joined(info.claims, ", "), info.where),
                    0, width);
  }
  const ParameterSet parameters(info);
  text += "\nParameters (in a config \"a.b\" is {\"a\": {\"b\": ...}}):\n";
  for (const Parameter& parameter : parameters.all()) {
    const std::string unit =
        parameter.unit.empty() ? "" : ", in " + parameter.unit;
    const std::string domain = domain_text(parameter);
    text += fmt::format("\n  {}\n", parameter.name);
    text += wrapped(parameter.help, 6, width);
    text += wrapped(fmt::format("{}{}{}", type_text(parameter),
                                domain.empty() ? "" : ": " + domain, unit),
                    6, width);
    text +=
        wrapped(fmt::format("default {}{}", default_text(parameter.defaults),
                            differs_by_profile(parameter.defaults)
                                ? " (quick / standard / paper)"
                                : ""),
                6, width);
  }
  return text;
}

std::string reference_markdown(const ExperimentInfo& info) {
  const ParameterSet parameters(info);
  std::string text = fmt::format("## {}\n\n{}", info.name, info.title);
  if (!info.claims.empty()) {
    text +=
        fmt::format(" (claims {}; {})", joined(info.claims, ", "), info.where);
  }
  text +=
      "\n\n| name | type | default | range | unit | help |\n"
      "|---|---|---|---|---|---|\n";
  for (const Parameter& parameter : parameters.all()) {
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n",
                        code(parameter.name), type_text(parameter),
                        cell(code(default_text(parameter.defaults))),
                        cell(domain_text(parameter)), cell(parameter.unit),
                        cell(parameter.help));
  }
  return text;
}

}  // namespace zipml
