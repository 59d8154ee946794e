#include "tools/zipml/study_files.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/harness/build_info.h"
#include "core/harness/config/study_json.h"
#include "core/harness/findings/findings_json.h"
#include "core/harness/value_json.h"
#include "core/json/text.h"
#include "core/report/page/html.h"
#include "core/report/write_findings.h"
#include "experiments/paper/claims.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

constexpr const char* kMakeAgain = "`zipml run` makes it again";

void write_outputs(const Session& session, const std::string& study,
                   const Findings& findings,
                   const std::function<bool()>& should_stop) {
  write_findings({.study = study,
                  .results = session.results(study),
                  .plots = session.plots(study),
                  .gnuplot = {},
                  .should_stop = should_stop},
                 findings);
}

}  // namespace

void write_study(const Session& session, const Study& study,
                 const Findings& findings, const Record& provenance,
                 const std::function<bool()>& should_stop) {
  const fs::path folder = session.results(study.name);
  write_file_atomically(folder / "study.json", indented_json(to_json(study)));
  write_file_atomically(folder / "provenance.json",
                        indented_json(to_json(provenance)));
  write_file_atomically(folder / "findings.json", findings_to_json(findings));
  write_outputs(session, study.name, findings, should_stop);
}

void rewrite_study(const Session& session, const StoredStudy& study) {
  write_outputs(session, study.name, study.findings, [] { return false; });
}

StoredStudy read_study(const Session& session, const std::string& name) {
  const fs::path folder = session.results(name);
  StoredStudy stored;
  stored.name = name;
  try {
    stored.findings = findings_from_json(read_file(folder / "findings.json"));
  } catch (const std::runtime_error& error) {
    if (dynamic_cast<const UserError*>(&error) != nullptr) throw;
    fail_in(folder / "findings.json", error.what(), kMakeAgain);
  }
  try {
    const auto study =
        nlohmann::ordered_json::parse(read_file(folder / "study.json"));
    stored.title = study.at("title").get<std::string>();
    for (const ExperimentInfo* info : session.infos()) {
      if (info->name == study.at("experiment")) stored.where = info->where;
    }
    stored.provenance = record_from_json(
        nlohmann::ordered_json::parse(read_file(folder / "provenance.json")));
  } catch (const nlohmann::json::exception& error) {
    fail_in(folder, error.what(), kMakeAgain);
  }
  return stored;
}

fs::path write_report(const Session& session, const std::string& date) {
  const BuildInfo& build = build_info();
  RunReport report{.name = session.run_name(),
                   .profile = {},
                   .date = date,
                   .tool_version = fmt::format("zipml {} ({})", build.version,
                                               build.git_commit.substr(0, 10)),
                   .studies = {},
                   .provenance = {},
                   .claim_titles = claim_titles()};
  for (const std::string& name : session.finished_studies()) {
    StoredStudy study = read_study(session, name);
    for (const Verdict& verdict : study.findings.verdicts) {
      report.profile = verdict.profile;
    }
    StudyReport part{
        .id = name,
        .title = study.title,
        .where = study.where,
        .findings = std::move(study.findings),
        .images = {},
        .tables_folder = name + "/tables",
        .plots_folder = "../../plots/" + session.run_name() + "/" + name};
    part.images = read_images(part.findings, session.plots(name));
    report.studies.push_back(std::move(part));
    report.provenance = study.provenance;
  }
  const fs::path path = session.results() / Session::kReportName;
  write_file_atomically(path, run_to_html(report));
  return path;
}

}  // namespace zipml
