// Parameter descriptors: the one source for defaults, validation, `describe`,
// the JSON Schema, command-line overrides and the config reference.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/harness/value.h"

namespace zipml {

// How much to run. A report says which profile each number is from.
enum class Profile {
  kQuick,     // every experiment under 30 s on 2 cores
  kStandard,  // everything under 40 minutes
  kPaper,     // the paper's sizes and epochs
};

std::string_view profile_name(Profile profile);
// UserError (with a suggestion) for an unknown name.
Profile profile_from_name(const std::string& name);

enum class ParameterType {
  kInteger,
  kNumber,
  kBoolean,
  kText,
  kChoice,      // one of `choices` or `is_name`
  kNameOrFile,  // one of `choices` or `is_name`, or a file that exists
};

// Defaults that may differ by profile.
struct Defaults {
  Value quick;
  Value standard;
  Value paper;

  Defaults(Value all) : quick(all), standard(all), paper(std::move(all)) {}
  // The same for every profile: a number, a text, Value::List{...}.
  template <typename T>
  requires std::is_constructible_v<Value, T> &&
      (!std::is_same_v<std::remove_cvref_t<T>, Value>)&&(
          !std::is_same_v<std::remove_cvref_t<T>, Defaults>)Defaults(T all)
      : Defaults(Value(std::move(all))) {}
  Defaults(Value for_quick, Value for_standard, Value for_paper)
      : quick(std::move(for_quick)),
        standard(std::move(for_standard)),
        paper(std::move(for_paper)) {}
  const Value& of(Profile profile) const;
};

struct Parameter {
  // Dotted path: "sgd.step_size" is {"sgd": {"step_size": ...}} in a config.
  std::string name = {};
  ParameterType type = ParameterType::kNumber;
  // A list of values of the type, which is empty only where that is its
  // default; a lone value stands for a list of one.
  bool is_list = false;
  Defaults defaults = Value();
  // Inclusive range of integers and numbers.
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  std::string unit = {};  // empty for a pure number
  std::string help = {};  // one sentence
  std::vector<std::string> choices = {};
  // Of kChoice and kNameOrFile: further names that are no files, e.g. a
  // numbered family; it must be a function of the name alone.
  bool (*is_name)(const std::string& name) = nullptr;
};

// "integer", "number", "boolean", "text", "choice", "name or file"; for a list
// "list of integers" and so on.
std::string type_text(const Parameter& parameter);
// Whether it is a list that may be empty.
bool may_be_empty(const Parameter& parameter);
// Integers and numbers: what has a range, and may be swept over one.
bool is_numeric(const Parameter& parameter);
// "1 to 16", "at least 1", "at most 1" or empty.
std::string range_text(const Parameter& parameter);
// What one value (of the list) must be, for a message: "an integer from 1 to
// 16", `one of "a", "b"`.
std::string expected_text(const Parameter& parameter);

// One of the parameter's choices, or accepted by its is_name.
bool is_known_name(const Parameter& parameter, const std::string& name);

}  // namespace zipml
