#include "tools/zipml/recipe.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/harness/config/study_json.h"
#include "core/harness/run/study_provenance.h"
#include "core/json/text.h"
#include "core/report/format.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

// What a finished study was asked, as study.json has it.
struct Question {
  std::string name = {};  // of the experiment or the config
  std::string profile = {};
  std::vector<Override> sets = {}, sweeps = {};
  std::vector<std::string> data = {};  // its list of sets, if it has one
};

Question question_of(const Json& study) {
  Question question;
  question.name = study.at("experiment").get<std::string>();
  question.profile = study.at("profile").get<std::string>();
  // Older versions kept neither.
  const Json config = study.value("config", Json());
  if (config.is_string()) {
    question.name = std::filesystem::path(config.get<std::string>()).stem();
  }
  constexpr std::string_view kSweep = "sweep ";
  for (const auto& text :
       study.value("overrides", std::vector<std::string>())) {
    if (text.starts_with(kSweep)) {
      question.sweeps.push_back(
          parse_override("--sweep", text.substr(kSweep.size())));
    } else {
      question.sets.push_back(parse_override("--set", text));
    }
  }
  const Json& parameters =
      study.at("points").at(0).at("settings").at("parameters");
  if (parameters.contains("data") && parameters["data"].is_array()) {
    parameters["data"].get_to(question.data);
  }
  return question;
}

// Whether the program asks the same today.
bool is_asked_so(const Session& session, const Question& question,
                 const Json& points) {
  try {
    CommonOptions options = session.options();
    options.profile = question.profile;
    options.run = "again";
    const Session now(options, session.output(), session.remarks());
    const std::vector<Study> studies =
        now.studies({question.name}, question.sets, question.sweeps);
    return to_json(studies.front()).at("points") == points;
  } catch (const UserError&) {
    return false;
  }
}

// `data`: takes the place of the list; empty: nothing does.
std::string command_of(const Session& session, const Question& question,
                       const std::string& study, const std::string& data) {
  std::string run = "again-" + study;
  if (!data.empty()) run += '-' + data;
  std::string command = "zipml --run " + safe_file_name(run);
  if (question.profile != "quick") command += " --profile " + question.profile;
  for (const auto& folder : session.options().data_folders) {
    command += " --data-dir " + shell_word(folder.string());
  }
  command += " run " + question.name;
  for (const Override& set : question.sets) {
    if (!data.empty() && set.name == "data") continue;
    command += " --set " + shell_word(set.name + '=' + set.text);
  }
  if (!data.empty()) command += " --set data=" + shell_word(data);
  for (const Override& sweep : question.sweeps) {
    command += " --sweep " + shell_word(sweep.name + '=' + sweep.text);
  }
  return command;
}

}  // namespace

std::vector<VerdictRecipe> recipes_of(const Session& session,
                                      const std::string& study,
                                      const std::vector<Verdict>& verdicts) {
  const std::filesystem::path folder = session.results(study);
  const Json json = parse_stored_json(read_file(folder / "study.json"));
  const StudyProvenance provenance = StudyProvenance::from_json(
      parse_stored_json(read_file(folder / "provenance.json")));
  const Question question = question_of(json);
  const bool has_command = is_asked_so(session, question, json.at("points"));
  std::vector<VerdictRecipe> recipes;
  for (const Verdict& verdict : verdicts) {
    const std::string& name = verdict.data.name;
    const bool is_one_of_several =
        question.data.size() > 1 &&
        std::find(question.data.begin(), question.data.end(), name) !=
            question.data.end();
    VerdictRecipe recipe{.seconds = is_one_of_several
                                        ? provenance.seconds_of(name)
                                        : provenance.seconds()};
    if (has_command) {
      recipe.command =
          command_of(session, question, study, is_one_of_several ? name : "");
    }
    recipes.push_back(std::move(recipe));
  }
  return recipes;
}

}  // namespace zipml
