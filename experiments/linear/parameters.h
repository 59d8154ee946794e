// The parameters that linear-model experiments share, and what they mean.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "core/harness/parameter_list.h"
#include "experiments/linear/training.h"

namespace zipml {

// Which catalogue sets `data` may name.
enum class DataTasks { kRegression, kClassification, kBoth };

// What an experiment's own are.
struct LinearDefaults {
  Defaults data;
  Defaults epochs;             // on sets below kLargeSet
  Defaults epochs_large_sets;  // and on the others
  DataTasks tasks = DataTasks::kRegression;
};

// file.*: how a file of one's own is read, and what is made of it.
ParameterList file_parameters(DataTasks tasks);
// data, file.*, preprocessing.*: what a problem is made of.
ParameterList data_parameters(Defaults data, DataTasks tasks);
// These and sgd.*, search.*, quantization.*.
ParameterList linear_parameters(LinearDefaults defaults);

// model.*: ridge, regularizer, strength, ridge_bits; and their meaning for a
// loss.
std::vector<Parameter> model_parameters(Defaults ridge);
ModelSpec model_spec(const Settings& settings, const std::string& loss);

// channels.*: codec and levels of the model and gradient channels, and their
// meaning with so many bits (0: full precision).
std::vector<Parameter> channel_parameters();
ChannelSpec channel_spec(const Settings& settings, int model_bits,
                         int gradient_bits);

// The meaning of file.*.
FileOptions file_options(const Settings& settings);

ProblemSpec problem_spec(const Settings& settings, const std::string& data);

// `method`: which form of double sampling.
Parameter double_sampling_parameter();

// `data_if_local`: further sets, used only when they are there already.
Parameter local_data_parameter(DataTasks tasks = DataTasks::kRegression);
// The sets of the list parameter `data`, located, and those of data_if_local
// (where there is that parameter) that are there and good. UserError, for all
// of them: one of `data` that is not to be had, two that are the same data;
// and check_file_options.
std::vector<ProblemSpec> located(const Settings& settings,
                                 const LinearProblems& problems);
// UserError when one of file.* was given that has no effect on any of them.
void check_file_options(const Settings& settings,
                        std::span<const ProblemSpec> problems);
// UserError when there is no step to try.
SearchSpec search_spec(const Settings& settings);
QuantizationSpec quantization_spec(const Settings& settings, int bits);
// `training_values`: rows times features, which decides between sgd.epochs
// and sgd.epochs_large_sets.
SgdSpec sgd_spec(const Settings& settings, std::size_t training_values);

// From this many training values on, sgd.epochs_large_sets counts.
inline constexpr std::size_t kLargeSet = 1'000'000;

}  // namespace zipml
