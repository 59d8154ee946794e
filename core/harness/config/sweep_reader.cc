#include "core/harness/config/sweep_reader.h"

#include <fmt/format.h>

#include <set>

#include "core/harness/config/parameter_reader.h"
#include "core/harness/value_text.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;

// The ends and step of a range; nothing after a mistake.
std::optional<SweepRange> read_range(const JsonNode& node,
                                     const std::string& pointer,
                                     Mistakes& mistakes) {
  static const std::vector<std::string> kKeys = {"from", "to", "step",
                                                 "factor"};
  const std::size_t before = mistakes.size();
  SweepRange range;
  for (const JsonMember& member : node.members) {
    const std::string place = child_pointer(pointer, member.key);
    if (member.key != "from" && member.key != "to" && member.key != "step" &&
        member.key != "factor") {
      std::string hint = did_you_mean(member.key, kKeys);
      if (hint.empty()) hint = "a range has from, to and step or factor";
      mistakes.add(member.position, place, "unknown key", std::move(hint));
    } else if (!member.value.is_number()) {
      mistakes.add(member.value.position, place,
                   "expected a number, found " + found_text(member.value));
    } else {
      const double number = member.value.as_number();
      if (member.key == "from") range.from = number;
      if (member.key == "to") range.to = number;
      if (member.key == "step") range.step = number;
      if (member.key == "factor") range.factor = number;
    }
  }
  for (const char* end : {"from", "to"}) {
    if (node.find(end) == nullptr) {
      mistakes.add(node.position, pointer,
                   fmt::format("a range without \"{}\"", end));
    }
  }
  if (range.step && range.factor) {
    mistakes.add(node.position, pointer, "a range with both step and factor");
  }
  if (mistakes.size() > before) return std::nullopt;
  return range;
}

// How to say in which steps; a node without a place is of the command line.
std::string range_hint(const JsonNode& node) {
  if (node.position.line > 0) return "say in which \"step\" or \"factor\"";
  return "FROM..TO:STEP or FROM..TO*FACTOR";
}

std::optional<SweepAxis> read_range_axis(const Parameter& parameter,
                                         const JsonNode& node,
                                         const std::string& pointer,
                                         Mistakes& mistakes) {
  if (!is_numeric(parameter)) {
    mistakes.add(node.position, pointer,
                 fmt::format("a range of a {}: expected a list of values",
                             type_text(parameter)));
    return std::nullopt;
  }
  const std::optional<SweepRange> range = read_range(node, pointer, mistakes);
  if (!range) return std::nullopt;
  const RangeValues numbers = range_values(*range);
  if (!numbers.mistake.empty()) {
    // "4..1", as well as "0.1..0.5", lacks a step.
    const bool by_default = !range->step && !range->factor;
    mistakes.add(node.position, pointer, numbers.mistake,
                 by_default ? range_hint(node) : "");
    return std::nullopt;
  }
  SweepAxis axis{.parameter = parameter.name};
  for (const double number : numbers.values) {
    JsonNode element = JsonNode::of_number(number);
    element.position = node.position;
    // One mistake stands for the whole range.
    auto value = read_value(parameter, element, pointer, "", mistakes);
    if (!value) return std::nullopt;
    axis.values.push_back(std::move(*value));
  }
  return axis;
}

// Reads the members of "product" or "zip".
void read_axes(const JsonMember& part, const ParameterSet& parameters,
               const fs::path& folder, std::set<std::string>& swept,
               std::vector<SweepAxis>& axes, Mistakes& mistakes) {
  const std::string pointer = child_pointer("/sweep", part.key);
  if (!part.value.is_object()) {
    mistakes.add(
        part.value.position, pointer,
        "expected an object of parameters, found " + found_text(part.value));
    return;
  }
  for (const JsonMember& member : part.value.members) {
    const std::string place = child_pointer(pointer, member.key);
    const Parameter* parameter = parameters.find(member.key);
    if (parameter == nullptr) {
      mistakes.add(member.position, place, "unknown parameter",
                   parameter_hint(parameters, member.key));
      continue;
    }
    if (!swept.insert(member.key).second) {
      mistakes.add(member.position, place,
                   "this parameter has an axis already");
      continue;
    }
    auto axis = read_axis(*parameter, member.value, place, folder, mistakes,
                          part.key == "zip");
    if (axis) axes.push_back(std::move(*axis));
  }
}

void check_zip_lengths(const JsonMember& part, const Sweep& sweep,
                       Mistakes& mistakes) {
  for (const SweepAxis& axis : sweep.zip) {
    const SweepAxis& first = sweep.zip.front();
    if (axis.values.size() == first.values.size()) continue;
    const JsonNode& node = part.value.find(axis.parameter)->value;
    mistakes.add(
        node.position,
        child_pointer(child_pointer("/sweep", part.key), axis.parameter),
        fmt::format("zipped axes have one length: {} values here, {} "
                    "for \"{}\"",
                    axis.values.size(), first.values.size(), first.parameter));
  }
}

void read_exclude(const JsonMember& part, const ParameterSet& parameters,
                  const fs::path& folder, Sweep& sweep, Mistakes& mistakes) {
  const std::string pointer = child_pointer("/sweep", part.key);
  if (!part.value.is_list()) {
    mistakes.add(part.value.position, pointer,
                 "expected a list of objects, found " + found_text(part.value));
    return;
  }
  for (std::size_t i = 0; i < part.value.items.size(); ++i) {
    const JsonNode& item = part.value.items[i];
    const std::string place = fmt::format("{}/{}", pointer, i);
    if (!item.is_object() || item.members.empty()) {
      mistakes.add(item.position, place,
                   "expected an object of parameters and values, found " +
                       (item.is_object() ? "an empty one" : found_text(item)));
      continue;
    }
    Record pattern;
    for (const JsonMember& member : item.members) {
      const std::string field = child_pointer(place, member.key);
      const Parameter* parameter = parameters.find(member.key);
      if (parameter == nullptr) {
        mistakes.add(member.position, field, "unknown parameter",
                     parameter_hint(parameters, member.key));
        continue;
      }
      auto value =
          read_value(*parameter, member.value, field, folder, mistakes);
      if (value) pattern.set(member.key, std::move(*value));
    }
    sweep.exclude.push_back(std::move(pattern));
  }
}

}  // namespace

bool takes_ranges(const Parameter& parameter) {
  return parameter.type == ParameterType::kInteger ||
         parameter.type == ParameterType::kNumber;
}

std::optional<SweepAxis> read_axis(const Parameter& parameter,
                                   const JsonNode& node,
                                   const std::string& pointer,
                                   const fs::path& folder, Mistakes& mistakes,
                                   bool zipped) {
  if (node.is_object()) {
    return read_range_axis(parameter, node, pointer, mistakes);
  }
  if (!node.is_list() || node.items.empty()) {
    mistakes.add(node.position, pointer,
                 fmt::format("expected a non-empty list of values{}, found {}",
                             is_numeric(parameter) ? " or a range" : "",
                             found_text(node)));
    return std::nullopt;
  }
  SweepAxis axis{.parameter = parameter.name};
  std::set<std::string> seen;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const bool in_file = node.position.line > 0;
    const std::string place =
        in_file ? fmt::format("{}/{}", pointer, i) : pointer;
    auto value = read_value(parameter, node.items[i], place, folder, mistakes);
    if (!value) continue;
    const std::string text = compact_json(*value);
    if (!zipped && !seen.insert(text).second) {
      mistakes.add(node.items[i].position, place,
                   fmt::format("{} stands twice on this axis", text));
    }
    axis.values.push_back(std::move(*value));
  }
  if (axis.values.size() < node.items.size()) return std::nullopt;
  return axis;
}

Sweep read_sweep(const JsonNode& node, const ParameterSet& parameters,
                 const fs::path& folder, Mistakes& mistakes) {
  Sweep sweep;
  if (!node.is_object()) {
    mistakes.add(node.position, "/sweep",
                 "expected an object, found " + found_text(node));
    return sweep;
  }
  std::set<std::string> swept;
  for (const JsonMember& part : node.members) {
    if (part.key == "product") {
      read_axes(part, parameters, folder, swept, sweep.product, mistakes);
    } else if (part.key == "zip") {
      read_axes(part, parameters, folder, swept, sweep.zip, mistakes);
      check_zip_lengths(part, sweep, mistakes);
    } else if (part.key == "exclude") {
      read_exclude(part, parameters, folder, sweep, mistakes);
    } else {
      std::string hint = did_you_mean(part.key, {"product", "zip", "exclude"});
      if (hint.empty()) hint = "a sweep has product, zip and exclude";
      mistakes.add(part.position, child_pointer("/sweep", part.key),
                   "unknown key", std::move(hint));
    }
  }
  return sweep;
}

}  // namespace zipml
