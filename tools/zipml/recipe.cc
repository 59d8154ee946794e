#include "tools/zipml/recipe.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "core/harness/run/study_provenance.h"
#include "core/json/text.h"
#include "core/report/format.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

// "--set bits=1,2" for "bits=1,2", "--sweep seed=1..3" for "sweep seed=1..3".
std::string option_of(const std::string& override_text) {
  constexpr std::string_view kSweep = "sweep ";
  if (override_text.starts_with(kSweep)) {
    return "--sweep " + shell_word(override_text.substr(kSweep.size()));
  }
  return "--set " + shell_word(override_text);
}

// The sets that the study's list "data" has, if it has one.
std::vector<std::string> data_of(const Json& study) {
  const Json& parameters =
      study.at("points").at(0).at("settings").at("parameters");
  if (!parameters.contains("data") || !parameters["data"].is_array()) return {};
  return parameters["data"].get<std::vector<std::string>>();
}

// `data`: takes the place of what was asked for; empty: nothing does.
std::string command_of(const Session& session, const Json& study,
                       const std::string& name, const std::string& data) {
  std::string command = "zipml";
  const auto profile = study.at("profile").get<std::string>();
  if (profile != "quick") command += " --profile " + profile;
  if (session.run_name() != profile) command += " --run " + session.run_name();
  // The config by the name that it is found under.
  const auto experiment = study.at("experiment").get<std::string>();
  std::string asked = experiment;
  if (study.at("config").is_string()) {
    const std::filesystem::path config = study["config"].get<std::string>();
    const bool comes_with_program =
        std::filesystem::exists(session.options().configs / config);
    asked = comes_with_program ? config.stem().string() : config.string();
  }
  command += " run " + shell_word(asked);
  for (const Json& json : study.at("overrides")) {
    const auto text = json.get<std::string>();
    if (!data.empty() && text.starts_with("data=")) continue;
    command += ' ' + option_of(text);
  }
  if (!data.empty()) {
    command += fmt::format(" --set data={} --name {}", shell_word(data),
                           safe_file_name(name + "-" + data));
  } else if (name != experiment && name != asked) {
    command += " --name " + shell_word(name);
  }
  return command + " --force";
}

}  // namespace

std::vector<VerdictRecipe> recipes_of(const Session& session,
                                      const std::string& study,
                                      const std::vector<Verdict>& verdicts) {
  const std::filesystem::path folder = session.results(study);
  const Json json = parse_stored_json(read_file(folder / "study.json"));
  const StudyProvenance provenance = StudyProvenance::from_json(
      parse_stored_json(read_file(folder / "provenance.json")));
  const std::string base = command_of(session, json, study, "");
  const std::vector<std::string> sets = data_of(json);
  std::vector<VerdictRecipe> recipes;
  for (const Verdict& verdict : verdicts) {
    const std::string& name = verdict.data.name;
    const bool is_one = sets.size() > 1 &&
                        std::find(sets.begin(), sets.end(), name) != sets.end();
    if (!is_one) {
      recipes.push_back({base, provenance.seconds()});
      continue;
    }
    recipes.push_back(
        {command_of(session, json, study, name), provenance.seconds_of(name)});
  }
  return recipes;
}

}  // namespace zipml
