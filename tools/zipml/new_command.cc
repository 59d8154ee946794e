// new: a config to begin with.
#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/synthetic.h"
#include "core/harness/config/config_reader.h"
#include "core/harness/config/parameter_set.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/new_config.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

// "mine" for "mine.json", too.
std::string checked_study_name(const Session& session, std::string name) {
  constexpr std::string_view kEnding = ".json";
  if (name.ends_with(kEnding)) name.resize(name.size() - kEnding.size());
  if (!is_safe_name(name)) {
    fail({.message = fmt::format("\"{}\" is no name for a study: up to {} "
                                 "letters, digits, '.', '_' and '-', not "
                                 "beginning with '.'",
                                 name, kLongestName),
          .hint = "the config is written into this folder"});
  }
  for (const ExperimentInfo* info : session.infos()) {
    if (info->name != name) continue;
    fail({.message = fmt::format("\"{}\" is the name of an experiment", name),
          .hint = "choose another"});
  }
  return name;
}

// The parameter `data`. UserError where the experiment has none, and for a set
// that is not for it.
void check_data_parameter(const ExperimentInfo& info, const std::string& data,
                          bool is_known_set) {
  const ParameterSet parameters(info);
  const Parameter* parameter = parameters.find("data");
  if (parameter == nullptr) {
    fail_at("--data", fmt::format("{} has no data", info.name),
            fmt::format("`zipml describe {}`", info.name));
  }
  const bool may_be_file = parameter->type == ParameterType::kNameOrFile;
  if (is_known_name(*parameter, data) || (may_be_file && !is_known_set)) return;
  fail_at("--data", fmt::format("{} is not for {}", data, info.name),
          fmt::format("`zipml describe {}` names its sets", info.name));
}

bool is_known_set(const std::string& data) {
  return synthetic_size(data).has_value() ||
         find_entry(catalogue(), data) != nullptr;
}

void add_data(const Session& session, const ExperimentInfo& info,
              const NewRequest& request, NewConfig& config) {
  const bool known = is_known_set(request.data);
  check_data_parameter(info, request.data, known);
  config.data = request.data;
  if (known) {
    if (!request.label.empty()) {
      fail_at("--label", fmt::format("{} has its own", request.data));
    }
    const CatalogueEntry* entry = find_entry(catalogue(), request.data);
    if (entry != nullptr) config.task = entry->task;
    return;
  }
  std::error_code ignored;
  if (!fs::exists(request.data, ignored)) {
    std::vector<std::string> names;
    for (const CatalogueEntry& entry : catalogue()) names.push_back(entry.name);
    fail_at("--data",
            fmt::format("\"{}\" is no known set, and there is no such file",
                        request.data),
            did_you_mean(request.data, names));
  }
  const std::string path =
      is_data_path(request.data) ? request.data : "./" + request.data;
  config.file = look_at_data(session.data(), path, request.label);
  config.task = config.file->task;
}

}  // namespace

int new_command(Session& session, const NewRequest& request) {
  const std::string name = checked_study_name(session, request.name);
  const ExperimentInfo& info = session.experiment(request.experiment).info();
  const fs::path file = name + ".json";
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(file, ignored))) {
    fail_in(file, "is there already", "choose another name");
  }
  NewConfig config{.name = name};
  if (!request.data.empty()) add_data(session, info, request, config);
  write_file_atomically(file, new_config_text(info, config));
  session.output() << fmt::format(
      "{0}: written, for the experiment {1}; run it as it is, or edit it. "
      "Next:\n"
      "  zipml validate {0}    # what is wrong, and where\n"
      "  zipml plan {0}        # what would run\n"
      "  zipml run {0}         # tables, figures and a page\n",
      file.string(), info.name);
  return kExitOk;
}

}  // namespace zipml
