#include "tools/zipml/run_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

#include "core/base/file.h"
#include "core/harness/build_info.h"
#include "core/harness/findings/finish_findings.h"
#include "core/harness/run/store.h"
#include "core/report/page/html.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/recipe.h"
#include "tools/zipml/stamp.h"
#include "tools/zipml/study_files.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

std::vector<ClaimReport> claims_of_paper() {
  std::vector<ClaimReport> claims;
  for (const PaperClaim& claim : paper_claims()) {
    claims.push_back({.number = claim.number,
                      .title = claim.title,
                      .text = claim.text,
                      .where = claim.where});
  }
  return claims;
}

std::string task_of(const std::string& identity) {
  const auto json = nlohmann::json::parse(identity, nullptr, false);
  return json.is_object() ? json.value("task", std::string()) : "";
}

// "3 cells of train: timeout: after 60 s (`zipml show ID` tells one)", for each
// task and message. Only asked of studies that are not complete: it reads every
// cell.
std::vector<std::string> failures_of(const Session& session,
                                     const std::string& study) {
  const std::optional<StudyCells> cells = cells_of_study(session, study);
  if (!cells) return {};
  const CellStore store(session.cells(cells->experiment));
  using Kind = std::tuple<std::string, Status, std::string>;
  std::map<Kind, std::vector<std::string>> ids;
  for (const std::string& id : cells->ids) {
    const std::optional<StoredCell> cell = store.load_by_id(id);
    if (!cell) continue;
    const CellResult& result = cell->result;
    if (result.status != Status::kFailed && result.status != Status::kTimeout) {
      continue;
    }
    ids[{task_of(store.stored_identity(id)), result.status, result.reason}]
        .push_back(id);
  }
  std::vector<std::string> lines;
  for (const auto& [kind, of_kind] : ids) {
    const auto& [task, status, reason] = kind;
    lines.push_back(fmt::format("{} cell{} of {}: {}: {} (zipml show {})",
                                of_kind.size(), of_kind.size() == 1 ? "" : "s",
                                task, status_name(status), reason,
                                of_kind.front()));
  }
  return lines;
}

// A page is for others: its commands name no folder of this machine.
CommonOptions without_data_folders(CommonOptions options) {
  options.data_folders.clear();
  return options;
}

StudyReport study_report(const Session& session, const std::string& name,
                         StoredStudy study) {
  StudyReport report{
      .id = name,
      .title = study.title,
      .where = study.where,
      .profile = study.profile,
      .findings = std::move(study.findings),
      .results_folder = name,
      .tables_folder = name + "/tables",
      .plots_folder = "../../plots/" + session.run_name() + "/" + name,
      .config = read_file(session.results(name) / "study.json"),
      .provenance = study.provenance.lines()};
  report.recipes = recipes_of(session, name, report.findings.verdicts);
  report.images = read_images(report.findings, session.plots(name));
  if (!report.findings.cells.complete()) {
    report.failures = failures_of(session, name);
  }
  return report;
}

}  // namespace

fs::path write_report(const Session& own) {
  const Session session(without_data_folders(own.options()), own.output(),
                        own.remarks());
  const BuildInfo& build = build_info();
  RunReport report{.name = session.run_name(),
                   .tool_version = fmt::format("zipml {} ({})", build.version,
                                               short_commit(build.git_commit)),
                   .untested = untested_claims(claim_titles(), session.infos()),
                   .claims = claims_of_paper()};
  std::set<std::string> profiles;
  for (const std::string& name : session.finished_studies()) {
    StoredStudy study = read_study(session, name);
    profiles.insert(study.profile);
    // When the numbers were computed, not when they were shown: a run that
    // computes nothing changes nothing.
    report.date = std::max(report.date, study.provenance.last_finished());
    report.studies.push_back(study_report(session, name, std::move(study)));
  }
  report.profile = fmt::format("{}", fmt::join(profiles, ", "));
  fs::path path = session.results() / Session::kReportName;
  write_file_atomically(path, run_to_html(report));
  return path;
}

fs::path write_report_if_changed(const Session& session) {
  fs::path path = session.results() / Session::kReportName;
  std::vector<fs::path> sources;
  for (const std::string& name : session.finished_studies()) {
    for (const char* file :
         {"findings.json", "study.json", "provenance.json"}) {
      sources.push_back(session.results(name) / file);
    }
    // Images stand in the page, and commands that hang on configs.
    std::error_code missing;
    for (const auto& entry :
         fs::directory_iterator(session.plots(name), missing)) {
      if (entry.path().extension() == ".svg") sources.push_back(entry.path());
    }
  }
  for (const std::string& name : session.config_names()) {
    sources.push_back(session.options().configs / (name + ".json"));
  }
  make_if_changed(path, sources, [&] { write_report(session); });
  return path;
}

}  // namespace zipml
