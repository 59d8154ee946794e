// table, plot, report and verify: from stored findings, without running
// anything.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/harness/findings/findings_json.h"
#include "core/report/claim_overview.h"
#include "core/report/tables/writers.h"
#include "core/report/verdicts.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/run_page.h"
#include "tools/zipml/study_files.h"

namespace zipml {

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
    session.output() << writer.write(candidate, study);
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

namespace {

// The outcome of that name; UserError with the names that there are.
std::optional<Outcome> wanted_outcome(const std::string& name) {
  if (name.empty()) return std::nullopt;
  std::vector<std::string> known;
  for (const Outcome outcome :
       {Outcome::kReproduced, Outcome::kPartly, Outcome::kNotReproduced,
        Outcome::kInconclusive, Outcome::kNotTestable}) {
    if (outcome_name(outcome) == name) return outcome;
    known.emplace_back(outcome_name(outcome));
  }
  fail_at("--only",
          fmt::format("\"{}\" is no outcome; there are: {}", name,
                      fmt::join(known, ", ")),
          did_you_mean(name, known));
}

// UserError unless each name is a claim's or a finished study's.
void check_names(const std::vector<std::string>& names,
                 const std::vector<StudyVerdicts>& studies) {
  std::vector<std::string> known;
  for (const StudyVerdicts& study : studies) known.push_back(study.study);
  for (const PaperClaim& claim : paper_claims()) known.push_back(claim.number);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    fail({.message = fmt::format(
              "\"{}\" is neither a claim nor a finished study of this run",
              name),
          .hint = did_you_mean(name, known)});
  }
}

// Those verdicts that the request is about; studies without any are left out.
std::vector<StudyVerdicts> selected_verdicts(
    const std::vector<StudyVerdicts>& studies, const VerifyRequest& request) {
  const std::optional<Outcome> outcome = wanted_outcome(request.only);
  const auto is_named = [&](const std::string& name) {
    return std::find(request.names.begin(), request.names.end(), name) !=
           request.names.end();
  };
  std::vector<StudyVerdicts> selected;
  for (const StudyVerdicts& study : studies) {
    StudyVerdicts own{
        .study = study.study, .profile = study.profile, .cells = study.cells};
    for (std::size_t i = 0; i < study.verdicts.size(); ++i) {
      const Verdict& verdict = study.verdicts[i];
      if (!request.names.empty() && !is_named(study.study) &&
          !is_named(verdict.claim)) {
        continue;
      }
      if (outcome && verdict.judgement.outcome != *outcome) continue;
      own.verdicts.push_back(verdict);
      if (!study.recipes.empty()) own.recipes.push_back(study.recipes[i]);
    }
    if (!own.verdicts.empty()) selected.push_back(std::move(own));
  }
  return selected;
}

}  // namespace

int verify_command(Session& session, const VerifyRequest& request) {
  const bool is_summary = request.names.empty() && request.only.empty();
  const std::vector<StudyVerdicts> all =
      verdicts_of_run(session, is_summary && !request.json ? Recipes::kLeftOut
                                                           : Recipes::kAdded);
  check_names(request.names, all);
  const std::vector<StudyVerdicts> selected = selected_verdicts(all, request);
  if (request.json) {
    session.output() << verdicts_to_json(selected);
  } else if (request.markdown) {
    session.output() << claims_overview_markdown(all, claim_titles());
  } else if (is_summary) {
    session.output() << claims_overview_text(all, claim_titles(),
                                             request.width);
    for (const StudyVerdicts& study : all) {
      if (study.cells.complete()) continue;
      session.output() << fmt::format("INCOMPLETE: {}: {}\n", study.study,
                                      study.cells.what_is_missing());
    }
    session.output() << "`zipml verify C1` or a study's name tells the "
                        "verdicts, with the command for each\n";
  } else {
    session.output() << verdicts_to_text(
        selected, request.width,
        request.color ? TerminalColor::kOn : TerminalColor::kOff);
  }
  const bool any_refuted = std::any_of(
      selected.begin(), selected.end(), [](const StudyVerdicts& study) {
        return !none_is_refuted(study.verdicts);
      });
  const std::vector<StudyVerdicts>& told = is_summary ? all : selected;
  const bool complete = std::all_of(
      told.begin(), told.end(),
      [](const StudyVerdicts& study) { return study.cells.complete(); });
  return (request.strict && any_refuted) || !complete ? kExitFailure : kExitOk;
}

}  // namespace zipml
