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
#include <sstream>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/deep/network_engine.h"
#include "core/harness/build_info.h"
#include "core/harness/config/study_json.h"
#include "core/harness/findings/chosen_outputs.h"
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
#include "core/report/claim_overview.h"
#include "core/report/verdicts.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/cost_book.h"
#include "tools/zipml/data_fetcher.h"
#include "tools/zipml/download_display.h"
#include "tools/zipml/lines_in_order.h"
#include "tools/zipml/part_of_run.h"
#include "tools/zipml/planned_study.h"
#include "tools/zipml/run_page.h"
#include "tools/zipml/stamp.h"
#include "tools/zipml/study_files.h"
#include "tools/zipml/study_queue.h"

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
  // Why tables or figures of the config are not among them.
  std::vector<Diagnostic> mistakes;
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
  const Study& study = *planned.study;
  Findings findings = merge_findings(std::move(points));
  std::vector<Diagnostic> mistakes =
      add_chosen(study.outputs, swept_names(study), findings);
  for (Diagnostic& mistake : mistakes) {
    mistake = with_place(std::move(mistake), study);
  }
  return {std::move(findings), std::move(mistakes),
          provenance_of(session, planned, measured)};
}

// Tells of studies that cannot run, whose data is of no use or not to be had;
// what is wrong with several is told once.
class Refusals {
 public:
  explicit Refusals(const Session& session) : session_(session) {}

  void add(const PlannedStudy& planned) {
    const std::string& name = planned.study->name;
    const auto [known, is_new] = told_.try_emplace(messages_of(planned), name);
    if (!is_new) {
      session_.remark(
          fmt::format("{}: cannot run, as {}", name, known->second));
      return;
    }
    for (const Diagnostic& mistake : planned.mistakes) {
      session_.remark(name + ": cannot run: " + mistake.text());
    }
  }

  bool any() const { return !told_.empty(); }

 private:
  // Without their places: each config has its own.
  static std::vector<std::string> messages_of(const PlannedStudy& planned) {
    std::vector<std::string> messages;
    for (const Diagnostic& mistake : planned.mistakes) {
      messages.push_back(mistake.message);
    }
    return messages;
  }

  const Session& session_;
  std::map<std::vector<std::string>, std::string> told_;  // the first study
};

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
  // Of `studies` those that lack data are planned later.
  StudyRun(Session& session, const RunRequest& request, const World& world,
           const InterruptGuard& interrupt, const DownloadDisplay& downloads,
           std::span<const PlannedStudy> studies)
      : session_(session),
        request_(request),
        world_(world),
        interrupt_(interrupt),
        downloads_(downloads),
        costs_(session),
        begun_(studies.size()) {
    for (const PlannedStudy& planned : studies) {
      first_plans_.push_back(is_complete(planned) ? plan_of(planned) : Plan());
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

  // What has become of it goes to `output`.
  StudyEnd run(const QueuedStudy& queued, std::ostream& output,
               bool is_first_try = true) {
    const PlannedStudy& planned = queued.planned;
    const Study& study = *planned.study;
    const CellStore store(session_.cells(study.experiment));
    Plan plan = plan_now(queued, is_first_try);
    begun_.at(queued.place) = true;
    if (plan.count(Action::kRun) == 0 && !part_) {
      if (const std::optional<Stamp> stamp = current_stamp(study, plan)) {
        return tell_unchanged(study, *stamp, output);
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
    changed_.insert(study.experiment);
    const RunSummary summary = run_cells(study, plan, store);
    store.keep_index();
    const Plan after = plan_of(planned);
    learn(plan, after);
    failures_ += summary.failures.size();
    if (session_.options().quiet) {
      for (const Failure& failure : summary.failures) {
        session_.remark(fmt::format("{}: {}: {}", status_name(failure.status),
                                    failure.name, failure.reason));
      }
    }
    if (summary.interrupted) return StudyEnd::kInterrupted;
    if (part_) return end_of_part(study, plan, summary, output);
    // Nothing is drawn of a study that was broken off: go on, or run it again.
    if (!summary.complete()) {
      session_.remark(study.name +
                      ": stopped at a failure; no tables were made");
      return StudyEnd::kStopped;
    }
    const StudyResults results = results_of(
        session_, planned, store, session_.experiment(study.experiment).info());
    const Findings& findings = results.findings;
    // A file that was whole by its size and time and was not: it is known now.
    if (!findings.cells.complete() && is_first_try &&
        plan_of(planned).count(Action::kRun) > 0) {
      return run(queued, output, false);
    }
    incomplete_ = incomplete_ || !findings.cells.complete();
    for (const Diagnostic& mistake : results.mistakes) {
      session_.remark(mistake.text());
      mistaken_ = true;
    }
    write_study(session_, study, findings, results.provenance, gnuplot(),
                [this] { return interrupt_.flag().load(); });
    if (interrupt_.flag().load()) return StudyEnd::kInterrupted;
    Stamp stamp{.summary = count_outcomes(findings.verdicts),
                .is_complete = findings.cells.complete()};
    if (!stamp.is_complete) {
      stamp.summary += "; INCOMPLETE: " + findings.cells.what_is_missing();
    }
    output << study.name << ": " << stamp.summary << std::endl;
    // A mistake is told again by the next run.
    if (!results.mistakes.empty()) return StudyEnd::kWritten;
    stamp.inputs = inputs_of(study, after, draws());
    write_stamp(session_, study.name, stamp);
    return StudyEnd::kWritten;
  }

  // Of the studies that were written: a cell without a result counts more than
  // a table or figure that could not be made.
  int exit_status() const {
    if (failures_ > 0 || incomplete_) return kExitFailure;
    return mistaken_ ? kExitUserError : kExitOk;
  }

 private:
  // The first plan, but where cells that the study shares with an earlier one
  // may be there by now, or its data has only come.
  Plan plan_now(const QueuedStudy& queued, bool is_first_try) {
    Plan& first = first_plans_.at(queued.place);
    const bool is_known = !first.cells.empty();
    if (is_known && is_first_try &&
        !changed_.contains(queued.planned.study->experiment)) {
      return std::exchange(first, {});
    }
    Plan plan = plan_of(queued.planned);
    if (part_) keep_only(plan, *part_);
    if (!is_known) costs_.learn(plan);
    return plan;
  }

  Plan plan_of(const PlannedStudy& planned) const {
    const CellStore store(session_.cells(planned.study->experiment));
    Plan plan = make_plan(planned.cells, store, selection_of(request_));
    store.keep_index();
    return plan;
  }

  // Not with --quiet.
  void tell(const std::string& line) const {
    if (!session_.options().quiet) session_.remark(line);
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
    if (!stamp) return {};
    if (stamp->inputs == inputs_of(study, plan, true)) return stamp;
    // Without gnuplot there are no figures to be made, either.
    if (!draws() && stamp->inputs == inputs_of(study, plan, false)) {
      return stamp;
    }
    return {};
  }

  StudyEnd tell_unchanged(const Study& study, const Stamp& stamp,
                          std::ostream& output) {
    incomplete_ = incomplete_ || !stamp.is_complete;
    output << fmt::format("{}: {} (nothing has changed)\n", study.name,
                          stamp.summary);
    return StudyEnd::kWritten;
  }

  StudyEnd end_of_part(const Study& study, const Plan& plan,
                       const RunSummary& summary, std::ostream& output) {
    if (!summary.complete() && request_.fail_fast && failures_ > 0) {
      return StudyEnd::kStopped;
    }
    output << fmt::format(
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

  // What the studies that are not begun are expected to take.
  ExpectedCost later() const {
    ExpectedCost sum;
    for (std::size_t i = 0; i < begun_.size(); ++i) {
      if (!begun_[i]) sum.add(costs_.of(first_plans_[i]));
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
    const Besides besides = [this] { return downloads_.text(); };
    TerminalProgress terminal(
        session_.remarks(), static_cast<std::size_t>(request_.width), besides);
    PlainProgress plain(session_.remarks(), besides);
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
  const DownloadDisplay& downloads_;
  CostBook costs_;
  std::vector<Plan> first_plans_;  // of all studies, when the run began
  std::optional<std::set<std::string>> part_;  // ids; none: all cells
  std::vector<bool> begun_;                    // studies
  std::set<std::string> changed_;  // experiments that may have new cells
  std::optional<GnuplotOptions> gnuplot_;
  Record measured_;
  std::size_t failures_ = 0;
  bool incomplete_ = false;
  bool mistaken_ = false;
};

// Makes the page; several studies end with what became of each claim.
void tell_where_to_look(const Session& session, std::size_t studies) {
  const std::string page = write_report_if_changed(session).string();
  if (studies > 1) {
    session.output() << '\n'
                     << claims_overview_text(
                            verdicts_of_run(session, Recipes::kLeftOut),
                            claim_titles(), session.options().width)
                     << "\nWhat a claim says: `zipml describe C1`, or " << page
                     << "#C1; its verdicts: `zipml verify C1`\n";
  }
  session.output() << "report: " << page << '\n';
}

// Of parts of a run all cells must be known, and so all data. Empty when it was
// interrupted; UserError with the mistakes of all.
std::vector<PlannedStudy> all_with_their_data(StudyQueue queue,
                                              std::size_t count) {
  std::vector<PlannedStudy> all(count);
  std::vector<Diagnostic> mistakes;
  std::size_t there = 0;
  while (std::optional<QueuedStudy> next = queue.next()) {
    add_distinct(mistakes, next->planned.mistakes);
    all[next->place] = std::move(next->planned);
    ++there;
  }
  if (there < count) return {};
  if (!mistakes.empty()) throw UserError(std::move(mistakes));
  return all;
}

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
  // without the network first.
  std::vector<PlannedStudy> all = plan_studies(session, studies);
  const InterruptGuard interrupt;
  DownloadDisplay downloads = download_display(session, world);
  DataFetcher fetcher(
      session.data(), downloads,
      [&session](const std::string& line) { session.remark(line); },
      interrupt.flag());
  const auto end_interrupted = [&] {
    fetcher.stop();
    tell_interrupted(session, downloads);
    return 128 + interrupt.signal();
  };
  if (request.emit || !request.part.is_all()) {
    all = all_with_their_data(
        StudyQueue(session, std::move(all), fetcher, interrupt.flag()),
        studies.size());
    downloads.clear();
    if (interrupt.flag().load()) return end_interrupted();
  }
  if (request.emit) return emit_slurm(session, request, all);
  const RunLock lock(session.results(), waiting_words(session),
                     [&] { return interrupt.flag().load(); });
  if (!lock.is_held()) return end_interrupted();
  // The program that had the lock may have left another study here.
  if (!request.replace) {
    for (const Study& study : studies) check_may_replace(session, study);
  }
  mark_run(session);
  StudyRun runner(session, request, world, interrupt, downloads, all);
  StudyQueue queue(session, std::move(all), fetcher, interrupt.flag());
  LinesInOrder results(session.output(), studies.size());
  Refusals refusals(session);
  bool any_run = false;
  while (const std::optional<QueuedStudy> next = queue.next()) {
    downloads.clear();
    if (!next->planned.mistakes.empty()) {
      refusals.add(next->planned);
      if (request.fail_fast) return kExitUserError;
      results.put(next->place, "");
      continue;
    }
    std::ostringstream result;
    const StudyEnd end = runner.run(*next, result);
    results.put(next->place, result.str());
    any_run = true;
    if (end == StudyEnd::kStopped) return kExitFailure;
    if (end == StudyEnd::kInterrupted) break;
  }
  if (interrupt.flag().load()) {
    results.put_rest();
    return end_interrupted();
  }
  if (any_run && request.part.is_all()) {
    tell_where_to_look(session, studies.size());
  }
  if (refusals.any()) return kExitUserError;
  return runner.exit_status();
}

}  // namespace zipml
