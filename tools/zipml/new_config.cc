#include "tools/zipml/new_config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/harness/config/parameter_set.h"
#include "core/harness/value_text.h"

namespace zipml {
namespace {

constexpr int kColumns = 80;

// A value as people write it: [1, 4].
std::string json_text(const Value& value) {
  if (!value.is_list()) return compact_json(value);
  std::vector<std::string> parts;
  for (const Value& element : value.list()) {
    parts.push_back(compact_json(element));
  }
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

// One value, or one for each profile.
std::string json_text(const Defaults& defaults) {
  if (defaults.quick == defaults.standard && defaults.quick == defaults.paper) {
    return json_text(defaults.quick);
  }
  return fmt::format("{{\"quick\": {}, \"standard\": {}, \"paper\": {}}}",
                     json_text(defaults.quick), json_text(defaults.standard),
                     json_text(defaults.paper));
}

std::string comment(const std::string& text, int indent) {
  const std::string lines = wrapped(text, {.width = kColumns - indent - 3});
  std::string result;
  std::size_t start = 0;
  for (std::size_t end = lines.find('\n'); end != std::string::npos;
       end = lines.find('\n', start)) {
    const auto size = static_cast<std::size_t>(indent);
    result += std::string(size, ' ') + "// " +
              lines.substr(start, end - start) + '\n';
    start = end + 1;
  }
  return result;
}

// " From 1 to 16 bits.", " At least 0."; empty where it may be any number.
std::string range_words(const Parameter& parameter) {
  std::string range = range_text(parameter);
  if (range.empty()) return "";
  if (range.starts_with("at ")) {
    range[0] = 'A';
  } else {
    range.insert(0, "From ");
  }
  if (!parameter.unit.empty()) range += ' ' + parameter.unit;
  return fmt::format(" {}.", range);
}

// What it says, what it may be, and its default where the config has another.
std::string words_of(const Parameter& parameter, const std::string& value) {
  std::string text = parameter.help;
  if (parameter.type == ParameterType::kChoice) {
    text += fmt::format(" {}: {}.", parameter.is_list ? "Any of" : "One of",
                        fmt::join(parameter.choices, ", "));
  } else if (is_numeric(parameter)) {
    text += range_words(parameter);
  }
  const std::string usual = json_text(parameter.defaults);
  if (usual != value) text += fmt::format(" Default: {}.", usual);
  return text;
}

// A member of the config: a value, or a group of members.
struct Member {
  std::string key = {};
  std::string words = {};  // its comment
  std::string value = {};  // empty: a group
  std::vector<Member> members = {};
};

std::string members_text(const std::vector<Member>& members, int indent) {
  std::string text;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Member& member = members[i];
    const std::string space(static_cast<std::size_t>(indent), ' ');
    text += comment(member.words, indent);
    text += fmt::format("{}\"{}\": ", space, member.key);
    text += member.value.empty()
                ? fmt::format("{{\n{}{}}}",
                              members_text(member.members, indent + 2), space)
                : member.value;
    text += i + 1 < members.size() ? ",\n" : "\n";
  }
  return text;
}

// At "a": {"b": ...} for the name "a.b".
void add_member(std::vector<Member>& members, std::string_view name,
                std::string words, std::string value) {
  const std::size_t dot = name.find('.');
  const std::string key(name.substr(0, dot));
  if (dot == std::string_view::npos) {
    members.push_back({key, std::move(words), std::move(value)});
    return;
  }
  auto group =
      std::find_if(members.begin(), members.end(),
                   [&](const Member& member) { return member.key == key; });
  if (group == members.end()) {
    group = members.insert(members.end(), Member{.key = key});
  }
  add_member(group->members, name.substr(dot + 1), std::move(words),
             std::move(value));
}

// Of `study`, besides the data, in this order.
const std::vector<std::string> kMostUsed = {"loss",
                                            "method",
                                            "bits",
                                            "mode",
                                            "quantization.placement",
                                            "quantization.scaling",
                                            "sgd.epochs",
                                            "sgd.alpha",
                                            "sgd.step_schedule",
                                            "model.ridge",
                                            "model.regularizer",
                                            "model.strength",
                                            "repetitions"};

class ConfigText {
 public:
  ConfigText(const ExperimentInfo& info, const NewConfig& config)
      : info_(info), config_(config), parameters_(info) {}

  std::string text() {
    add("experiment", "What is run; `zipml list` has others.",
        json_text(Value(info_.name)));
    add("name", "Names the folder of the results.",
        json_text(Value(config_.name)));
    const bool is_study = info_.name == "study";
    if (is_study) {
      add_parameter("data");
      add_file();
      for (const std::string& name : kMostUsed) add_parameter(name);
    } else {
      add_all();
    }
    std::string text = head() + "{\n" + members_text(members_, 2);
    // Before the last line feed.
    if (is_study) text.insert(text.size() - 1, ",");
    if (is_study) text += others() + study_outputs();
    if (!is_study) text += example_outputs();
    return text + "}\n";
  }

 private:
  void add(std::string_view key, const std::string& words, std::string value) {
    add_member(members_, key, words, std::move(value));
  }

  void add_parameter(const std::string& name) {
    const Parameter* parameter = parameters_.find(name);
    const std::string value = value_of(*parameter);
    add(name, words_of(*parameter, value), value);
    told_.push_back(name);
  }

  // The default, unless the data or the study of beginners asks for another.
  std::string value_of(const Parameter& parameter) const {
    const std::string& name = parameter.name;
    const bool has_classes = config_.task == Task::kClassification;
    if (name == "data" && !config_.data.empty()) {
      return parameter.is_list ? json_text(Value(Value::List{config_.data}))
                               : json_text(Value(config_.data));
    }
    if (name.starts_with("file.") && config_.file) {
      const FileOptions& options = config_.file->options;
      if (name == "file.label") return json_text(Value(options.label));
      if (name == "file.missing") return json_text(Value(options.missing));
      if (name == "file.categories") {
        return json_text(Value(options.categories));
      }
      if (name == "file.test") return json_text(Value(test_share()));
    }
    if (info_.name != "study") return json_text(parameter.defaults);
    if (name == "data") return "[\"synthetic-10\"]";
    if (name == "loss")
      return has_classes ? "[\"logistic\"]" : "[\"least_squares\"]";
    if (name == "method" && has_classes) {
      return "[\"nearest\", \"naive\"]";
    }
    if (name == "bits") return "[2, 4]";
    if (name == "mode") return "[\"sample\"]";
    // With it the optimum is known.
    if (name == "model.ridge" && has_classes) return "0.001";
    return json_text(parameter.defaults);
  }

  std::string test_share() const {
    constexpr Eigen::Index kFewRows = 20;
    return config_.file->rows < kFewRows ? "" : "20%";
  }

  void add_file() {
    if (!config_.file) return;
    add_parameter("file.label");
    add_parameter("file.test");
    const FileOptions plain;
    const FileOptions& options = config_.file->options;
    if (options.missing != plain.missing) add_parameter("file.missing");
    if (options.categories != plain.categories) {
      add_parameter("file.categories");
    }
  }

  void add_all() {
    for (const Parameter& parameter : parameters_.all()) {
      const bool is_file = parameter.name.starts_with("file.");
      if (!is_file || config_.file) add_parameter(parameter.name);
    }
  }

  std::string head() const {
    std::string text = comment(
        fmt::format("A study of one's own: {}. Every key has its default "
                    "where it is left out; a value may be given for each "
                    "profile. `zipml validate {}.json` finds what is wrong.",
                    info_.title, config_.name),
        0);
    if (!config_.file) return text;
    const OwnData& file = *config_.file;
    text +=
        comment(fmt::format("{}: {}; {} rows, {} features, {}.", config_.data,
                            file.format, file.rows, file.features,
                            file.task == Task::kRegression ? "regression"
                                                           : "two classes"),
                0);
    for (const std::string& remark : file.remarks) text += comment(remark, 0);
    if (!file.columns.empty()) {
      text += comment(
          fmt::format("Its columns: {}.", fmt::join(file.columns, ", ")), 0);
    }
    return text;
  }

  // The parameters that are not there, in words.
  std::string others() const {
    std::vector<std::string> names;
    for (const Parameter& parameter : parameters_.all()) {
      if (!is_among(parameter.name, told_)) names.push_back(parameter.name);
    }
    return '\n' +
           comment(fmt::format("Others, explained by `zipml describe {}`: {}.",
                               info_.name, fmt::join(names, ", ")),
                   2);
  }

  std::string study_outputs() const {
    const bool has_classes = config_.task == Task::kClassification;
    const auto paragraph = [](const std::string& text) {
      return '\n' + comment(text, 2);
    };
    return paragraph(
               "Everything is run for each value of an axis, and an axis is a "
               "column of every table. Several axes: every combination. A "
               "range: {\"from\": 1, \"to\": 64, \"factor\": 4}.") +
           R"(  "sweep": {"product": {"sgd.batch_size": [1, 4, 16, 64]}},
)" +
           paragraph(fmt::format(
               "Further tables, made of those that `zipml table {}` lists: "
               "columns in this order; \"where\": {{\"bits\": 2}} takes these "
               "rows, \"sort\": \"-bits\" sorts from the largest on, \"pool\": "
               "\"seed\" makes one sample of the seeds of a sweep.",
               config_.name)) +
           fmt::format(R"(  "tables": [{{
    "id": "by_batch",
    "title": "By batch size",
    "from": "results",
    "columns": ["sgd.batch_size", "method", "bits", "final_loss",
                "relative_to_32_bits", "{}", "bytes_an_epoch"],
    "sort": ["sgd.batch_size", "bits"]
  }}],
)",
                       has_classes ? "accuracy" : "test_loss") +
           paragraph(
               "Further figures: a line for each combination of \"lines\", a "
               "panel for each of \"panels\"; also \"where\", \"pool\", "
               "\"log_x\", \"log_y\", \"y_min\", \"y_max\", and \"bands\": "
               "whether intervals are drawn.") +
           R"(  "figures": [{
    "id": "loss_against_batch",
    "title": "Final loss against batch size",
    "from": "results",
    "x": "sgd.batch_size",
    "y": "final_loss",
    "lines": ["method", "bits"],
    "log_x": true
  }, {
    "id": "loss_by_epoch",
    "title": "Training loss, epoch by epoch",
    "from": "curves",
    "x": "epoch",
    "y": "training_loss",
    "lines": ["method", "bits"],
    "panels": "sgd.batch_size",
    "log_y": true,
    "bands": false
  }],
)" +
           paragraph(
               "The experiment's own figures, of each point of the sweep: not "
               "wanted here.") +
           "  \"own_figures\": false\n";
  }

  std::string example_outputs() const {
    return fmt::format(R"(
  // To add, behind a comma: a sweep, and tables and figures over its axes, made
  // of those that `zipml table {0}` lists after a run.
  // "sweep": {{"product": {{"seed": [1, 2, 3]}}}},
  // "tables": [{{"id": "mine", "from": "TABLE", "columns": ["COLUMN"],
  //             "where": {{"COLUMN": "VALUE"}}, "pool": "seed"}}],
  // "figures": [{{"id": "mine", "from": "TABLE", "x": "COLUMN", "y": "COLUMN",
  //              "lines": "COLUMN", "panels": "COLUMN", "pool": "seed"}}],
  // "own_figures": false
)",
                       config_.name);
  }

  const ExperimentInfo& info_;
  const NewConfig& config_;
  ParameterSet parameters_;
  std::vector<Member> members_;
  std::vector<std::string> told_;  // parameters that have their place
};

}  // namespace

std::string new_config_text(const ExperimentInfo& info,
                            const NewConfig& config) {
  return ConfigText(info, config).text();
}

}  // namespace zipml
