#include "core/sgd/estimator_parameters.h"

#include "core/base/error.h"

namespace zipml {

void EstimatorParameters::set(std::string_view name, ParameterValue value) {
  for (Parameter& parameter : parameters_) {
    if (parameter.first == name) {
      parameter.second = std::move(value);
      return;
    }
  }
  parameters_.emplace_back(name, std::move(value));
}

const ParameterValue* EstimatorParameters::find(std::string_view name) const {
  for (const Parameter& parameter : parameters_) {
    if (parameter.first == name) return &parameter.second;
  }
  return nullptr;
}

const ParameterValue& EstimatorParameters::at(std::string_view name) const {
  if (const ParameterValue* value = find(name)) return *value;
  fail({.message = "the estimator's parameter \"" + std::string(name) +
                   "\" is missing"});
}

int EstimatorParameters::integer(std::string_view name) const {
  return std::get<int>(at(name));
}

double EstimatorParameters::number(std::string_view name) const {
  const ParameterValue& value = at(name);
  const int* integer = std::get_if<int>(&value);
  return integer != nullptr ? *integer : std::get<double>(value);
}

const std::string& EstimatorParameters::text(std::string_view name) const {
  return std::get<std::string>(at(name));
}

std::vector<std::string> EstimatorParameters::names() const {
  std::vector<std::string> names;
  for (const Parameter& parameter : parameters_) {
    names.push_back(parameter.first);
  }
  return names;
}

}  // namespace zipml
