// run: whole, or a part of it.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/deep/network_engine.h"
#include "core/harness/build_info.h"
#include "core/harness/config/study_json.h"
#include "core/harness/findings/finish_findings.h"
#include "core/harness/findings/merge_findings.h"
#include "core/harness/provenance.h"
#include "core/harness/run/cell_graph.h"
#include "core/harness/run/cell_index.h"
#include "core/harness/run/cell_words.h"
#include "core/harness/run/collect.h"
#include "core/harness/run/interrupt.h"
#include "core/harness/run/parts.h"
#include "core/harness/run/plan.h"
#include "core/harness/run/progress.h"
#include "core/harness/run/run_lock.h"
#include "core/harness/run/runner.h"
#include "core/harness/run/study_provenance.h"
#include "core/kernels/target.h"
#include "core/report/verdicts.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/cost_book.h"
#include "tools/zipml/part_of_run.h"
#include "tools/zipml/planned_study.h"
#include "tools/zipml/stamp.h"
#include "tools/zipml/study_files.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

// Of the cells of a study that have a result: every cell knows its own.
StudyProvenance provenance_of(const Session& session,
                              const PlannedStudy& planned,
                              const std::map<std::string, Record>& measured) {
  StudyProvenance provenance;
  for (const CellNode& node : cell_graph(planned.cells)) {
    provenance.add_seed(node.cell->seed);
    const Record& parameters = node.cell->parameters;
    const Value* set = data_name(parameters);
    if (const auto own = measured.find(node.id); own != measured.end()) {
      const bool has_name = set != nullptr && set->is_text();
      provenance.add_cell(own->second, has_name ? set->text() : "");
    }
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

int tell_interrupted(const Session& session, int signal) {
  session.remarks() << "interrupted; what is finished is kept. Go on with:\n"
                    << "  " << how_to_go_on(session) << std::endl;
  return 128 + signal;
}

// What is asked to be made of a study's results, and of what: changes when any
// of that does. `drawn`: with figures.
std::string inputs_of(const Study& study, const Plan& plan, bool drawn) {
  Sha256 hash;
  const BuildInfo& build = build_info();
  hash.update(fmt::format("{} {} {}\n", build.version, build.git_commit,
                          drawn ? "drawn" : "not drawn"));
  // Another build of the same commit may show the same findings otherwise.
  if (const auto program = mark_of("/proc/self/exe")) {
    hash.update(fmt::format("{} {}\n", program->size, program->changed));
  }
  hash.update(to_json(study).dump(-1, ' ', false,
                                  nlohmann::json::error_handler_t::replace));
  for (const PlannedCell& cell : plan.cells) {
    hash.update(fmt::format("\n{} {}", cell.node.id, cell.stored.file_time));
  }
  return hash.hexadecimal();
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
           const InterruptGuard& interrupt,
           std::span<const PlannedStudy> studies)
      : session_(session),
        request_(request),
        world_(world),
        interrupt_(interrupt),
        costs_(session) {
    for (const PlannedStudy& planned : studies) {
      first_plans_.push_back(plan_of(planned));
      costs_.learn(first_plans_.back());
    }
    part_ = ids_of(request.part, first_plans_);
    for (Plan& plan : first_plans_) {
      if (part_) keep_only(plan, *part_);
    }
    Provenance provenance = collect_provenance();
    if (const std::string torch = network_library_version(); !torch.empty()) {
      provenance.libraries["libtorch"] = torch;
    }
    provenance.command = session.options().arguments;
    provenance.target = target_name(current_target());
    measured_ = measured_by(provenance);
  }

  StudyEnd run(const PlannedStudy& planned, bool is_first_try = true) {
    const Study& study = *planned.study;
    const CellStore store(session_.cells(study.experiment));
    // Cells that it shares with an earlier study may be there by now.
    Plan plan = plan_of(planned);
    if (part_) keep_only(plan, *part_);
    ++next_;
    if (plan.count(Action::kRun) == 0 && !part_) {
      if (const std::optional<Stamp> stamp = current_stamp(study, plan)) {
        return tell_unchanged(study, *stamp);
      }
    }
    tell(fmt::format("== {}: {}", study.name, study.title));
    std::vector<std::string> ids;
    for (const PlannedCell& cell : plan.cells) ids.push_back(cell.node.id);
    write_wanted_cells(session_, study, ids);
    // What a run that was killed left half-written, a day ago or more: no
    // living process is still at it.
    store.remove_leftovers(fs::file_time_type::clock::now() -
                           std::chrono::hours(24));
    reset_peak_memory();
    const RunSummary summary = run_cells(study, plan, store);
    store.keep_index();
    const Plan after = plan_of(planned);
    learn(plan, after);
    failures_ += summary.failures.size();
    if (session_.options().quiet) {
      for (const Failure& failure : summary.failures) {
        session_.remarks() << fmt::format("{}: {}: {}\n",
                                          status_name(failure.status),
                                          failure.name, failure.reason);
      }
    }
    if (summary.interrupted) return StudyEnd::kInterrupted;
    if (part_) return end_of_part(study, plan, summary);
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
    // A file that was whole by its size and time and was not: it is known now.
    if (!findings.cells.complete() && is_first_try &&
        plan_of(planned).count(Action::kRun) > 0) {
      --next_;
      return run(planned, false);
    }
    incomplete_ = incomplete_ || !findings.cells.complete();
    write_study(session_, study, findings, results.provenance, gnuplot(),
                [this] { return interrupt_.flag().load(); });
    if (interrupt_.flag().load()) return StudyEnd::kInterrupted;
    Stamp stamp{.summary = count_outcomes(findings.verdicts),
                .is_complete = findings.cells.complete()};
    if (!stamp.is_complete) {
      stamp.summary += "; INCOMPLETE: " + findings.cells.what_is_missing();
    }
    session_.output() << study.name << ": " << stamp.summary << std::endl;
    stamp.inputs = inputs_of(study, after, draws());
    write_stamp(session_, study.name, stamp);
    return StudyEnd::kWritten;
  }

  // Whether every cell of every study has a result.
  bool complete() const { return failures_ == 0 && !incomplete_; }

 private:
  Plan plan_of(const PlannedStudy& planned) const {
    const CellStore store(session_.cells(planned.study->experiment));
    Plan plan = make_plan(planned.cells, store, selection_of(request_));
    store.keep_index();
    return plan;
  }

  // Not with --quiet.
  void tell(const std::string& line) const {
    if (!session_.options().quiet) session_.remarks() << line << std::endl;
  }

  // Looked for only once something is to be drawn.
  const GnuplotOptions& gnuplot() {
    if (!gnuplot_) gnuplot_ = gnuplot_or_none(session_);
    return *gnuplot_;
  }
  bool draws() { return !gnuplot().program.empty(); }

  // Of a study that would be made the same of the same.
  std::optional<Stamp> current_stamp(const Study& study, const Plan& plan) {
    std::optional<Stamp> stamp = read_stamp(session_, study.name);
    if (!stamp || stamp->inputs != inputs_of(study, plan, true)) return {};
    return stamp;
  }

  StudyEnd tell_unchanged(const Study& study, const Stamp& stamp) {
    incomplete_ = incomplete_ || !stamp.is_complete;
    session_.output() << fmt::format("{}: {} (nothing has changed)\n",
                                     study.name, stamp.summary);
    return StudyEnd::kWritten;
  }

  StudyEnd end_of_part(const Study& study, const Plan& plan,
                       const RunSummary& summary) {
    if (!summary.complete() && request_.fail_fast && failures_ > 0) {
      return StudyEnd::kStopped;
    }
    session_.output() << fmt::format(
        "{}: {} of {} cells run in this part; no tables before `zipml merge`\n",
        study.name, summary.ran, plan.cells.size());
    return StudyEnd::kWritten;
  }

  // From the cells that were run.
  void learn(const Plan& plan, const Plan& after) {
    Plan ran;
    for (std::size_t i = 0; i < plan.cells.size(); ++i) {
      if (plan.cells[i].action == Action::kRun) {
        ran.cells.push_back(after.cells[i]);
      }
    }
    costs_.learn(ran);
    costs_.keep();
  }

  // What the studies after this one are expected to take.
  ExpectedCost later() const {
    ExpectedCost sum;
    for (std::size_t i = next_; i < first_plans_.size(); ++i) {
      sum.add(costs_.of(first_plans_[i]));
    }
    return sum;
  }

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
    options.expected_seconds = [&](const Cell& cell) {
      const std::optional<CellCost> cost = costs_.of(cell);
      return cost ? cost->seconds : 0;
    };
    options.later_seconds = later().elapsed(request_.jobs);
    TerminalProgress terminal(session_.remarks(),
                              static_cast<std::size_t>(request_.width));
    PlainProgress plain(session_.remarks());
    SilentProgress silent;
    ProgressSink& progress =
        session_.options().quiet ? static_cast<ProgressSink&>(silent)
        : request_.terminal      ? static_cast<ProgressSink&>(terminal)
                                 : static_cast<ProgressSink&>(plain);
    return run_plan(session_.experiment(study.experiment), plan, store, options,
                    progress);
  }

  Session& session_;
  const RunRequest& request_;
  const World& world_;
  const InterruptGuard& interrupt_;
  CostBook costs_;
  std::vector<Plan> first_plans_;  // of all studies, when the run began
  std::optional<std::set<std::string>> part_;  // ids; none: all cells
  std::size_t next_ = 0;                       // study
  std::optional<GnuplotOptions> gnuplot_;
  Record measured_;
  std::size_t failures_ = 0;
  bool incomplete_ = false;
};

}  // namespace

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
  if (request.emit) return emit_slurm(session, request, all);
  const InterruptGuard interrupt;
  const RunLock lock(session.results(), waiting_words(session),
                     [&] { return interrupt.flag().load(); });
  if (!lock.is_held()) return tell_interrupted(session, interrupt.signal());
  // The program that had the lock may have left another study here.
  if (!request.replace) {
    for (const Study& study : studies) check_may_replace(session, study);
  }
  mark_run(session);
  StudyRun runner(session, request, world, interrupt, all);
  for (const PlannedStudy& planned : all) {
    switch (runner.run(planned)) {
      case StudyEnd::kWritten:
        continue;
      case StudyEnd::kStopped:
        return kExitFailure;
      case StudyEnd::kInterrupted:
        return tell_interrupted(session, interrupt.signal());
    }
  }
  if (request.part.is_all()) {
    const fs::path report = write_report_if_changed(session);
    session.output() << "report: " << report.string() << '\n';
  }
  return runner.complete() ? kExitOk : kExitFailure;
}

}  // namespace zipml
