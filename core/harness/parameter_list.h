// The parameters of an experiment, put together of words.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/harness/parameter.h"

namespace zipml {

// Inclusive.
struct ParameterRange {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  std::string unit = {};  // empty for a pure number
};

// Each is a list where its default is one.

// Bits of a value: 1 to 16.
Parameter bits_parameter(std::string name, Defaults defaults, std::string help);
Parameter integer_parameter(std::string name, Defaults defaults,
                            ParameterRange range, std::string help);
Parameter number_parameter(std::string name, Defaults defaults,
                           ParameterRange range, std::string help);
// One of (or, of a list, some of) the choices.
Parameter choice_parameter(std::string name, Defaults defaults,
                           std::vector<std::string> choices, std::string help);

class ParameterList {
 public:
  ParameterList(std::vector<Parameter> parameters)
      : parameters_(std::move(parameters)) {}

  // Without the parameter of this name, which must be there.
  ParameterList without(std::string_view name) const;
  // Without those whose names begin so, e.g. "sgd.".
  ParameterList without_group(std::string_view prefix) const;
  // With further ones at the end.
  ParameterList with(const std::vector<Parameter>& more) const;
  // With another default for the parameter of this name, which must be there.
  ParameterList with_default(std::string_view name, Defaults defaults) const;
  // With this in place of the parameter of the same name, which must be there.
  ParameterList with_instead(Parameter parameter) const;
  // The parameter of this name, which must be there.
  const Parameter& at(std::string_view name) const;

  operator std::vector<Parameter>() const { return parameters_; }

 private:
  std::vector<Parameter> parameters_;
};

}  // namespace zipml
