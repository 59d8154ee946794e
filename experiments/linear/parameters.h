// The parameters that linear-model experiments share, and what they mean.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/training.h"

namespace zipml {

// data, file.*, preprocessing.*, sgd.*, search.*, quantization.*: with the
// given defaults for `data` and the two numbers of epochs.
std::vector<Parameter> linear_parameters(Defaults data, Defaults epochs,
                                         Defaults epochs_large_sets);

// A list parameter without repetitions: in its order, and ascending.
std::vector<std::string> distinct_texts(const Settings& settings,
                                        const std::string& parameter);
std::vector<int> ascending_integers(const Settings& settings,
                                    const std::string& parameter);

ProblemSpec problem_spec(const Settings& settings, const std::string& data);
// UserError when there is no step to try.
SearchSpec search_spec(const Settings& settings);
QuantizationSpec quantization_spec(const Settings& settings, int bits);
// `training_values`: rows times features, which decides between sgd.epochs
// and sgd.epochs_large_sets.
SgdSpec sgd_spec(const Settings& settings, std::size_t training_values);

// From this many training values on, sgd.epochs_large_sets counts.
inline constexpr std::size_t kLargeSet = 1'000'000;

}  // namespace zipml
