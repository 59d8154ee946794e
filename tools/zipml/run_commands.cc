// plan, status and run.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>

#include "core/base/error.h"
#include "core/deep/network_engine.h"
#include "core/harness/findings/finish_findings.h"
#include "core/harness/findings/merge_findings.h"
#include "core/harness/provenance.h"
#include "core/harness/run/cell_graph.h"
#include "core/harness/run/collect.h"
#include "core/harness/run/interrupt.h"
#include "core/harness/run/plan.h"
#include "core/harness/run/progress.h"
#include "core/harness/run/runner.h"
#include "core/harness/run/study_provenance.h"
#include "core/kernels/target.h"
#include "core/report/verdicts.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/planned_study.h"
#include "tools/zipml/study_files.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

std::vector<Study> studies_of(const Session& session,
                              const Selected& selected) {
  return session.studies(selected.names, selected.sets, selected.sweeps,
                         selected.study_name);
}

Selection selection_of(const RunRequest& request) {
  if (request.force) return Selection::kAll;
  return request.only_failed ? Selection::kOnlyFailed : Selection::kUnfinished;
}

Plan plan_of(const Session& session, const PlannedStudy& planned,
             Selection selection) {
  const CellStore store(session.cells(planned.study->experiment));
  return make_plan(planned.cells, store, selection);
}

void tell_missing(const Session& session, const PlannedStudy& planned) {
  for (const Diagnostic& set : planned.missing) {
    session.output() << planned.study->name << ": " << set.text() << '\n';
  }
}

void tell_mistakes(const Session& session, const PlannedStudy& planned) {
  const std::size_t more = planned.mistakes.size() - 1;
  session.output() << planned.study->name
                   << ": cannot run: " << planned.mistakes.front().text();
  if (more > 0) {
    session.output() << fmt::format("; {} more: `zipml validate`", more);
  }
  session.output() << '\n';
}

bool is_complete(const PlannedStudy& planned) {
  return planned.mistakes.empty() && planned.missing.empty();
}

// What a cell calls its data: the set that was really there, or the only name.
const Value* data_name(const Record& parameters) {
  for (const char* name : {"set", "data", "volume"}) {
    if (const Value* found = parameters.find(name)) return found;
  }
  return nullptr;
}

// Of the cells of a study that have a result: every cell knows its own.
StudyProvenance provenance_of(const Session& session,
                              const PlannedStudy& planned,
                              const std::map<std::string, Record>& measured) {
  StudyProvenance provenance;
  for (const auto& [id, own] : measured) provenance.add_cell(own);
  for (const CellNode& node : cell_graph(planned.cells)) {
    provenance.add_seed(node.cell->seed);
    const Record& parameters = node.cell->parameters;
    const Value* set = data_name(parameters);
    const Value* checksum = parameters.find("checksum");
    if (set != nullptr && checksum != nullptr && !checksum->text().empty()) {
      provenance.add_data(set->text(), checksum->text());
      for (const std::string& note :
           session.data().remarks_of(checksum->text())) {
        provenance.add_data_note(set->text(), note);
      }
    }
  }
  return provenance;
}

// What is made of the stored results of a study.
struct StudyResults {
  Findings findings;
  StudyProvenance provenance;
};

StudyResults results_of(const Session& session, const PlannedStudy& planned,
                        const CellStore& store, const ExperimentInfo& info) {
  std::vector<PointFindings> points;
  std::map<std::string, Record> measured;
  for (std::size_t i = 0; i < planned.points.size(); ++i) {
    const PlannedPoint& point = *planned.points[i];
    Collected collected = collect_results(point.cells(), store);
    measured.merge(std::move(collected.measured));
    Findings findings = point.analyse(collected.results);
    findings.cells = collected.counts;
    points.push_back({planned.study->points[i].coordinates,
                      finish_findings(std::move(findings), info)});
  }
  return {merge_findings(std::move(points)),
          provenance_of(session, planned, measured)};
}

std::string how_to_go_on(const Session& session) {
  std::string command;
  for (const std::string& argument : session.options().arguments) {
    command += (command.empty() ? "" : " ") + shell_word(argument);
  }
  return command;
}

enum class StudyEnd {
  kWritten,      // all of it was tried
  kStopped,      // at a failure, as --fail-fast asks
  kInterrupted,  // by the user
};

// Runs studies one after the other and writes what each has found.
class StudyRun {
 public:
  StudyRun(Session& session, const RunRequest& request, const World& world,
           const GnuplotOptions& gnuplot, const InterruptGuard& interrupt)
      : session_(session),
        request_(request),
        world_(world),
        gnuplot_(gnuplot),
        interrupt_(interrupt) {
    Provenance provenance = collect_provenance();
    if (const std::string torch = network_library_version(); !torch.empty()) {
      provenance.libraries["libtorch"] = torch;
    }
    provenance.command = session.options().arguments;
    provenance.target = target_name(current_target());
    measured_ = measured_by(provenance);
  }

  StudyEnd run(const PlannedStudy& planned) {
    const Study& study = *planned.study;
    session_.remarks() << fmt::format("== {}: {}", study.name, study.title)
                       << std::endl;
    const CellStore store(session_.cells(study.experiment));
    // What a run that was killed left half-written, a day ago or more: no
    // living process is still at it.
    store.remove_leftovers(fs::file_time_type::clock::now() -
                           std::chrono::hours(24));
    const Plan plan = make_plan(planned.cells, store, selection_of(request_));
    reset_peak_memory();
    const RunSummary summary = run_cells(study, plan, store);
    failures_ += summary.failures.size();
    if (summary.interrupted) return StudyEnd::kInterrupted;
    // Nothing is drawn of a study that was broken off: go on, or run it again.
    if (!summary.complete()) {
      session_.remarks() << study.name
                         << ": stopped at a failure; no tables were made"
                         << std::endl;
      return StudyEnd::kStopped;
    }
    const StudyResults results = results_of(
        session_, planned, store, session_.experiment(study.experiment).info());
    const Findings& findings = results.findings;
    incomplete_ = incomplete_ || !findings.cells.complete();
    write_study(session_, study, findings, results.provenance, gnuplot_,
                [this] { return interrupt_.flag().load(); });
    session_.output() << fmt::format("{}: {}", study.name,
                                     count_outcomes(findings.verdicts));
    if (!findings.cells.complete()) {
      session_.output() << "; INCOMPLETE: " << findings.cells.what_is_missing();
    }
    session_.output() << std::endl;
    return interrupt_.flag().load() ? StudyEnd::kInterrupted
                                    : StudyEnd::kWritten;
  }

  // Whether every cell of every study has a result.
  bool complete() const { return failures_ == 0 && !incomplete_; }

 private:
  RunSummary run_cells(const Study& study, const Plan& plan,
                       const CellStore& store) {
    RunOptions options;
    options.jobs = request_.jobs;
    options.on_failure =
        request_.fail_fast ? OnFailure::kStop : OnFailure::kKeepGoing;
    if (request_.cell_timeout > 0) options.timeout = request_.cell_timeout;
    options.interrupt = &interrupt_.flag();
    options.clock = world_.seconds;
    options.date = world_.date;
    options.memory = peak_memory;
    options.measured = measured_;
    TerminalProgress terminal(session_.remarks(),
                              static_cast<std::size_t>(request_.width));
    PlainProgress plain(session_.remarks());
    ProgressSink& progress = request_.terminal
                                 ? static_cast<ProgressSink&>(terminal)
                                 : static_cast<ProgressSink&>(plain);
    return run_plan(session_.experiment(study.experiment), plan, store, options,
                    progress);
  }

  Session& session_;
  const RunRequest& request_;
  const World& world_;
  const GnuplotOptions& gnuplot_;
  const InterruptGuard& interrupt_;
  Record measured_;
  std::size_t failures_ = 0;
  bool incomplete_ = false;
};

}  // namespace

int plan_command(Session& session, const RunRequest& request) {
  const std::vector<Study> studies = studies_of(session, request.selected);
  for (const PlannedStudy& planned : plan_studies(session, studies)) {
    const Study& study = *planned.study;
    if (!planned.missing.empty()) {
      tell_missing(session, planned);
      continue;
    }
    const Plan plan = plan_of(session, planned, selection_of(request));
    session.output() << fmt::format(
        "{}: {} cells, {} to run, {} grid point{}\n", study.name,
        plan.cells.size(), plan.count(Action::kRun), study.points.size(),
        study.points.size() == 1 ? "" : "s");
    for (const PlannedCell& cell : plan.cells) {
      session.output() << fmt::format(
          "  {:4}  {}: {}\n", cell.action == Action::kRun ? "run" : "skip",
          cell.node.name(), cell.reason);
    }
  }
  return kExitOk;
}

int status_command(Session& session, const Selected& selected) {
  bool all_done = true;
  bool any_mistaken = false;
  for (const Study& study : studies_of(session, selected)) {
    const PlannedStudy planned = plan_study(session, study);
    all_done = all_done && is_complete(planned);
    any_mistaken = any_mistaken || !planned.mistakes.empty();
    if (!planned.mistakes.empty()) {
      // The others are still to be told of.
      tell_mistakes(session, planned);
      continue;
    }
    if (!planned.missing.empty()) {
      tell_missing(session, planned);
      continue;
    }
    const Plan plan = plan_of(session, planned, Selection::kUnfinished);
    std::map<std::string, std::size_t> counts;
    for (const PlannedCell& cell : plan.cells) {
      const bool to_run = cell.action == Action::kRun;
      const std::string state =
          to_run && cell.reason == "not there"
              ? "to run"
              : (to_run ? cell.reason.substr(0, cell.reason.find(':'))
                        : std::string(status_name(cell.status)));
      ++counts[state];
      all_done = all_done && !to_run;
    }
    session.output() << fmt::format("{}: {} cells", study.name,
                                    plan.cells.size());
    for (const auto& [state, count] : counts) {
      session.output() << fmt::format(", {} {}", count, state);
    }
    session.output() << '\n';
  }
  if (any_mistaken) return kExitUserError;
  return all_done ? kExitOk : kExitFailure;
}

int run_command(Session& session, const RunRequest& request,
                const World& world) {
  const std::vector<Study> studies = studies_of(session, request.selected);
  // Whatever can be known beforehand, before the first cell runs.
  if (!request.replace) {
    for (const Study& study : studies) check_may_replace(session, study);
  }
  check_folders(session, studies);
  // A download is for nothing when something else is wrong, so all is planned
  // without the network first, and again only where that lacks data.
  std::vector<PlannedStudy> all = plan_studies(session, studies);
  if (!std::all_of(all.begin(), all.end(), is_complete)) {
    session.data().fetch_from_now_on();
    all = plan_studies(session, studies);
  }
  const GnuplotOptions gnuplot = gnuplot_or_none(session);
  const InterruptGuard interrupt;
  StudyRun runner(session, request, world, gnuplot, interrupt);
  for (const PlannedStudy& planned : all) {
    switch (runner.run(planned)) {
      case StudyEnd::kWritten:
        continue;
      case StudyEnd::kStopped:
        return kExitFailure;
      case StudyEnd::kInterrupted:
        session.remarks()
            << "interrupted; what is finished is kept. Go on with:\n"
            << "  " << how_to_go_on(session) << std::endl;
        return 128 + interrupt.signal();
    }
  }
  session.output() << "report: " << write_report(session).string() << '\n';
  return runner.complete() ? kExitOk : kExitFailure;
}

}  // namespace zipml
