// table, plot, report, verify and compare: from stored findings, without
// running anything.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/harness/findings/findings_json.h"
#include "core/report/compare.h"
#include "core/report/tables/writers.h"
#include "core/report/verdicts.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/study_files.h"

namespace zipml {
namespace {

// The session's folders, of another run.
Session of_run(const Session& session, const std::string& run) {
  CommonOptions options = session.options();
  options.run = run;
  return Session(options, session.output(), session.remarks());
}

}  // namespace

int table_command(Session& session, const std::string& study,
                  const std::string& table, const std::string& format) {
  const TableWriter& writer = table_writer(format);
  const StoredStudy stored = read_study(session, study);
  std::vector<std::string> known;
  for (const Table& candidate : stored.findings.tables) {
    known.push_back(candidate.id);
    if (table.empty()) {
      session.output() << fmt::format("{:20} {}\n", candidate.id,
                                      candidate.title);
    }
    if (candidate.id != table) continue;
    session.output() << writer.write(candidate);
    return kExitOk;
  }
  if (table.empty()) return kExitOk;
  fail({.message = fmt::format("{} has no table \"{}\"", study, table),
        .hint = did_you_mean(table, known)});
}

int plot_command(Session& session, const std::vector<std::string>& studies) {
  for (const std::string& name :
       studies.empty() ? session.finished_studies() : studies) {
    rewrite_study(session, read_study(session, name));
    session.output() << session.plots(name).string() << '\n';
  }
  return kExitOk;
}

int report_command(Session& session) {
  const std::vector<std::string> studies = session.finished_studies();
  const GnuplotOptions gnuplot = gnuplot_or_none(session);
  for (const std::string& name : studies) {
    rewrite_study(session, read_study(session, name), gnuplot);
  }
  session.output() << write_report(session).string() << '\n';
  return kExitOk;
}

int verify_command(Session& session, bool json, bool strict, int width,
                   bool color) {
  const std::vector<StudyVerdicts> verdicts = verdicts_of_run(session);
  if (json) {
    session.output() << verdicts_to_json(verdicts);
  } else {
    session.output() << verdicts_to_text(
        verdicts, width, color ? TerminalColor::kOn : TerminalColor::kOff);
  }
  const bool any_refuted = std::any_of(
      verdicts.begin(), verdicts.end(), [](const StudyVerdicts& study) {
        return !none_is_refuted(study.verdicts);
      });
  const bool complete = std::all_of(
      verdicts.begin(), verdicts.end(),
      [](const StudyVerdicts& study) { return study.cells.complete(); });
  return (strict && any_refuted) || !complete ? kExitFailure : kExitOk;
}

int compare_command(Session& session, const std::string& first,
                    const std::string& second) {
  const Session a = of_run(session, first), b = of_run(session, second);
  const std::vector<std::string> names = a.finished_studies();
  std::vector<std::string> others = b.finished_studies();
  bool same = true;
  for (const std::string& name : names) {
    const auto found = std::find(others.begin(), others.end(), name);
    if (found == others.end()) {
      session.output() << fmt::format("{}: only in {}\n", name, first);
      same = false;
      continue;
    }
    others.erase(found);
    const Comparison comparison = compare_findings(
        read_study(a, name).findings, read_study(b, name).findings);
    session.output() << fmt::format("{}: {} the same, {} changed, {} missing\n",
                                    name, comparison.same, comparison.changed,
                                    comparison.missing);
    if (comparison.changed + comparison.missing == 0) continue;
    same = false;
    session.output() << table_writer("markdown").write(comparison.differences);
  }
  for (const std::string& name : others) {
    session.output() << fmt::format("{}: only in {}\n", name, second);
    same = false;
  }
  return same ? kExitOk : kExitFailure;
}

}  // namespace zipml
