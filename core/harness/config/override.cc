#include "core/harness/config/override.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "core/base/typed_number.h"
#include "core/harness/config/parameter_reader.h"
#include "core/harness/config/sweep_reader.h"
#include "core/json/syntax.h"
#include "core/json/tree.h"

namespace zipml {
namespace {

// The nodes of a text hold no position: messages then name no file.
void forget_positions(JsonNode& node) {
  node.position = {};
  for (JsonNode& item : node.items) forget_positions(item);
  for (JsonMember& member : node.members) {
    member.position = {};
    forget_positions(member.value);
  }
}

// JSON that stands in an option; what is wrong is one mistake of the option.
std::optional<JsonNode> json_node(const std::string& text,
                                  const std::string& option,
                                  Mistakes& mistakes) {
  std::vector<Diagnostic> found;
  std::optional<JsonNode> node = parse_json(text, "", found);
  for (const Diagnostic& problem : found) {
    mistakes.add({}, option,
                 fmt::format("character {}: {}", problem.position.column,
                             problem.message),
                 problem.hint);
  }
  if (!found.empty()) return std::nullopt;
  forget_positions(*node);
  return node;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// One value, read by the parameter's type. What does not look like a value of
// the type stays a text, which the parameter then refuses.
JsonNode scalar_node(const Parameter& parameter, std::string_view text) {
  const std::string content(trimmed(text));
  std::optional<std::string> json;
  if (is_numeric(parameter)) json = json_spelling(content);
  if (parameter.type == ParameterType::kBoolean) json = content;
  if (json) {
    std::vector<Diagnostic> ignored;
    if (auto node = parse_json(*json, "", ignored)) {
      if (ignored.empty() && !node->is_list() && !node->is_object()) {
        forget_positions(*node);
        return *node;
      }
    }
  }
  return JsonNode::of_text(
      parameter.type == ParameterType::kText ? std::string(text) : content);
}

JsonNode list_node(const Parameter& parameter, std::string_view text) {
  JsonNode node;
  node.kind = JsonNode::Kind::kList;
  while (true) {
    const std::size_t comma = text.find(',');
    node.items.push_back(scalar_node(parameter, text.substr(0, comma)));
    if (comma == std::string_view::npos) return node;
    text.remove_prefix(comma + 1);
  }
}

// "1..8", "0.1..0.5:0.1", "1..64*4" as a range object; nothing if it is none.
std::optional<JsonNode> range_node(std::string_view text) {
  static const Parameter kNumber{.name = "number"};
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  JsonNode node;
  node.kind = JsonNode::Kind::kObject;
  const auto add = [&](const char* key, std::string_view number) {
    node.members.push_back({key, {}, scalar_node(kNumber, number)});
  };
  std::string_view rest = text.substr(dots + 2);
  add("from", text.substr(0, dots));
  const std::size_t mark = rest.find_first_of(":*");
  add("to", rest.substr(0, mark));
  if (mark != std::string_view::npos) {
    add(rest[mark] == ':' ? "step" : "factor", rest.substr(mark + 1));
  }
  return node;
}

std::optional<JsonNode> axis_node(const Parameter& parameter,
                                  const std::string& text,
                                  const std::string& option,
                                  Mistakes& mistakes) {
  if (text.starts_with('[') || text.starts_with('{')) {
    return json_node(text, option, mistakes);
  }
  if (is_numeric(parameter)) {
    // From 1 to .5, or from 1. to 5?
    if (text.find("...") != std::string::npos) {
      mistakes.add({}, option,
                   fmt::format("{} may be read in two ways",
                               found_text(JsonNode::of_text(text))),
                   "write a range as 0.1..0.5");
      return std::nullopt;
    }
    if (auto node = range_node(text)) return node;
  }
  return list_node(parameter, text);
}

// The parameter that the option's name stands for; nullptr after a mistake.
const Parameter* resolve(const Override& given, const std::string& option,
                         const ParameterSet& parameters, Mistakes& mistakes) {
  const std::string& name = given.name;
  // Results hold the text as JSON, which is UTF-8.
  if (!given.text.empty() && find_encoding_error(given.text)) {
    mistakes.add({}, option, "the value is not UTF-8");
    return nullptr;
  }
  if (const Parameter* parameter = parameters.find(name)) return parameter;
  const auto candidates = parameters.with_last_part(name);
  if (candidates.size() == 1) return parameters.find(candidates.front());
  if (candidates.empty()) {
    mistakes.add({}, option, "unknown parameter",
                 did_you_mean(name, parameters.spellings()));
    return nullptr;
  }
  mistakes.add({}, option, "an ambiguous name",
               fmt::format("write {}", fmt::join(candidates, " or ")));
  return nullptr;
}

}  // namespace

Override parse_override(const std::string& option,
                        const std::string& argument) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos || equals == 0) {
    fail_at(fmt::format("{} {}", option, argument), "expected NAME=VALUE");
  }
  return {argument.substr(0, equals), argument.substr(equals + 1)};
}

Record read_sets(std::span<const Override> sets, const ParameterSet& parameters,
                 Mistakes& mistakes) {
  Record values;
  std::set<std::string> seen;
  for (const Override& set : sets) {
    const std::string option = "--set " + set.name;
    const Parameter* parameter = resolve(set, option, parameters, mistakes);
    if (parameter == nullptr) continue;
    std::optional<JsonNode> node;
    if (!parameter->is_list) {
      node = scalar_node(*parameter, set.text);
    } else if (set.text.starts_with('[')) {
      node = json_node(set.text, option, mistakes);
    } else {
      node = list_node(*parameter, set.text);
    }
    if (!node) continue;
    auto value = read_value(*parameter, *node, option, "", mistakes);
    if (!seen.insert(parameter->name).second) {
      mistakes.add({}, option, parameter->name + " is set twice");
    }
    if (value) values.set(parameter->name, std::move(*value));
  }
  return values;
}

std::vector<SweepAxis> read_sweeps(std::span<const Override> sweeps,
                                   const ParameterSet& parameters,
                                   Mistakes& mistakes) {
  std::vector<SweepAxis> axes;
  std::set<std::string> seen;
  for (const Override& sweep : sweeps) {
    const std::string option = "--sweep " + sweep.name;
    const Parameter* parameter = resolve(sweep, option, parameters, mistakes);
    if (parameter == nullptr) continue;
    const auto node = axis_node(*parameter, sweep.text, option, mistakes);
    if (!node) continue;
    auto axis = read_axis(*parameter, *node, option, "", mistakes);
    if (!axis) continue;
    if (!seen.insert(parameter->name).second) {
      mistakes.add({}, option, parameter->name + " is swept twice",
                   "one --sweep has all its values");
    }
    axes.push_back(std::move(*axis));
  }
  return axes;
}

void apply_overrides(const Record& sets, const std::vector<SweepAxis>& sweeps,
                     Record& values, Sweep& sweep, Mistakes& mistakes) {
  for (const auto& [name, value] : sets) {
    const auto is_this = [&, &parameter = name](const SweepAxis& axis) {
      return axis.parameter == parameter;
    };
    values.set(name, value);
    std::erase_if(sweep.product, is_this);
    std::erase_if(sweep.zip, is_this);
  }
  for (const SweepAxis& axis : sweeps) {
    if (sets.find(axis.parameter) != nullptr) {
      mistakes.add({}, "--sweep " + axis.parameter, "--set sets it too");
    }
    const auto is_this = [&](const SweepAxis& other) {
      return other.parameter == axis.parameter;
    };
    std::erase_if(sweep.zip, is_this);
    const auto place =
        std::find_if(sweep.product.begin(), sweep.product.end(), is_this);
    if (place != sweep.product.end()) {
      *place = axis;
    } else {
      sweep.product.push_back(axis);
    }
  }
}

}  // namespace zipml
