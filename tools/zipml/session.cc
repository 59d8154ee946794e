#include "tools/zipml/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/harness/config/config_reader.h"
#include "core/report/format.h"
#include "experiments/registry.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

// An argument that is meant as a config file and not as an experiment.
bool looks_like_file(const std::string& name) {
  return name.ends_with(".json") || name.find('/') != std::string::npos;
}

std::string checked_name(const char* option, const std::string& name) {
  if (name == safe_file_name(name) && name.size() <= kLongestName) return name;
  fail_at(option,
          fmt::format("\"{}\" is no name for a folder: up to {} letters, "
                      "digits, '.', '_' and '-', not beginning with '.'",
                      name, kLongestName));
}

// A run called "standard" is of the profile standard.
std::string checked_run(const std::string& run, Profile profile) {
  for (const Profile other :
       {Profile::kQuick, Profile::kStandard, Profile::kPaper}) {
    if (other != profile && run == profile_name(other)) {
      fail_at("--run",
              fmt::format("\"{}\" is the name of another profile's "
                          "runs",
                          run),
              "choose another, or --profile " + run);
    }
  }
  return checked_name("--run", run);
}

}  // namespace

Session::Session(CommonOptions options, std::ostream& output,
                 std::ostream& remarks)
    : options_(std::move(options)),
      output_(output),
      remarks_(remarks),
      profile_(profile_from_name(options_.profile)),
      run_(options_.run.empty() ? options_.profile
                                : checked_run(options_.run, profile_)) {
  if (!options_.configs.empty() && !fs::is_directory(options_.configs)) {
    fail_in(options_.configs, "is no folder; ZIPML_CONFIG_DIR names it");
  }
  const DataPlaces places{.folders = options_.data_folders,
                          .cache = options_.cache,
                          .may_download = !options_.offline,
                          .only_look = options_.only_look};
  data_ = std::make_shared<DataLibrary>(
      places, [this](const std::string& line) { remark(line); },
      options_.entries == nullptr ? catalogue() : *options_.entries);
  experiments_ = make_experiments(data_);
}

void Session::remark(const std::string& line) const {
  // In one piece, or another thread's would come between.
  remarks_ << (options_.terminal ? "\r\x1b[K" : "") + line + '\n' << std::flush;
}

const Experiment& Session::experiment(const std::string& name) const {
  std::vector<std::string> known;
  for (const auto& experiment : experiments_) {
    if (experiment->info().name == name) return *experiment;
    known.push_back(experiment->info().name);
  }
  fail({.message = fmt::format("unknown experiment \"{}\"", name),
        .hint = did_you_mean(name, known)});
}

std::vector<const ExperimentInfo*> Session::infos() const {
  std::vector<const ExperimentInfo*> infos;
  for (const auto& experiment : experiments_) {
    infos.push_back(&experiment->info());
  }
  return infos;
}

std::vector<std::string> Session::config_names() const {
  std::vector<std::string> names;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(options_.configs, missing)) {
    if (entry.path().extension() != ".json") continue;
    names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end(), [&](const auto& a, const auto& b) {
    return place_of(a) < place_of(b);
  });
  return names;
}

StudyRequest Session::request_for(
    const std::string& name, const std::vector<std::string>& configs) const {
  StudyRequest request{.profile = profile_};
  if (looks_like_file(name)) {
    request.file = name;
    return request;
  }
  if (std::find(configs.begin(), configs.end(), name) != configs.end()) {
    request.file = options_.configs / (name + ".json");
    return request;
  }
  const auto known = infos();
  std::vector<std::string> names = configs;
  for (const ExperimentInfo* info : known) {
    if (info->name == name) {
      request.experiment = name;
      return request;
    }
    names.push_back(info->name);
  }
  fail({.message = fmt::format("unknown experiment or config \"{}\"", name),
        .hint = did_you_mean(name, names)});
}

std::vector<Study> Session::studies(const std::vector<std::string>& names,
                                    const std::vector<Override>& sets,
                                    const std::vector<Override>& sweeps,
                                    const std::string& study_name) const {
  const std::vector<std::string> configs = config_names();
  std::vector<std::string> wanted = names;
  if (wanted.empty()) wanted = configs;
  const auto known = infos();
  if (wanted.empty()) {
    for (const ExperimentInfo* info : known) wanted.push_back(info->name);
  }
  std::vector<Study> studies;
  std::vector<Diagnostic> mistakes;
  for (const std::string& name : wanted) {
    StudyRequest request = request_for(name, configs);
    request.sets = sets;
    request.sweeps = sweeps;
    try {
      studies.push_back(load_study(request, known));
      for (GridPoint& point : studies.back().points) {
        point.settings.machine_threads = options_.machine_threads;
        point.settings.machine_cpu = options_.machine_cpu;
      }
    } catch (const UserError& error) {
      add_distinct(mistakes, error.diagnostics());
    }
  }
  if (!mistakes.empty()) throw UserError(std::move(mistakes));
  if (!study_name.empty()) {
    if (studies.size() != 1) {
      fail_at("--name", "names one study, so give one config or experiment");
    }
    studies.front().name = checked_name("--name", study_name);
    studies.front().places.erase("name");
  }
  for (std::size_t i = 0; i < studies.size(); ++i) {
    check_study_name(studies[i], study_name.empty() ? "name" : "--name");
    for (std::size_t j = 0; j < i; ++j) {
      if (studies[i].name != studies[j].name) continue;
      fail_in(wanted[i],
              fmt::format("the study \"{}\" is named twice in this command",
                          studies[i].name),
              "give one of the configs another \"name\"");
    }
  }
  return studies;
}

void Session::check_study_name(const Study& study,
                               const std::string& option) const {
  const auto known = infos();
  const bool of_another =
      study.name != study.experiment &&
      std::any_of(known.begin(), known.end(),
                  [&](const auto* info) { return info->name == study.name; });
  // Files that a run's folder has of its own.
  const bool is_taken = study.name.starts_with(kReportName) ||
                        study.name.starts_with(kRunFileName) ||
                        study.name == "lock";
  if (!of_another && !is_taken) return;
  Diagnostic mistake{
      .pointer = option,
      .message =
          fmt::format("\"{}\" is the name of {} in a run's folder", study.name,
                      of_another ? "another experiment" : "a file"),
      .hint = "choose another"};
  fail(option == "name" ? with_place(std::move(mistake), study) : mistake);
}

fs::path Session::results() const { return options_.out / "results" / run_; }

fs::path Session::results(const std::string& study) const {
  return results() / study;
}

fs::path Session::plots(const std::string& study) const {
  return options_.out / "plots" / run_ / study;
}

fs::path Session::cells(const std::string& experiment) const {
  return results() / experiment / "cells";
}

std::vector<std::string> Session::finished_studies() const {
  std::vector<std::string> names;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(results(), missing)) {
    if (fs::exists(entry.path() / "findings.json")) {
      names.push_back(entry.path().filename().string());
    }
  }
  if (names.empty()) {
    fail_in(
        results(), "there are no findings of this run",
        "`zipml run` makes them; --run NAME and --out DIR choose another run");
  }
  std::sort(names.begin(), names.end(), [&](const auto& a, const auto& b) {
    return place_of(a) < place_of(b);
  });
  return names;
}

std::pair<std::ptrdiff_t, std::string> Session::place_of(
    const std::string& name) const {
  const auto known = infos();
  const auto found =
      std::find_if(known.begin(), known.end(),
                   [&](const auto* info) { return info->name == name; });
  return {found - known.begin(), name};
}

}  // namespace zipml
