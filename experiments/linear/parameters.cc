#include "experiments/linear/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/error.h"
#include "core/base/narrow.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/synthetic.h"
#include "core/data/tables/table_format.h"
#include "core/data/tables/visit_file_options.h"
#include "core/harness/value_text.h"

namespace zipml {
namespace {

// A set with more than two classes is no task of a linear model, nor is a
// volume.
bool fits(const CatalogueEntry& entry, DataTasks tasks) {
  if (entry.format == DataFormat::kInvesalius) return false;
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

const ParameterRange kRows{.min = 0, .max = 1e9, .unit = "rows"};

// Without a default.
Parameter data_parameter(DataTasks tasks) {
  return {
      .name = "data",
      .type = ParameterType::kNameOrFile,
      .is_list = true,
      .help =
          "Data sets: names of `zipml data list`, synthetic-N, or files "
          "of one's own (CSV, LIBSVM, IDX, .npy, safetensors; packed or not).",
      .choices = data_names(tasks),
      .is_name = tasks == DataTasks::kClassification ? nullptr : is_synthetic};
}

Parameter text_parameter(std::string name, std::string help) {
  return {.name = std::move(name),
          .type = ParameterType::kText,
          .defaults = "",
          .help = std::move(help)};
}

bool is_empty(const std::string& text) { return text.empty(); }

// Of rows: "", "200", "20%".
bool is_empty_or_amount(const std::string& text) {
  return text.find_first_not_of("0123456789.%") == std::string::npos;
}

// Empty by default.
Parameter file_parameter(std::string name, bool (*is_name)(const std::string&),
                         std::string help) {
  return {.name = std::move(name),
          .type = ParameterType::kNameOrFile,
          .defaults = "",
          .help = std::move(help),
          .is_name = is_name};
}

Parameter texts_parameter(std::string name, std::string help) {
  return {.name = std::move(name),
          .type = ParameterType::kText,
          .is_list = true,
          .defaults = Value::List{},
          .help = std::move(help)};
}

std::vector<std::string> with_auto(std::vector<std::string> names) {
  names.insert(names.begin(), "auto");
  return names;
}

// An experiment that can do only one reads every file for it.
Parameter task_parameter(DataTasks tasks) {
  const std::string help =
      "What the labels are: numbers, or two classes, which become -1 and +1";
  if (tasks == DataTasks::kRegression) {
    return choice_parameter("file.task", "regression", {"regression"},
                            help + " (here numbers).");
  }
  if (tasks == DataTasks::kClassification) {
    return choice_parameter("file.task", "classification", {"classification"},
                            help + " (here classes).");
  }
  return choice_parameter("file.task", "auto",
                          {"auto", "regression", "classification"},
                          help +
                              "; auto: classes where they are text or two "
                              "whole numbers.");
}

}  // namespace

ParameterList file_parameters(DataTasks tasks) {
  return ParameterList({
      choice_parameter("file.format", "auto", with_auto(table_format_names()),
                       "How a file of one's own is read; auto: told from its "
                       "content."),
      choice_parameter("file.header", "auto", {"auto", "yes", "no"},
                       "Whether the first line of a CSV has the names of the "
                       "columns."),
      text_parameter("file.label",
                     "Column of the label: its name or 0-based number; empty: "
                     "the last (LIBSVM has its own)."),
      file_parameter("file.labels", is_empty,
                     "A file that has the labels, one a row, where the data "
                     "has features only."),
      texts_parameter("file.columns",
                      "Columns that are features, by name or number (of "
                      "LIBSVM from 1); empty: all but the label."),
      texts_parameter("file.drop", "Columns that are no features."),
      choice_parameter("file.missing", "refuse", {"refuse", "drop", "mean"},
                       "What becomes of a missing value: a mistake, its row is "
                       "left out, or the column's mean over the training rows "
                       "takes its place."),
      choice_parameter("file.categories", "refuse", {"refuse", "one_hot"},
                       "What becomes of text in a feature: a mistake, or a "
                       "feature for each category."),
      file_parameter("file.test", is_empty_or_amount,
                     "Rows that do not train: 200 (the last 200), 20% (a share "
                     "that is drawn), or a second file; empty: none."),
      integer_parameter("file.test_seed", 1, {.min = 0, .max = 1e9},
                        "Seed of the test rows that are drawn."),
      integer_parameter("file.train_rows", 0, kRows,
                        "How many rows of the user's own file train, the first "
                        "ones; 0: all."),
      task_parameter(tasks),
  });
}

ParameterList data_parameters(Defaults data, DataTasks tasks) {
  Parameter sets = data_parameter(tasks);
  sets.defaults = std::move(data);
  const std::vector<Parameter> files = file_parameters(tasks);
  return ParameterList({std::move(sets)})
      .with(files)
      .with({
          choice_parameter(
              "preprocessing.normalization", "min_max", normalization_names(),
              "What is done to each feature before anything else, over the "
              "training rows; an intercept is appended after it."),
          integer_parameter(
              "preprocessing.train_rows", 0, kRows,
              "Only so many of the training rows are used, at equal distances; "
              "0: all."),
      });
}

ParameterList linear_parameters(LinearDefaults defaults) {
  const ParameterRange epochs{1, 100'000, "epochs"};
  const ParameterRange step{1e-12, 1e12, "1/tr(S)"};
  return data_parameters(std::move(defaults.data), defaults.tasks)
      .with({
          integer_parameter(
              "sgd.epochs", std::move(defaults.epochs), epochs,
              "Epochs of a training run on sets of fewer than 1,000,000 "
              "training values."),
          integer_parameter(
              "sgd.epochs_large_sets", std::move(defaults.epochs_large_sets),
              epochs,
              "Epochs on sets of 1,000,000 training values or more, e.g. "
              "synthetic-100."),
          integer_parameter(
              "sgd.batch_size", 1, {1, 1'000'000, "samples"},
              "Samples of a mini-batch; their gradients are averaged."),
          choice_parameter(
              "sgd.step_schedule", "per_epoch", step_schedule_names(),
              "alpha (constant), alpha / epoch (per_epoch, the paper's) or "
              "alpha / update (per_update)."),
          choice_parameter("sgd.order", "shuffled", sample_order_names(),
                           "The order in which an epoch visits the rows."),
          number_parameter(
              "sgd.alpha", 0.0, {.min = 0},
              "Step size; 0: found by the step search with 32-bit samples "
              "and reused for low precision, as the paper does."),
          number_parameter("search.from", 1.0 / 256, step,
                           "Smallest step that the search tries."),
          number_parameter("search.to", 16.0, step,
                           "Largest step that the search tries."),
          number_parameter(
              "search.factor", {2.0, 1.4142135623730951, 1.4142135623730951},
              {1.01, 1e6}, "Ratio of neighbouring steps of the search."),
          choice_parameter(
              "quantization.levels", "whole_range", convention_names(),
              "b bits are 2^b levels over the range (whole_range, section "
              "2.1) or 2^(b-1) steps each side of zero (per_sign, A.3)."),
          choice_parameter(
              "quantization.placement", "uniform", placement_names(),
              "Levels at equal steps over the range, or placed for each "
              "feature by a method of `zipml levels` (exact: the least "
              "variance; the range is then min to max)."),
          choice_parameter(
              "quantization.scaling", "column_max", {"column_max", "min_max"},
              "A feature's range: [-max|a|, max|a|] or [min, max]."),
          choice_parameter(
              "quantization.draws", "fresh", {"fresh", "stored"},
              "Samples drawn anew at every visit, or once and stored."),
          choice_parameter(
              "quantization.arithmetic", "integers", {"integers", "floats"},
              "What trains on stored draws: sums of integers on packed codes, "
              "where the method and at most 8 bits a code allow, or floats, "
              "row after row. As good, and many times faster."),
      });
}

std::vector<Parameter> model_parameters(Defaults ridge) {
  return {
      number_parameter(
          "model.ridge", std::move(ridge), {.min = 0},
          "c of the term c/2 ||x||^2 of LS-SVM (supplement F.1), whose "
          "gradient c x is added at the gradient device."),
      integer_parameter(
          "model.ridge_bits", 0, {0, 16, "bits"},
          "Bits of that gradient, quantized on its own where gradients "
          "are quantized; 0: only with the rest of the gradient."),
      choice_parameter("model.regularizer", "none", regularizer_names(),
                       "R(x) of equation (1), by its prox after every update."),
      number_parameter(
          "model.strength", 0.0, {.min = 0},
          "Factor of R's norm (l1, l2), or the size of its set (box, "
          "l2_ball)."),
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
      choice_parameter(
          "channels.codec", "row_l2", vector_codec_names(),
          "How models and gradients are quantized: levels over "
          "[-M, M], M = ||v||_2 (row_l2, the paper's, A.3) or max |v| "
          "(row_max), or powers of two (natural)."),
      choice_parameter(
          "channels.levels", "per_sign", convention_names(),
          "b bits are 2^b levels over [-M, M] (whole_range, section "
          "2.1) or 2^(b-1) steps each side of zero (per_sign, A.3)."),
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
    channels.ridge_bits =
        narrow<int>(ridge_bits->integer(), "model.ridge_bits");
  }
  // In full precision neither codec nor levels are part of a cell.
  if (channels == ChannelSpec()) return channels;
  channels.codec = parameters.text("channels.codec");
  channels.convention =
      convention_from_name(parameters.text("channels.levels"));
  return channels;
}

FileOptions file_options(const Settings& settings) {
  const Record& parameters = settings.parameters;
  return {.format = parameters.text("file.format"),
          .header = parameters.text("file.header"),
          .label = parameters.text("file.label"),
          .labels = parameters.text("file.labels"),
          .columns = parameters.texts("file.columns"),
          .drop = parameters.texts("file.drop"),
          .missing = parameters.text("file.missing"),
          .categories = parameters.text("file.categories"),
          .test = parameters.text("file.test"),
          .test_seed = parameters.integer("file.test_seed"),
          .train_rows =
              static_cast<Eigen::Index>(parameters.integer("file.train_rows")),
          .task = parameters.text("file.task")};
}

ProblemSpec problem_spec(const Settings& settings, const std::string& data) {
  const Record& parameters = settings.parameters;
  ProblemSpec spec;
  spec.data = data;
  spec.file = file_options(settings);
  spec.normalization = parameters.text("preprocessing.normalization");
  spec.train_rows =
      static_cast<Eigen::Index>(parameters.integer("preprocessing.train_rows"));
  return spec;
}

Parameter double_sampling_parameter() {
  return choice_parameter(
      "method", "double_sampling", unbiased_method_names(),
      "The low-precision method: double sampling, symmetrised (footnote 2, "
      "what the paper ran), plain (equation 6), or its mean over the orders of "
      "the draws (pair_sum, not in the paper).");
}

Parameter local_data_parameter(DataTasks tasks) {
  Parameter data = data_parameter(tasks);
  data.name = "data_if_local";
  data.defaults = Value::List{"YearPredictionMSD"};
  data.help =
      "Further data sets, used only when they are there already (`zipml data "
      "get NAME`).";
  return data;
}

std::vector<ProblemSpec> located(const Settings& settings,
                                 const LinearProblems& problems) {
  std::vector<ProblemSpec> all;
  std::vector<Diagnostic> missing, mistakes;
  std::vector<std::string> missing_sets;
  const std::vector<std::string> names = distinct_texts(settings, "data");
  std::map<std::string, std::string> name_of;  // by what a cell keeps
  for (const std::string& name : names) {
    try {
      ProblemSpec problem = problems.locate(problem_spec(settings, name));
      const auto [same, is_new] =
          name_of.try_emplace(record_text(to_record(problem)), name);
      if (!is_new) {
        // The same cells: their verdicts would count twice.
        fail_at("data",
                fmt::format("{} and {} are the same data", same->second, name),
                "give it once");
      }
      all.push_back(std::move(problem));
    } catch (const MissingData& error) {
      add_distinct(missing, error.diagnostics());
      missing_sets.insert(missing_sets.end(), error.sets().begin(),
                          error.sets().end());
    } catch (const UserError& error) {
      add_distinct(mistakes, error.diagnostics());
    }
  }
  if (!mistakes.empty()) throw UserError(std::move(mistakes));
  if (!missing.empty()) {
    throw MissingData(std::move(missing_sets), std::move(missing));
  }
  check_file_options(settings, all);
  if (settings.parameters.find("data_if_local") == nullptr) return all;
  for (const std::string& name : distinct_texts(settings, "data_if_local")) {
    const bool known =
        std::find(names.begin(), names.end(), name) != names.end();
    if (!known && problems.is_local(name)) {
      all.push_back(problems.locate(problem_spec(settings, name)));
    }
  }
  return all;
}

void check_file_options(const Settings& settings,
                        std::span<const ProblemSpec> problems) {
  const FileOptions given = file_options(settings);
  std::vector<std::string> names;
  visit_file_options([&](const char* name, const auto member) {
    if (given.*member != FileOptions().*member) names.emplace_back(name);
  });
  // Its default is the experiment's.
  std::erase(names, "file.task");
  std::vector<Diagnostic> mistakes;
  for (const std::string& name : names) {
    bool has_own = false;
    const bool used = std::any_of(
        problems.begin(), problems.end(), [&](const ProblemSpec& problem) {
          has_own = has_own || problem.is_own_file;
          return problem.is_own_file &&
                 std::find(problem.unused_options.begin(),
                           problem.unused_options.end(),
                           name) == problem.unused_options.end();
        });
    if (used) continue;
    mistakes.push_back(
        {.pointer = name,
         .message = has_own ? "has no effect on the data as it was read"
                            : "has no effect: none of the data is a file of "
                              "one's own"});
  }
  if (!mistakes.empty()) throw UserError(std::move(mistakes));
}

SearchSpec search_spec(const Settings& settings) {
  const Record& parameters = settings.parameters;
  const SearchSpec search{parameters.number("search.from"),
                          parameters.number("search.to"),
                          parameters.number("search.factor")};
  if (search.from <= search.to) return search;
  fail_at("search.from",
          fmt::format("{} is above search.to, {}: no step would be tried",
                      search.from, search.to));
}

QuantizationSpec quantization_spec(const Settings& settings, int bits) {
  Record record{{"bits", bits}};
  for (const char* name : {"levels", "scaling", "draws", "placement"}) {
    record.set(name,
               settings.parameters.at("quantization." + std::string(name)));
  }
  if (record.text("draws") == "stored") {
    record.set("arithmetic", settings.parameters.at("quantization.arithmetic"));
  }
  return quantization_from_record(record);
}

SgdSpec sgd_spec(const Settings& settings, std::size_t training_values) {
  const Record& parameters = settings.parameters;
  const char* epochs =
      training_values < kLargeSet ? "sgd.epochs" : "sgd.epochs_large_sets";
  // Missing where the experiment has batch sizes of its own.
  const Value* batch = parameters.find("sgd.batch_size");
  return {
      narrow<int>(parameters.integer(epochs), epochs),
      batch == nullptr ? 1 : narrow<int>(batch->integer(), "sgd.batch_size"),
      step_schedule_from_name(parameters.text("sgd.step_schedule")),
      sample_order_from_name(parameters.text("sgd.order")),
      parameters.number("sgd.alpha")};
}

}  // namespace zipml
