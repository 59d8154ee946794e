#include "core/harness/config/parameter_set.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/harness/config/parameter_reader.h"

namespace zipml {
namespace {

// The largest integer that a double and so every JSON reader keeps.
constexpr double kLargestSeed = 9007199254740991.0;  // 2^53 - 1

// A default as a config would write it.
JsonNode as_node(const Value& value) {
  JsonNode node;
  if (value.is_boolean()) {
    node.kind = JsonNode::Kind::kBoolean;
    node.boolean = value.boolean();
  } else if (value.is_integer()) {
    node.kind = JsonNode::Kind::kInteger;
    node.integer = value.integer();
  } else if (value.is_number()) {
    node = JsonNode::of_number(value.number());
  } else if (value.is_text()) {
    node = JsonNode::of_text(value.text());
  } else if (value.is_list()) {
    node.kind = JsonNode::Kind::kList;
    for (const Value& item : value.list()) node.items.push_back(as_node(item));
  }
  return node;
}

}  // namespace

ParameterSet::ParameterSet(const ExperimentInfo& info)
    : experiment_(info.name), parameters_(info.parameters) {
  parameters_.push_back({.name = "seed",
                         .type = ParameterType::kInteger,
                         .defaults = Value(1),
                         .min = 0,
                         .max = kLargestSeed,
                         .help = "Seed of all random streams."});
  parameters_.push_back(
      {.name = "repetitions",
       .type = ParameterType::kInteger,
       .defaults = info.repetitions,
       .min = 1,
       .max = 10'000,
       .help = "How often each cell is repeated with other random streams."});
  parameters_.push_back(
      {.name = "pooled_seeds",
       .type = ParameterType::kInteger,
       .defaults = Value(1),
       .min = 1,
       .max = 1000,
       .help =
           "The repetitions of so many seeds (seed, seed + 1, ...) make one "
           "sample."});
}

const Parameter* ParameterSet::find(std::string_view name) const {
  const auto found = std::find_if(
      parameters_.begin(), parameters_.end(),
      [&](const Parameter& parameter) { return parameter.name == name; });
  return found == parameters_.end() ? nullptr : &*found;
}

bool ParameterSet::is_group(std::string_view name) const {
  const std::string prefix = std::string(name) + '.';
  return std::any_of(parameters_.begin(), parameters_.end(),
                     [&](const Parameter& parameter) {
                       return parameter.name.starts_with(prefix);
                     });
}

std::vector<std::string> ParameterSet::children(std::string_view group) const {
  const std::string prefix = group.empty() ? "" : std::string(group) + '.';
  std::vector<std::string> result;
  for (const Parameter& parameter : parameters_) {
    if (!parameter.name.starts_with(prefix)) continue;
    const std::string rest = parameter.name.substr(prefix.size());
    const std::string child = rest.substr(0, rest.find('.'));
    if (!is_among(child, result)) result.push_back(child);
  }
  return result;
}

std::vector<std::string> ParameterSet::with_last_part(
    std::string_view short_name) const {
  std::vector<std::string> result;
  for (const Parameter& parameter : parameters_) {
    if (last_part(parameter.name) == short_name) {
      result.push_back(parameter.name);
    }
  }
  return result;
}

std::vector<std::string> ParameterSet::spellings() const {
  std::vector<std::string> result;
  for (const Parameter& parameter : parameters_) {
    result.push_back(parameter.name);
    const std::string last(last_part(parameter.name));
    if (!is_among(last, result)) result.push_back(last);
  }
  return result;
}

std::string_view last_part(std::string_view name) {
  // npos + 1 is 0: a name without a dot is its own last part.
  return name.substr(name.rfind('.') + 1);
}

bool is_among(std::string_view name, const std::vector<std::string>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string all_parameters(const ParameterSet& parameters) {
  return fmt::format("`zipml describe {}` shows all", parameters.experiment());
}

std::string parameter_hint(const ParameterSet& parameters,
                           const std::string& name) {
  const auto full_names = parameters.with_last_part(name);
  if (!full_names.empty()) {
    return fmt::format("did you mean \"{}\"?", full_names.front());
  }
  const std::string nearest = nearest_name(name, parameters.spellings());
  if (nearest.empty()) return all_parameters(parameters);
  const bool is_full = parameters.find(nearest) != nullptr;
  return fmt::format(
      "did you mean \"{}\"?",
      is_full ? nearest : parameters.with_last_part(nearest).front());
}

const std::vector<std::string>& reserved_keys() {
  static const std::vector<std::string> kKeys = {
      "$schema", "experiment", "name",    "title",
      "sweep",   "tables",     "figures", "own_figures"};
  return kKeys;
}

std::vector<std::string> descriptor_mistakes(const ExperimentInfo& info) {
  std::vector<std::string> result;
  const ParameterSet set(info);
  std::vector<std::string> names;
  for (const Parameter& parameter : set.all()) {
    const std::string& name = parameter.name;
    const auto report = [&](const std::string& what) {
      result.push_back(fmt::format("{}: {}: {}", info.name, name, what));
    };
    if (is_among(name, names)) report("two parameters of this name");
    names.push_back(name);
    if (set.is_group(name)) report("a parameter and a group");
    if (is_among(name.substr(0, name.find('.')), reserved_keys())) {
      report("a reserved key");
    }
    if (parameter.help.empty()) report("no help");
    if (parameter.type == ParameterType::kChoice && parameter.choices.empty()) {
      report("no choices");
    }
    for (const Profile profile :
         {Profile::kQuick, Profile::kStandard, Profile::kPaper}) {
      const Value& value = parameter.defaults.of(profile);
      Mistakes mistakes("");
      const auto read = read_value(parameter, as_node(value), "", "", mistakes);
      for (const Diagnostic& mistake : mistakes.list()) {
        report(fmt::format("{} default: {}", profile_name(profile),
                           mistake.message));
      }
      if (read && !(*read == value)) {
        report(fmt::format("{} default: not of the type {}",
                           profile_name(profile), type_text(parameter)));
      }
    }
  }
  return result;
}

}  // namespace zipml
