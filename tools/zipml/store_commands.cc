// merge, runs, show and clean: what runs have on disk.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/harness/run/interrupt.h"
#include "core/harness/run/progress.h"
#include "core/harness/run/run_lock.h"
#include "core/harness/value_json.h"
#include "core/json/text.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/json_output.h"
#include "tools/zipml/planned_study.h"
#include "tools/zipml/study_files.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

constexpr double kMebibyte = 1 << 20;

// The folders of a run's results that have cells, by the experiment.
std::vector<std::string> experiments_with_cells(const fs::path& run) {
  std::vector<std::string> names;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(run, missing)) {
    if (fs::is_directory(entry.path() / "cells")) {
      names.push_back(entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Whether a cell measures time: two results of it differ, and both are right.
bool is_timing(const CellStore& store, const std::string& id) {
  const Json identity = Json::parse(store.stored_identity(id), nullptr, false);
  return identity.is_object() &&
         identity.value("parameters", Json::object()).contains("cpu");
}

struct MergeCount {
  std::size_t copied = 0, there = 0, damaged = 0, timings = 0;
};

bool is_result(const StoredCell& cell) {
  return cell.result.status != Status::kFailed &&
         cell.result.status != Status::kTimeout;
}

void merge_cell(const CellStore& from, const CellStore& to,
                const std::string& id, MergeCount& count) {
  const std::optional<StoredCell> theirs = from.load_by_id(id);
  if (!theirs) {
    ++count.damaged;
    return;
  }
  const std::optional<StoredCell> ours = to.load_by_id(id);
  // A failure gives way to a result.
  if (ours && (is_result(*ours) || !is_result(*theirs))) {
    if (!is_result(*theirs) || ours->checksum == theirs->checksum) {
      ++count.there;
    } else if (is_timing(to, id)) {
      ++count.timings;
    } else {
      fail_in(
          to.path_of_id(id),
          "is another result of this cell than " + from.path_of_id(id).string(),
          "they cannot both be right: remove one of them");
    }
    return;
  }
  write_file_atomically(to.path_of_id(id), read_file(from.path_of_id(id)));
  ++count.copied;
}

// The run's folder in what a part was given as --out.
fs::path part_results(const Session& session, const fs::path& part) {
  fs::path results = part / "results" / session.run_name();
  if (fs::is_directory(results)) return results;
  fail_in(part, fmt::format("has no results/{}", session.run_name()),
          "--run or --profile of the parts is wanted here too");
}

}  // namespace

int merge_command(Session& session, const std::vector<fs::path>& parts) {
  std::vector<fs::path> folders;
  for (const fs::path& part : parts) {
    folders.push_back(part_results(session, part));
    const std::string profile = marked_profile(folders.back());
    if (profile.empty() || profile == profile_name(session.profile())) continue;
    fail_in(folders.back(),
            fmt::format("is of the profile {}, not {}", profile,
                        profile_name(session.profile())),
            "--profile " + profile);
  }
  const std::string own = marked_profile(session.results());
  if (!own.empty() && own != profile_name(session.profile())) {
    fail_in(session.results(),
            fmt::format("is of the profile {}, not {}", own,
                        profile_name(session.profile())),
            "--profile " + own);
  }
  const InterruptGuard interrupt;
  const RunLock lock(session.results(), waiting_words(session),
                     [&] { return interrupt.flag().load(); });
  if (!lock.is_held()) return 128 + interrupt.signal();
  mark_run(session);
  MergeCount count;
  for (const fs::path& folder : folders) {
    for (const std::string& experiment : experiments_with_cells(folder)) {
      const CellStore from(folder / experiment / "cells");
      const CellStore to(session.cells(experiment));
      for (const StoredName& stored : from.stored()) {
        if (interrupt.flag().load()) return 128 + interrupt.signal();
        merge_cell(from, to, stored.id, count);
      }
    }
  }
  std::ostream& output = session.output();
  output << fmt::format("{} cells copied from {} part{}", count.copied,
                        parts.size(), parts.size() == 1 ? "" : "s");
  if (count.there > 0) {
    output << fmt::format(", {} were there already", count.there);
  }
  if (count.timings > 0) {
    output << fmt::format(", {} timings of this run kept", count.timings);
  }
  if (count.damaged > 0) {
    output << fmt::format(", {} damaged and left out", count.damaged);
  }
  output << "\n`zipml run`, with the words of the parts but --shard, makes the "
            "tables\n";
  return count.damaged == 0 ? kExitOk : kExitFailure;
}

int runs_command(Session& session, bool json) {
  Json list = Json::array();
  const fs::path results = session.options().out / "results";
  std::vector<fs::path> folders;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(results, missing)) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  for (const fs::path& folder : folders) {
    std::size_t studies = 0, cells = 0;
    std::uintmax_t bytes = 0;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
      studies += fs::exists(entry.path() / "findings.json") ? 1 : 0;
    }
    for (const std::string& experiment : experiments_with_cells(folder)) {
      for (const StoredName& stored :
           CellStore(folder / experiment / "cells").stored()) {
        ++cells;
        bytes += stored.size;
      }
    }
    const std::string profile = marked_profile(folder);
    if (studies == 0 && cells == 0) continue;
    list.push_back({{"name", folder.filename().string()},
                    {"profile", profile},
                    {"studies", studies},
                    {"cells", cells},
                    {"bytes", bytes}});
    if (json) continue;
    session.output() << fmt::format(
        "{:20} {:9} {:3} finished studies, {:6} cells, {:8.1f} MiB\n",
        folder.filename().string(), profile.empty() ? "-" : profile, studies,
        cells, static_cast<double>(bytes) / kMebibyte);
  }
  if (json) {
    print_json(session, "runs", {{"runs", std::move(list)}});
  } else if (list.empty()) {
    session.output() << results.string() << " has no runs\n";
  }
  return kExitOk;
}

namespace {

struct FoundCell {
  std::string experiment;
  std::string id;
};

FoundCell find_cell(const Session& session, const std::string& beginning) {
  std::vector<FoundCell> found;
  for (const std::string& experiment :
       experiments_with_cells(session.results())) {
    for (const StoredName& stored :
         CellStore(session.cells(experiment)).stored()) {
      if (stored.id.starts_with(beginning)) {
        found.push_back({experiment, stored.id});
      }
    }
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    fail_in(session.results(),
            fmt::format("has no cell whose id begins with \"{}\"", beginning),
            "`zipml plan NAME --json` has the ids of a study");
  }
  fail_in(session.results(),
          fmt::format("{} cells have ids that begin with \"{}\"", found.size(),
                      beginning),
          "give more of it");
}

}  // namespace

int show_command(Session& session, const std::string& id, bool json) {
  const FoundCell found = find_cell(session, id);
  const CellStore store(session.cells(found.experiment));
  const std::optional<StoredCell> cell = store.load_by_id(found.id);
  if (!cell) {
    fail_in(store.path_of_id(found.id), "is damaged", "a run makes it again");
  }
  const Json identity = Json::parse(store.stored_identity(found.id));
  Json rows = Json::array();
  for (const Record& row : cell->result.rows) rows.push_back(to_json(row));
  const Json body = {{"id", found.id},
                     {"file", store.path_of_id(found.id).string()},
                     {"cell", identity},
                     {"status", status_name(cell->result.status)},
                     {"reason", cell->result.reason},
                     {"values", to_json(cell->result.values)},
                     {"rows", std::move(rows)},
                     {"measured", to_json(cell->measured)}};
  if (json) {
    print_json(session, "show", body);
    return kExitOk;
  }
  std::ostream& output = session.output();
  output << fmt::format("{}/{} #{} ({})\n  {}: {}\n", found.experiment,
                        identity.at("task").get<std::string>(),
                        identity.at("repetition").dump(), found.id,
                        status_name(cell->result.status),
                        body.at("file").get<std::string>());
  if (!cell->result.reason.empty())
    output << "  " << cell->result.reason << '\n';
  const auto tell = [&](const char* head, const Json& object) {
    if (object.empty()) return;
    if (*head != '\0') output << head << '\n';
    for (const auto& [name, value] : object.items()) {
      output << fmt::format("  {} = {}\n", name, value.dump());
    }
  };
  tell("what it is:", identity.at("parameters"));
  tell("", {{"seed", identity.at("seed")},
            {"version", identity.at("version")},
            {"numerics", identity.at("numerics")},
            {"needs", identity.at("prerequisites")}});
  tell("what came of it:", body.at("values"));
  if (!cell->result.rows.empty()) {
    output << fmt::format("{} rows; the last:\n", cell->result.rows.size());
    tell("", to_json(cell->result.rows.back()));
  }
  tell("how it was measured:", body.at("measured"));
  return kExitOk;
}

int clean_command(Session& session, bool dry_run) {
  const InterruptGuard interrupt;
  std::optional<RunLock> lock;
  if (!dry_run) {
    lock.emplace(session.results(), waiting_words(session),
                 [&] { return interrupt.flag().load(); });
    if (!lock->is_held()) return 128 + interrupt.signal();
  }
  const auto wanted = wanted_cells(session);
  std::size_t cells = 0;
  std::uintmax_t bytes = 0;
  for (const std::string& experiment :
       experiments_with_cells(session.results())) {
    const CellStore store(session.cells(experiment));
    const auto ids = wanted.find(experiment);
    for (const StoredName& stored : store.stored()) {
      if (interrupt.flag().load()) return 128 + interrupt.signal();
      if (ids != wanted.end() && ids->second.contains(stored.id)) continue;
      ++cells;
      bytes += stored.size;
      if (!dry_run) store.remove(stored.id);
    }
  }
  session.output() << fmt::format(
      "{} cells that no study wants, {:.1f} MiB{}\n", cells,
      static_cast<double>(bytes) / kMebibyte,
      dry_run ? ": would be removed" : ": removed");
  return kExitOk;
}

}  // namespace zipml
