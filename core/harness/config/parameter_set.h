// All parameters of an experiment, found by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/harness/experiment.h"
#include "core/harness/parameter.h"

namespace zipml {

// The experiment's own parameters in their order, then those that every
// experiment has: "seed" (integer, default 1) and "repetitions" (integer, 1 to
// 10,000, default by the experiment).
class ParameterSet {
 public:
  explicit ParameterSet(const ExperimentInfo& info);

  const std::string& experiment() const { return experiment_; }
  const std::vector<Parameter>& all() const& { return parameters_; }
  const std::vector<Parameter>& all() && = delete;  // would dangle
  // By full dotted name; nullptr when there is none.
  const Parameter* find(std::string_view name) const;
  // Whether a parameter's name starts with `name` and a dot.
  bool is_group(std::string_view name) const;
  // The next parts of the names in a group, in order and each once: for "" of
  // {"a", "sgd.x", "sgd.y"} {"a", "sgd"}, for "sgd" {"x", "y"}.
  std::vector<std::string> children(std::string_view group) const;
  // The full names whose last part is `short_name`.
  std::vector<std::string> with_last_part(std::string_view short_name) const;
  // The names that a command line may use: full ones and last parts.
  std::vector<std::string> spellings() const;

 private:
  std::string experiment_;
  std::vector<Parameter> parameters_;
};

// The part of a dotted name after the last dot.
std::string_view last_part(std::string_view name);

// Whether one of `names` is `name`.
bool is_among(std::string_view name, const std::vector<std::string>& names);

// "`zipml describe naive_bias` shows all"
std::string all_parameters(const ParameterSet& parameters);

// How to mend the unknown parameter name `name`: the nearest full name, or the
// full name of which it is the last part; all_parameters when there is none.
std::string parameter_hint(const ParameterSet& parameters,
                           const std::string& name);

// The keys of a config that are no parameters: "$schema", "experiment",
// "name", "title", "sweep", "tables", "figures" and "own_figures".
const std::vector<std::string>& reserved_keys();

// What is wrong with an experiment's descriptors, a sentence each: two of one
// name, a name that is a group too or a reserved key, a choice without
// choices, a default that its own parameter would refuse. For the test that
// every registered experiment must pass.
std::vector<std::string> descriptor_mistakes(const ExperimentInfo& info);

}  // namespace zipml
