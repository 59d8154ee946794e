#include "tools/zipml/study_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/harness/config/study_json.h"
#include "core/harness/findings/findings_json.h"
#include "core/harness/findings/finish_findings.h"
#include "core/json/text.h"
#include "core/report/write_findings.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/recipe.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

// In the place of a study, of claims that nothing tries.
constexpr const char* kNoExperiment = "no experiment";
using Json = nlohmann::ordered_json;

// "mine.json with bits=3": the config and the overrides of a study.json.
std::string how_asked(const Json& study) {
  // Older versions kept neither.
  const Json config = study.value("config", Json());
  const auto overrides = study.value("overrides", std::vector<std::string>());
  std::string words =
      config.is_string() ? config.get<std::string>() : "its defaults";
  if (!overrides.empty()) {
    words += fmt::format(" with {}", fmt::join(overrides, ", "));
  }
  return words;
}

constexpr const char* kCellsName = "cells.txt";
constexpr const char* kMakeAgain = "`zipml run` makes it again";

void write_outputs(const Session& session, const std::string& study,
                   const std::string& profile, const Findings& findings,
                   const GnuplotOptions& gnuplot,
                   const std::function<bool()>& should_stop) {
  write_findings({.study = study,
                  .profile = profile,
                  .results = session.results(study),
                  .plots = session.plots(study),
                  .gnuplot = gnuplot,
                  .should_stop = should_stop},
                 findings);
}

// Why nothing can be written below `folder`: the nearest part of it that is
// there is no folder, or not ours to write to.
std::optional<Diagnostic> writing_problem(fs::path folder) {
  std::error_code error;
  while (!fs::exists(folder, error)) {
    if (error) break;
    if (!folder.has_relative_path()) return std::nullopt;
    folder = folder.has_parent_path() ? folder.parent_path() : ".";
  }
  if (error) {
    return Diagnostic{.file = folder.string(),
                      .message = "cannot be written: " + error.message()};
  }
  if (!fs::is_directory(folder, error)) {
    return Diagnostic{.file = folder.string(),
                      .message = "is a file; a folder was expected"};
  }
  if (::access(folder.c_str(), W_OK | X_OK) == 0) return std::nullopt;
  return Diagnostic{.file = folder.string(),
                    .message = "cannot be written: " +
                               std::generic_category().message(errno)};
}

}  // namespace

void write_study(const Session& session, const Study& study,
                 const Findings& findings, const StudyProvenance& provenance,
                 const GnuplotOptions& gnuplot,
                 const std::function<bool()>& should_stop) {
  const fs::path folder = session.results(study.name);
  write_file_atomically(folder / "study.json", indented_json(to_json(study)));
  write_file_atomically(folder / "provenance.json",
                        indented_json(provenance.to_json()));
  write_file_atomically(folder / "findings.json", findings_to_json(findings));
  write_outputs(session, study.name, std::string(profile_name(study.profile)),
                findings, gnuplot, should_stop);
}

void rewrite_study(const Session& session, const StoredStudy& study,
                   const GnuplotOptions& gnuplot) {
  write_outputs(session, study.name, study.profile, study.findings, gnuplot,
                [] { return false; });
}

GnuplotOptions gnuplot_or_none(const Session& session) {
  const std::string problem = drawing_problem();
  if (problem.empty()) return {};
  session.remarks() << "no figures are drawn: " << problem
                    << "; `zipml plot` draws them later" << std::endl;
  return {.program = ""};
}

void check_folders(const Session& session, std::span<const Study> studies) {
  std::vector<Diagnostic> problems;
  for (const Study& study : studies) {
    for (const fs::path& folder :
         {session.results(study.name), session.cells(study.experiment),
          session.plots(study.name)}) {
      const auto problem = writing_problem(folder);
      const auto is_same = [&](const Diagnostic& other) {
        return other.file == problem->file;
      };
      if (problem && std::none_of(problems.begin(), problems.end(), is_same)) {
        problems.push_back(*problem);
      }
    }
  }
  if (!problems.empty()) throw UserError(std::move(problems));
}

StoredStudy read_origin(const Session& session, const std::string& name) {
  const fs::path folder = session.results(name);
  StoredStudy stored{.name = name};
  try {
    const auto study = parse_stored_json(read_file(folder / "study.json"));
    stored.title = study.at("title").get<std::string>();
    stored.profile = study.at("profile").get<std::string>();
    for (const ExperimentInfo* info : session.infos()) {
      if (info->name == study.at("experiment")) stored.where = info->where;
    }
    stored.provenance = StudyProvenance::from_json(
        parse_stored_json(read_file(folder / "provenance.json")));
  } catch (const UserError&) {
    throw;
  } catch (const std::exception& error) {
    fail_in(folder, error.what(), kMakeAgain);
  }
  return stored;
}

StoredStudy read_study(const Session& session, const std::string& name) {
  const fs::path file = session.results(name) / "findings.json";
  StoredStudy stored = read_origin(session, name);
  try {
    stored.findings = findings_from_json(read_file(file));
  } catch (const std::runtime_error& error) {
    if (dynamic_cast<const UserError*>(&error) != nullptr) throw;
    fail_in(file, error.what(), kMakeAgain);
  }
  return stored;
}

StudyQuestion read_question(const Session& session, const std::string& name) {
  const fs::path file = session.results(name) / "study.json";
  try {
    return question_from_json(parse_stored_json(read_file(file)));
  } catch (const UserError&) {
    throw;
  } catch (const std::exception& error) {
    fail_in(file, error.what(), kMakeAgain);
  }
}

std::vector<StudyVerdicts> verdicts_of_run(const Session& session,
                                           Recipes recipes) {
  std::vector<StudyVerdicts> studies;
  for (const std::string& name : session.finished_studies()) {
    StoredStudy study = read_study(session, name);
    std::vector<VerdictRecipe> own;
    if (recipes == Recipes::kAdded) {
      own = recipes_of(session, name, study.findings.verdicts);
    }
    studies.push_back({name, study.profile, std::move(study.findings.verdicts),
                       study.findings.cells, std::move(own)});
  }
  const auto untested = untested_claims(claim_titles(), session.infos());
  if (!untested.empty()) {
    studies.push_back({.study = kNoExperiment, .verdicts = untested});
  }
  return studies;
}

namespace {

[[noreturn]] void fail_of_profile(const Session& session,
                                  const std::string& profile) {
  fail_in(session.results(),
          fmt::format("this run is of the profile {}, not {}", profile,
                      profile_name(session.profile())),
          "--run NAME names another run; --replace mixes them");
}

}  // namespace

void mark_run(const Session& session) {
  const std::string_view profile = profile_name(session.profile());
  if (marked_profile(session.results()) == profile) return;
  write_file_atomically(
      session.results() / Session::kRunFileName,
      indented_json({{"schema", "zipml run 1"}, {"profile", profile}}));
}

std::string marked_profile(const fs::path& run) {
  std::error_code ignored;
  const fs::path file = run / Session::kRunFileName;
  if (!fs::is_regular_file(file, ignored)) return "";
  try {
    return parse_stored_json(read_file(file)).value("profile", std::string());
  } catch (const std::exception&) {
    return "";  // broken: it is made again
  }
}

void write_wanted_cells(const Session& session, const Study& study,
                        const std::vector<std::string>& ids) {
  const fs::path file = session.results(study.name) / kCellsName;
  std::string text = study.experiment + '\n';
  for (const std::string& id : ids) text += id + '\n';
  std::error_code ignored;
  // The same bytes anew would be a change of the study's files.
  if (fs::is_regular_file(file, ignored) && read_file(file) == text) return;
  write_file_atomically(file, text);
}

std::optional<StudyCells> cells_of_study(const Session& session,
                                         const std::string& study) {
  const fs::path file = session.results(study) / kCellsName;
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return std::nullopt;
  std::istringstream lines(read_file(file));
  StudyCells cells;
  std::getline(lines, cells.experiment);
  for (std::string id; std::getline(lines, id);) cells.ids.push_back(id);
  return cells;
}

std::map<std::string, std::set<std::string>> wanted_cells(
    const Session& session) {
  std::map<std::string, std::set<std::string>> wanted;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(session.results(), missing)) {
    const auto cells =
        cells_of_study(session, entry.path().filename().string());
    if (!cells) {
      if (!fs::exists(entry.path() / "findings.json")) continue;
      fail_in(entry.path(),
              "does not say which cells it wants: it is of an older version",
              kMakeAgain);
    }
    wanted[cells->experiment].insert(cells->ids.begin(), cells->ids.end());
  }
  return wanted;
}

void check_may_replace(const Session& session, const Study& study) {
  const std::string marked = marked_profile(session.results());
  if (!marked.empty() && marked != profile_name(session.profile())) {
    fail_of_profile(session, marked);
  }
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(session.results(), missing)) {
    const fs::path file = entry.path() / "study.json";
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) continue;
    Json stored;
    try {
      stored = parse_stored_json(read_file(file));
    } catch (const UserError&) {
      throw;
    } catch (const std::runtime_error&) {
      continue;  // not ours, or broken: it is made again
    }
    if (!stored.is_object()) continue;
    const auto profile = stored.value("profile", std::string());
    if (profile != profile_name(study.profile)) {
      fail_of_profile(session, profile);
    }
    if (entry.path().filename() != study.name) continue;
    const auto now = to_json(study);
    const bool asked_alike =
        stored.value("overrides", Json()) == now.at("overrides") &&
        stored.value("config", Json()) == now.at("config");
    // The same question may have other answers once a config was edited or the
    // program has other defaults.
    if (asked_alike || stored.value("points", Json()) == now.at("points")) {
      continue;
    }
    fail_in(entry.path(),
            fmt::format("this study was run as {}; now it would be {}",
                        how_asked(stored), how_asked(now)),
            "--name NAME gives it a folder of its own; --replace takes this "
            "one's place");
  }
}

}  // namespace zipml
