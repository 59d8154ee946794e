// export: a run as a folder that can be moved to another machine and filed.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <system_error>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/harness/run/store.h"
#include "core/report/crate/crate.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/stamp.h"
#include "tools/zipml/study_files.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

// By its path in the crate, where it is now.
using FilesToCopy = std::map<std::string, fs::path>;

constexpr const char* kCellsFolder = "cells";

// The files below `folder` that a run leaves for good, as `within`/...; the
// cells are asked for by their ids.
void add_folder(const fs::path& folder, const std::string& within,
                FilesToCopy& files) {
  std::error_code missing;
  for (fs::recursive_directory_iterator entry(folder, missing), end;
       entry != end; ++entry) {
    const std::string name = entry->path().filename().string();
    if (entry->is_directory() && (name == kCellsFolder || name[0] == '.')) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file() || name[0] == '.' || name == kStampFileName) {
      continue;
    }
    const std::string below =
        fs::relative(entry->path(), folder).generic_string();
    files.emplace(fmt::format("{}/{}", within, below), entry->path());
  }
}

// The results of the study's cells, as far as it says which they are.
void add_cells(const Session& session, const std::string& study,
               const std::string& within, FilesToCopy& files) {
  const std::optional<StudyCells> cells = cells_of_study(session, study);
  if (!cells) return;
  const CellStore store(session.cells(cells->experiment));
  for (const std::string& id : cells->ids) {
    const fs::path file = store.path_of_id(id);
    std::error_code missing;
    if (!fs::is_regular_file(file, missing)) continue;
    files.emplace(within + '/' + cells->experiment + '/' + kCellsFolder + '/' +
                      file.filename().string(),
                  file);
  }
}

FilesToCopy files_of_study(const Session& session, const std::string& study) {
  const std::string results = "results/" + session.run_name();
  const std::string plots = "plots/" + session.run_name();
  FilesToCopy files;
  add_folder(session.results(study), results + '/' + study, files);
  add_folder(session.plots(study), plots + '/' + study, files);
  add_cells(session, study, results, files);
  return files;
}

std::string text_of(const nlohmann::ordered_json& json, const char* name) {
  return json.value(name, std::string("unknown"));
}

CrateStudy study_of(const Session& session, const std::string& name,
                    const StoredStudy& stored, const FilesToCopy& files) {
  const nlohmann::ordered_json provenance = stored.provenance.to_json();
  CrateStudy study{.name = name,
                   .title = stored.title,
                   .finished = stored.provenance.last_finished(),
                   .missing = stored.findings.cells.what_is_missing()};
  std::set<CrateBuild> builds;
  for (const StudyBuild& build : stored.provenance.builds()) {
    builds.insert({build.version, build.git_commit});
  }
  study.builds.assign(builds.begin(), builds.end());
  for (const auto& command : provenance.at("commands")) {
    study.commands.push_back(text_of(command, "command"));
  }
  for (const auto& [set, checksum] : provenance.at("data").items()) {
    study.data[set] = checksum.get<std::string>();
  }
  study.config =
      fmt::format("results/{}/{}/study.json", session.run_name(), name);
  for (const auto& [path, place] : files) {
    if (path != study.config) study.results.push_back(path);
  }
  return study;
}

// UserError with a suggestion unless each is finished.
std::vector<std::string> wanted_studies(const Session& session,
                                        const std::vector<std::string>& names) {
  const std::vector<std::string> known = session.finished_studies();
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    fail({.message =
              fmt::format("\"{}\" is no finished study of this run", name),
          .hint = did_you_mean(name, known)});
  }
  return names.empty() ? known : names;
}

[[noreturn]] void fail_to_write(const fs::path& path,
                                const std::error_code& error) {
  fail_in(path.string(), "cannot be written: " + error.message());
}

// The folder while it is being filled; renamed when it is whole.
class CrateFolder {
 public:
  explicit CrateFolder(const fs::path& path)
      : path_(path.has_filename() ? path : path.parent_path()),
        part_(path_.parent_path() /
              ('.' + path_.filename().string() + ".part")) {
    std::error_code error;
    if (fs::exists(path_, error) &&
        !(fs::is_directory(path_, error) && fs::is_empty(path_, error))) {
      fail_at("--ro-crate", fmt::format("{} is there already", path_.string()),
              "name a folder that is to be made");
    }
    fs::remove_all(part_, error);
    fs::create_directories(part_, error);
    if (error) fail_to_write(part_, error);
  }
  ~CrateFolder() {
    std::error_code ignored;
    if (!is_done_) fs::remove_all(part_, ignored);
  }
  CrateFolder(const CrateFolder&) = delete;
  CrateFolder& operator=(const CrateFolder&) = delete;

  CrateFile copy(const std::string& path, const fs::path& from) const {
    const fs::path to = part_ / path;
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    if (!error) fs::copy_file(from, to, error);
    if (error) fail_to_write(to, error);
    return {path, sha256_of_file(to), fs::file_size(to)};
  }
  void finish(const std::string& metadata) {
    write_file_atomically(part_ / kCrateFileName, metadata);
    std::error_code error;
    fs::remove(path_, error);  // an empty one
    fs::rename(part_, path_, error);
    if (error) fail_to_write(path_, error);
    is_done_ = true;
  }

 private:
  fs::path path_, part_;
  bool is_done_ = false;
};

}  // namespace

int export_command(Session& session, const ExportRequest& request) {
  const auto names = wanted_studies(session, request.studies);
  Crate crate{.run = session.run_name(), .agent = request.agent};
  FilesToCopy files;
  std::set<std::string> profiles;
  for (const std::string& name : names) {
    const FilesToCopy own = files_of_study(session, name);
    const StoredStudy stored = read_study(session, name);
    crate.studies.push_back(study_of(session, name, stored, own));
    profiles.insert(stored.profile);
    files.insert(own.begin(), own.end());
  }
  crate.profile = fmt::format("{}", fmt::join(profiles, ", "));
  // Of the whole run.
  for (const std::string name : {Session::kRunFileName, Session::kReportName}) {
    const fs::path file = session.results() / name;
    if (!request.studies.empty() && name == Session::kReportName) continue;
    if (!fs::is_regular_file(file)) continue;
    files.emplace(fmt::format("results/{}/{}", crate.run, name), file);
  }
  CrateFolder folder(request.ro_crate);
  std::uintmax_t bytes = 0;
  for (const auto& [path, from] : files) {
    crate.files.push_back(folder.copy(path, from));
    bytes += crate.files.back().size;
  }
  folder.finish(crate_metadata(crate));
  constexpr double kMebibyte = 1024.0 * 1024;
  session.output() << fmt::format(
      "{}: {} {}, {} files, {:.1f} MiB\n", request.ro_crate.string(),
      names.size(), names.size() == 1 ? "study" : "studies", crate.files.size(),
      static_cast<double>(bytes) / kMebibyte);
  return kExitOk;
}

}  // namespace zipml
