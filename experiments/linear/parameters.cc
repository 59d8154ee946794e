#include "experiments/linear/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/synthetic.h"

namespace zipml {
namespace {

// A set with more than two classes is no task of a linear model.
bool fits(const CatalogueEntry& entry, DataTasks tasks) {
  const bool classifies = entry.task == Task::kClassification;
  if (classifies && tasks == DataTasks::kRegression) return false;
  if (!classifies && tasks == DataTasks::kClassification) return false;
  return !classifies || is_two_classes(entry);
}

// The names that a config may use; the paper's synthetic sizes stand for all.
std::vector<std::string> data_names(DataTasks tasks) {
  std::vector<std::string> names;
  if (tasks != DataTasks::kClassification) {
    names = {"synthetic-10", "synthetic-100", "synthetic-1000"};
  }
  for (const CatalogueEntry& entry : catalogue()) {
    if (fits(entry, tasks)) names.push_back(entry.name);
  }
  return names;
}

bool is_synthetic(const std::string& name) {
  return synthetic_size(name).has_value();
}

}  // namespace

std::vector<Parameter> linear_parameters(Defaults data, Defaults epochs,
                                         Defaults epochs_large_sets,
                                         DataTasks tasks) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return {
      {.name = "data",
       .type = ParameterType::kNameOrFile,
       .is_list = true,
       .defaults = std::move(data),
       .help = "Data sets: names of `zipml data list`, synthetic-N, or LIBSVM "
               "or CSV files.",
       .choices = data_names(tasks),
       .is_name = tasks == DataTasks::kClassification ? nullptr : is_synthetic},
      {.name = "file.label",
       .type = ParameterType::kText,
       .defaults = Value(""),
       .help = "Label column of a CSV file: its name or 0-based number; empty: "
               "the last."},
      {.name = "file.train_rows",
       .type = ParameterType::kInteger,
       .defaults = Value(0),
       .min = 0,
       .unit = "rows",
       .help = "How many rows of the user's own file train; 0: all."},
      {.name = "preprocessing.normalization",
       .type = ParameterType::kChoice,
       .defaults = Value("min_max"),
       .help = "What is done to each feature before anything else, over the "
               "training rows; an intercept is appended after it.",
       .choices = normalization_names()},
      {.name = "preprocessing.train_rows",
       .type = ParameterType::kInteger,
       .defaults = Value(0),
       .min = 0,
       .unit = "rows",
       .help = "Only so many of the first training rows are used; 0: all."},
      {.name = "sgd.epochs",
       .type = ParameterType::kInteger,
       .defaults = std::move(epochs),
       .min = 1,
       .max = 100'000,
       .unit = "epochs",
       .help = "Epochs of a training run on sets of fewer than 1,000,000 "
               "training values."},
      {.name = "sgd.epochs_large_sets",
       .type = ParameterType::kInteger,
       .defaults = std::move(epochs_large_sets),
       .min = 1,
       .max = 100'000,
       .unit = "epochs",
       .help = "Epochs on sets of 1,000,000 training values or more, e.g. "
               "synthetic-100."},
      {.name = "sgd.batch_size",
       .type = ParameterType::kInteger,
       .defaults = Value(1),
       .min = 1,
       .max = 1'000'000,
       .unit = "samples",
       .help = "Samples of a mini-batch; their gradients are averaged."},
      {.name = "sgd.step_schedule",
       .type = ParameterType::kChoice,
       .defaults = Value("per_epoch"),
       .help = "alpha (constant), alpha / epoch (per_epoch, the paper's) or "
               "alpha / update (per_update).",
       .choices = step_schedule_names()},
      {.name = "sgd.order",
       .type = ParameterType::kChoice,
       .defaults = Value("shuffled"),
       .help = "The order in which an epoch visits the rows.",
       .choices = sample_order_names()},
      {.name = "sgd.alpha",
       .type = ParameterType::kNumber,
       .defaults = Value(0.0),
       .min = 0,
       .max = kInfinity,
       .help = "Step size; 0: found by the step search with 32-bit samples "
               "and reused for low precision, as the paper does."},
      {.name = "search.from",
       .type = ParameterType::kNumber,
       .defaults = Value(1.0 / 256),
       .min = 1e-12,
       .max = 1e12,
       .unit = "1/tr(S)",
       .help = "Smallest step that the search tries."},
      {.name = "search.to",
       .type = ParameterType::kNumber,
       .defaults = Value(16.0),
       .min = 1e-12,
       .max = 1e12,
       .unit = "1/tr(S)",
       .help = "Largest step that the search tries."},
      {.name = "search.factor",
       .type = ParameterType::kNumber,
       .defaults = {Value(2.0), Value(1.4142135623730951),
                    Value(1.4142135623730951)},
       .min = 1.01,
       .max = 1e6,
       .help = "Ratio of neighbouring steps of the search."},
      {.name = "quantization.levels",
       .type = ParameterType::kChoice,
       .defaults = Value("whole_range"),
       .help = "b bits are 2^b levels over the range (whole_range, section "
               "2.1) or 2^(b-1) steps each side of zero (per_sign, A.3).",
       .choices = convention_names()},
      {.name = "quantization.placement",
       .type = ParameterType::kChoice,
       .defaults = Value("uniform"),
       .help = "Levels at equal steps over the range, or placed for each "
               "feature by a method of `zipml levels` (exact: the least "
               "variance; the range is then min to max).",
       .choices = placement_names()},
      {.name = "quantization.scaling",
       .type = ParameterType::kChoice,
       .defaults = Value("column_max"),
       .help = "A feature's range: [-max|a|, max|a|] or [min, max].",
       .choices = {"column_max", "min_max"}},
      {.name = "quantization.draws",
       .type = ParameterType::kChoice,
       .defaults = Value("fresh"),
       .help = "Samples drawn anew at every visit, or once and stored.",
       .choices = {"fresh", "stored"}},
  };
}

std::vector<Parameter> model_parameters(Defaults ridge) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return {
      {.name = "model.ridge",
       .type = ParameterType::kNumber,
       .defaults = std::move(ridge),
       .min = 0,
       .max = kInfinity,
       .help = "c of the term c/2 ||x||^2 of LS-SVM (supplement F.1), whose "
               "gradient c x is added at the gradient device."},
      {.name = "model.ridge_bits",
       .type = ParameterType::kInteger,
       .defaults = Value(0),
       .min = 0,
       .max = 16,
       .unit = "bits",
       .help = "Bits of that gradient, quantized on its own where gradients "
               "are quantized; 0: only with the rest of the gradient."},
      {.name = "model.regularizer",
       .type = ParameterType::kChoice,
       .defaults = Value("none"),
       .help = "R(x) of equation (1), by its prox after every update.",
       .choices = regularizer_names()},
      {.name = "model.strength",
       .type = ParameterType::kNumber,
       .defaults = Value(0.0),
       .min = 0,
       .max = kInfinity,
       .help = "Factor of R's norm (l1, l2), or the size of its set (box, "
               "l2_ball)."},
  };
}

ModelSpec model_spec(const Settings& settings, const std::string& loss) {
  const Record& parameters = settings.parameters;
  return {loss, parameters.number("model.ridge"),
          parameters.text("model.regularizer"),
          parameters.number("model.strength")};
}

std::vector<Parameter> channel_parameters() {
  return {
      {.name = "channels.codec",
       .type = ParameterType::kChoice,
       .defaults = Value("row_l2"),
       .help = "How models and gradients are quantized: levels over "
               "[-M, M], M = ||v||_2 (row_l2, the paper's, A.3) or max |v| "
               "(row_max), or powers of two (natural).",
       .choices = vector_codec_names()},
      {.name = "channels.levels",
       .type = ParameterType::kChoice,
       .defaults = Value("per_sign"),
       .help = "b bits are 2^b levels over [-M, M] (whole_range, section "
               "2.1) or 2^(b-1) steps each side of zero (per_sign, A.3).",
       .choices = convention_names()},
  };
}

ChannelSpec channel_spec(const Settings& settings, int model_bits,
                         int gradient_bits) {
  const Record& parameters = settings.parameters;
  ChannelSpec channels;
  channels.model_bits = model_bits;
  channels.gradient_bits = gradient_bits;
  const Value* ridge_bits = parameters.find("model.ridge_bits");
  if (ridge_bits != nullptr && gradient_bits > 0) {
    channels.ridge_bits = static_cast<int>(ridge_bits->integer());
  }
  // In full precision neither codec nor levels are part of a cell.
  if (channels == ChannelSpec()) return channels;
  channels.codec = parameters.text("channels.codec");
  channels.convention =
      convention_from_name(parameters.text("channels.levels"));
  return channels;
}

ProblemSpec problem_spec(const Settings& settings, const std::string& data) {
  const Record& parameters = settings.parameters;
  ProblemSpec spec;
  spec.data = data;
  spec.file = {
      parameters.text("file.label"),
      static_cast<Eigen::Index>(parameters.integer("file.train_rows"))};
  spec.normalization = parameters.text("preprocessing.normalization");
  spec.train_rows =
      static_cast<Eigen::Index>(parameters.integer("preprocessing.train_rows"));
  return spec;
}

Parameter double_sampling_parameter() {
  return {.name = "method",
          .type = ParameterType::kChoice,
          .defaults = Value("double_sampling"),
          .help =
              "The low-precision method: symmetrised (footnote 2, what the "
              "paper ran) or plain (equation 6) double sampling.",
          .choices = unbiased_method_names()};
}

Parameter local_data_parameter(const std::vector<Parameter>& parameters) {
  const Parameter& data = parameters.front();
  return {.name = "data_if_local",
          .type = ParameterType::kNameOrFile,
          .is_list = true,
          .defaults = Value(Value::List{"YearPredictionMSD"}),
          .help =
              "Further data sets, used only when they are there already "
              "(`zipml data get NAME`).",
          .choices = data.choices,
          .is_name = data.is_name};
}

std::vector<ProblemSpec> located(const Settings& settings,
                                 const LinearProblems& problems) {
  std::vector<std::string> names = distinct_texts(settings, "data");
  if (settings.parameters.find("data_if_local") != nullptr) {
    for (const std::string& name : distinct_texts(settings, "data_if_local")) {
      const bool known =
          std::find(names.begin(), names.end(), name) != names.end();
      if (!known && problems.is_local(name)) names.push_back(name);
    }
  }
  std::vector<ProblemSpec> all;
  for (const std::string& name : names) {
    all.push_back(problems.locate(problem_spec(settings, name)));
  }
  return all;
}

std::vector<std::string> distinct_texts(const Settings& settings,
                                        const std::string& parameter) {
  std::vector<std::string> distinct;
  for (const std::string& text : settings.parameters.texts(parameter)) {
    const bool known =
        std::find(distinct.begin(), distinct.end(), text) != distinct.end();
    if (!known) distinct.push_back(text);
  }
  return distinct;
}

std::vector<int> ascending_integers(const Settings& settings,
                                    const std::string& parameter) {
  std::set<int> values;
  for (const std::int64_t value : settings.parameters.integers(parameter)) {
    values.insert(static_cast<int>(value));
  }
  return {values.begin(), values.end()};
}

SearchSpec search_spec(const Settings& settings) {
  const Record& parameters = settings.parameters;
  const SearchSpec search{parameters.number("search.from"),
                          parameters.number("search.to"),
                          parameters.number("search.factor")};
  if (search.from <= search.to) return search;
  throw UserError(Diagnostic{
      "",
      {},
      "search.from",
      fmt::format("{} is above search.to, {}: no step would be tried",
                  search.from, search.to),
      ""});
}

QuantizationSpec quantization_spec(const Settings& settings, int bits) {
  Record record{{"bits", bits}};
  for (const char* name : {"levels", "scaling", "draws", "placement"}) {
    record.set(name,
               settings.parameters.at("quantization." + std::string(name)));
  }
  return quantization_from_record(record);
}

SgdSpec sgd_spec(const Settings& settings, std::size_t training_values) {
  const Record& parameters = settings.parameters;
  const char* epochs =
      training_values < kLargeSet ? "sgd.epochs" : "sgd.epochs_large_sets";
  // Missing where the experiment has batch sizes of its own.
  const Value* batch = parameters.find("sgd.batch_size");
  return {static_cast<int>(parameters.integer(epochs)),
          batch == nullptr ? 1 : static_cast<int>(batch->integer()),
          step_schedule_from_name(parameters.text("sgd.step_schedule")),
          sample_order_from_name(parameters.text("sgd.order")),
          parameters.number("sgd.alpha")};
}

}  // namespace zipml
