#include "core/harness/config/config_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/harness/config/parameter_reader.h"
#include "core/harness/config/sweep_reader.h"

namespace zipml {
namespace {

// Where "sgd.step_size" stands: {"sgd": {"step_size": ...}}.
std::string nested(const std::string& name) {
  std::string open;
  std::string close;
  std::string_view rest = name;
  while (true) {
    const std::size_t dot = rest.find('.');
    open += fmt::format("{{\"{}\": ", rest.substr(0, dot));
    close += '}';
    if (dot == std::string_view::npos) {
      return fmt::format("{}...{}", open, close);
    }
    rest.remove_prefix(dot + 1);
  }
}

}  // namespace

bool is_safe_name(const std::string& name) {
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !name.empty() && name.size() <= kLongestName && name[0] != '.' &&
         name.find_first_not_of(kAllowed) == std::string::npos;
}

void read_study_names(const JsonNode& root, std::string& name,
                      std::string& title, Mistakes& mistakes) {
  const auto text_of = [&](const char* key) -> const JsonNode* {
    const JsonMember* member = root.find(key);
    if (member == nullptr) return nullptr;
    if (member->value.is_text()) return &member->value;
    mistakes.add(member->value.position, child_pointer("", key),
                 "expected a text, found " + found_text(member->value));
    return nullptr;
  };
  text_of("$schema");
  if (const JsonNode* node = text_of("title")) title = node->text;
  if (const JsonNode* node = text_of("name")) {
    name = node->text;
    if (!is_safe_name(name)) {
      mistakes.add(node->position, "/name",
                   fmt::format("expected up to {} letters, digits and \"._-\", "
                               "not starting with a dot, found {}",
                               kLongestName, found_text(*node)),
                   "it names a folder");
    }
  }
}

void ConfigReader::read(const JsonNode& root, Record& values, Sweep& sweep) {
  read_group(root, "", "", values);
  if (const JsonMember* member = root.find("sweep")) {
    sweep = read_sweep(member->value, parameters_, folder_, mistakes_);
    add_axis_places(member->value);
  }
}

void ConfigReader::add_axis_places(const JsonNode& sweep) {
  for (const char* part : {"product", "zip"}) {
    const JsonMember* axes = sweep.find(part);
    if (axes == nullptr) continue;
    const std::string pointer = child_pointer("/sweep", part);
    for (const JsonMember& axis : axes->value.members) {
      places_[axis.key] = {axis.value.position,
                           child_pointer(pointer, axis.key)};
    }
  }
}

void ConfigReader::set(const Parameter& parameter, Value value,
                       const JsonNode& node, const std::string& pointer,
                       Record& values) {
  values.set(parameter.name, std::move(value));
  places_[parameter.name] = {node.position, pointer};
}

void ConfigReader::read_group(const JsonNode& node, const std::string& group,
                              const std::string& pointer, Record& values) {
  const std::vector<std::string> children = parameters_.children(group);
  for (const JsonMember& member : node.members) {
    if (group.empty() && is_among(member.key, reserved_keys())) continue;
    const std::string place = child_pointer(pointer, member.key);
    const std::string name =
        group.empty() ? member.key : group + '.' + member.key;
    // A key with a dot is not a short form of nested keys.
    if (!is_among(member.key, children)) {
      unknown_key(member, group, place);
    } else if (const Parameter* parameter = parameters_.find(name)) {
      read_parameter(*parameter, member.value, place, values);
    } else if (member.value.is_object()) {
      read_group(member.value, name, place, values);
    } else {
      mistakes_.add(member.value.position, place,
                    "expected an object of parameters, found " +
                        found_text(member.value));
    }
  }
}

void ConfigReader::read_parameter(const Parameter& parameter,
                                  const JsonNode& node,
                                  const std::string& pointer, Record& values) {
  if (!node.is_object()) {
    auto value = read_value(parameter, node, pointer, folder_, mistakes_);
    if (value) set(parameter, std::move(*value), node, pointer, values);
    return;
  }
  static const std::vector<std::string> kProfiles = {"quick", "standard",
                                                     "paper"};
  if (node.members.empty()) {
    mistakes_.add(node.position, pointer,
                  fmt::format("expected {}, found an empty object",
                              expected_text(parameter)),
                  "or an object of values by profile: quick, standard, paper");
  }
  for (const JsonMember& member : node.members) {
    const std::string place = child_pointer(pointer, member.key);
    if (!is_among(member.key, kProfiles)) {
      std::string hint = did_you_mean(member.key, kProfiles);
      if (hint.empty()) hint = "the profiles are quick, standard and paper";
      mistakes_.add(member.position, place, "unknown profile", std::move(hint));
      continue;
    }
    auto value = read_value(parameter, member.value, place, folder_, mistakes_);
    if (value && member.key == profile_name(profile_)) {
      set(parameter, std::move(*value), member.value, place, values);
    }
  }
}

std::string ConfigReader::known_keys(const std::string& group) const {
  constexpr std::size_t kMost = 8;
  const std::vector<std::string> keys = parameters_.children(group);
  if (group.empty() || keys.size() > kMost) return all_parameters(parameters_);
  return fmt::format("\"{}\" has {}", group, fmt::join(keys, ", "));
}

void ConfigReader::unknown_key(const JsonMember& member,
                               const std::string& group,
                               const std::string& pointer) {
  std::vector<std::string> known = parameters_.children(group);
  if (group.empty()) {
    known.insert(known.end(), reserved_keys().begin(), reserved_keys().end());
  }
  std::string hint = did_you_mean(member.key, known);
  const auto elsewhere = parameters_.with_last_part(member.key);
  if (parameters_.find(member.key) != nullptr) {
    hint = "write " + nested(member.key);
  } else if (hint.empty() && !elsewhere.empty()) {
    hint = "did you mean " + nested(elsewhere.front()) + "?";
  } else if (hint.empty()) {
    hint = known_keys(group);
  }
  mistakes_.add(member.position, pointer, "unknown key", std::move(hint));
}

}  // namespace zipml
