// The parameters of a gradient estimator by name: how a method that has some
// is told of them without knowing who asks.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zipml {

// A degree, a radius, a fit's name.
using ParameterValue = std::variant<int, double, std::string>;

// Named values in the order in which they were given.
class EstimatorParameters {
 public:
  using Parameter = std::pair<std::string, ParameterValue>;

  EstimatorParameters() = default;
  EstimatorParameters(std::initializer_list<Parameter> parameters)
      : parameters_(parameters) {}

  // Sets or replaces; a new name goes to the end.
  void set(std::string_view name, ParameterValue value);
  // The value, or nullptr.
  const ParameterValue* find(std::string_view name) const;

  // The value, which must be of that type; number() takes integers too.
  // UserError when there is no such parameter, std::bad_variant_access for
  // another type.
  int integer(std::string_view name) const;
  double number(std::string_view name) const;
  const std::string& text(std::string_view name) const;

  std::vector<std::string> names() const;
  bool empty() const { return parameters_.empty(); }
  auto begin() const { return parameters_.begin(); }
  auto end() const { return parameters_.end(); }

  friend bool operator==(const EstimatorParameters&,
                         const EstimatorParameters&) = default;

 private:
  const ParameterValue& at(std::string_view name) const;

  std::vector<Parameter> parameters_;
};

}  // namespace zipml
