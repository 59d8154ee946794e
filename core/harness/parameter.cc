#include "core/harness/parameter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/base/error.h"

namespace zipml {
namespace {

std::string quoted_choices(const Parameter& parameter) {
  if (parameter.choices.empty()) return "";
  return fmt::format("\"{}\"", fmt::join(parameter.choices, "\", \""));
}

}  // namespace

std::string_view profile_name(Profile profile) {
  switch (profile) {
    case Profile::kQuick:
      return "quick";
    case Profile::kStandard:
      return "standard";
    case Profile::kPaper:
      return "paper";
  }
  assert(false);
  return "";
}

Profile profile_from_name(const std::string& name) {
  for (const Profile profile :
       {Profile::kQuick, Profile::kStandard, Profile::kPaper}) {
    if (profile_name(profile) == name) return profile;
  }
  std::string hint = did_you_mean(name, {"quick", "standard", "paper"});
  if (hint.empty()) hint = "there are quick, standard and paper";
  fail({.message = fmt::format("unknown profile \"{}\"", name),
        .hint = std::move(hint)});
}

const Value& Defaults::of(Profile profile) const {
  switch (profile) {
    case Profile::kQuick:
      return quick;
    case Profile::kStandard:
      return standard;
    case Profile::kPaper:
      return paper;
  }
  assert(false);
  return quick;
}

std::string type_text(const Parameter& parameter) {
  const bool list = parameter.is_list;
  switch (parameter.type) {
    case ParameterType::kInteger:
      return list ? "list of integers" : "integer";
    case ParameterType::kNumber:
      return list ? "list of numbers" : "number";
    case ParameterType::kBoolean:
      return list ? "list of booleans" : "boolean";
    case ParameterType::kText:
      return list ? "list of texts" : "text";
    case ParameterType::kChoice:
      return list ? "list of choices" : "choice";
    case ParameterType::kNameOrFile:
      return list ? "list of names or files" : "name or file";
  }
  assert(false);
  return "";
}

bool may_be_empty(const Parameter& parameter) {
  return parameter.is_list && parameter.defaults.quick.is_list() &&
         parameter.defaults.quick.list().empty();
}

bool is_numeric(const Parameter& parameter) {
  return parameter.type == ParameterType::kInteger ||
         parameter.type == ParameterType::kNumber;
}

std::string range_text(const Parameter& parameter) {
  const bool low = std::isfinite(parameter.min);
  const bool high = std::isfinite(parameter.max);
  if (low && high) {
    return fmt::format("{} to {}", parameter.min, parameter.max);
  }
  if (low) return fmt::format("at least {}", parameter.min);
  if (high) return fmt::format("at most {}", parameter.max);
  return "";
}

std::string expected_text(const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::kInteger:
    case ParameterType::kNumber: {
      const bool integer = parameter.type == ParameterType::kInteger;
      const std::string range = range_text(parameter);
      const bool both =
          std::isfinite(parameter.min) && std::isfinite(parameter.max);
      return fmt::format("{}{}{}", integer ? "an integer" : "a number",
                         range.empty() ? ""
                         : both        ? " from "
                                       : " of ",
                         range);
    }
    case ParameterType::kBoolean:
      return "true or false";
    case ParameterType::kText:
      return "a text";
    case ParameterType::kChoice:
      return (parameter.choices.size() == 1 ? "" : "one of ") +
             quoted_choices(parameter);
    case ParameterType::kNameOrFile:
      return "a known name or the path of a file";
  }
  assert(false);
  return "";
}

bool is_known_name(const Parameter& parameter, const std::string& name) {
  const auto& choices = parameter.choices;
  return std::find(choices.begin(), choices.end(), name) != choices.end() ||
         (parameter.is_name != nullptr && parameter.is_name(name));
}

}  // namespace zipml
