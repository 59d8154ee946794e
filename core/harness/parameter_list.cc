#include "core/harness/parameter_list.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace zipml {
namespace {

Parameter parameter_of(ParameterType type, std::string name, Defaults defaults,
                       ParameterRange range, std::string help) {
  const bool is_list = defaults.quick.is_list();
  return {.name = std::move(name),
          .type = type,
          .is_list = is_list,
          .defaults = std::move(defaults),
          .min = range.min,
          .max = range.max,
          .unit = std::move(range.unit),
          .help = std::move(help)};
}

template <typename List>
auto find_by_name(List& parameters, std::string_view name) {
  const auto found = std::find_if(
      parameters.begin(), parameters.end(),
      [&](const Parameter& parameter) { return parameter.name == name; });
  assert(found != parameters.end());
  return found;
}

}  // namespace

Parameter bits_parameter(std::string name, Defaults defaults,
                         std::string help) {
  return integer_parameter(std::move(name), std::move(defaults),
                           {1, 16, "bits"}, std::move(help));
}

Parameter integer_parameter(std::string name, Defaults defaults,
                            ParameterRange range, std::string help) {
  return parameter_of(ParameterType::kInteger, std::move(name),
                      std::move(defaults), std::move(range), std::move(help));
}

Parameter number_parameter(std::string name, Defaults defaults,
                           ParameterRange range, std::string help) {
  return parameter_of(ParameterType::kNumber, std::move(name),
                      std::move(defaults), std::move(range), std::move(help));
}

Parameter choice_parameter(std::string name, Defaults defaults,
                           std::vector<std::string> choices, std::string help) {
  Parameter parameter = parameter_of(ParameterType::kChoice, std::move(name),
                                     std::move(defaults), {}, std::move(help));
  parameter.choices = std::move(choices);
  return parameter;
}

ParameterList ParameterList::without(std::string_view name) const {
  ParameterList rest = *this;
  rest.parameters_.erase(find_by_name(rest.parameters_, name));
  return rest;
}

ParameterList ParameterList::without_group(std::string_view prefix) const {
  ParameterList rest = *this;
  std::erase_if(rest.parameters_, [&](const Parameter& parameter) {
    return parameter.name.starts_with(prefix);
  });
  return rest;
}

ParameterList ParameterList::with(const std::vector<Parameter>& more) const {
  ParameterList all = *this;
  all.parameters_.insert(all.parameters_.end(), more.begin(), more.end());
  return all;
}

ParameterList ParameterList::with_default(std::string_view name,
                                          Defaults defaults) const {
  Parameter changed = at(name);
  changed.defaults = std::move(defaults);
  return with_instead(std::move(changed));
}

ParameterList ParameterList::with_instead(Parameter parameter) const {
  ParameterList all = *this;
  const auto found = find_by_name(all.parameters_, parameter.name);
  *found = std::move(parameter);
  return all;
}

const Parameter& ParameterList::at(std::string_view name) const {
  return *find_by_name(parameters_, name);
}

}  // namespace zipml
