#include "tools/zipml/study_run.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/file.h"
#include "core/deep/network_engine.h"
#include "core/harness/build_info.h"
#include "core/harness/config/study_json.h"
#include "core/harness/provenance.h"
#include "core/harness/run/cell_index.h"
#include "core/harness/run/parts.h"
#include "core/harness/run/progress.h"
#include "core/harness/run/store.h"
#include "core/kernels/target.h"
#include "core/report/verdicts.h"
#include "tools/zipml/part_of_run.h"
#include "tools/zipml/study_results.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

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

}  // namespace

StudyRun::StudyRun(Session& session, const RunRequest& request,
                   const World& world, const InterruptGuard& interrupt,
                   const DownloadDisplay& downloads,
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

StudyEnd StudyRun::run(const QueuedStudy& queued, std::ostream& output,
                       Try which) {
  const PlannedStudy& planned = queued.planned;
  const Study& study = *planned.study;
  const CellStore store(session_.cells(study.experiment));
  Plan plan = plan_now(queued, which);
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
    session_.remark(study.name + ": stopped at a failure; no tables were made");
    return StudyEnd::kStopped;
  }
  const StudyResults results = results_of(
      session_, planned, store, session_.experiment(study.experiment).info());
  const Findings& findings = results.findings;
  // A file that was whole by its size and time and was not: it is known now.
  if (!findings.cells.complete() && which == Try::kFirst &&
      plan_of(planned).count(Action::kRun) > 0) {
    return run(queued, output, Try::kSecond);
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

int StudyRun::exit_status() const {
  if (failures_ > 0 || incomplete_) return kExitFailure;
  return mistaken_ ? kExitUserError : kExitOk;
}

Plan StudyRun::plan_now(const QueuedStudy& queued, Try which) {
  Plan& first = first_plans_.at(queued.place);
  const bool is_known = !first.cells.empty();
  if (is_known && which == Try::kFirst &&
      !changed_.contains(queued.planned.study->experiment)) {
    return std::exchange(first, {});
  }
  Plan plan = plan_of(queued.planned);
  if (part_) keep_only(plan, *part_);
  if (!is_known) costs_.learn(plan);
  return plan;
}

Plan StudyRun::plan_of(const PlannedStudy& planned) const {
  const CellStore store(session_.cells(planned.study->experiment));
  Plan plan = make_plan(planned.cells, store, selection_of(request_));
  store.keep_index();
  return plan;
}

void StudyRun::tell(const std::string& line) const {
  if (!session_.options().quiet) session_.remark(line);
}

const GnuplotOptions& StudyRun::gnuplot() {
  if (!gnuplot_) gnuplot_ = gnuplot_or_none(session_);
  return *gnuplot_;
}

std::optional<Stamp> StudyRun::current_stamp(const Study& study,
                                             const Plan& plan) {
  std::optional<Stamp> stamp = read_stamp(session_, study.name);
  if (!stamp) return {};
  if (stamp->inputs == inputs_of(study, plan, true)) return stamp;
  // Without gnuplot there are no figures to be made, either.
  if (!draws() && stamp->inputs == inputs_of(study, plan, false)) {
    return stamp;
  }
  return {};
}

StudyEnd StudyRun::tell_unchanged(const Study& study, const Stamp& stamp,
                                  std::ostream& output) {
  incomplete_ = incomplete_ || !stamp.is_complete;
  output << fmt::format("{}: {} (nothing has changed)\n", study.name,
                        stamp.summary);
  return StudyEnd::kWritten;
}

StudyEnd StudyRun::end_of_part(const Study& study, const Plan& plan,
                               const RunSummary& summary,
                               std::ostream& output) {
  if (!summary.complete() && request_.fail_fast && failures_ > 0) {
    return StudyEnd::kStopped;
  }
  output << fmt::format(
      "{}: {} of {} cells run in this part; no tables before `zipml merge`\n",
      study.name, summary.ran, plan.cells.size());
  return StudyEnd::kWritten;
}

void StudyRun::learn(const Plan& plan, const Plan& after) {
  Plan ran;
  for (std::size_t i = 0; i < plan.cells.size(); ++i) {
    if (plan.cells[i].action == Action::kRun) {
      ran.cells.push_back(after.cells[i]);
    }
  }
  costs_.learn(ran);
  costs_.keep();
}

ExpectedCost StudyRun::later() const {
  ExpectedCost sum;
  for (std::size_t i = 0; i < begun_.size(); ++i) {
    if (!begun_[i]) sum.add(costs_.of(first_plans_[i]));
  }
  return sum;
}

RunSummary StudyRun::run_cells(const Study& study, const Plan& plan,
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
  TerminalProgress terminal(session_.remarks(),
                            static_cast<std::size_t>(request_.width), besides);
  PlainProgress plain(session_.remarks(), besides);
  SilentProgress silent;
  ProgressSink& progress =
      session_.options().quiet ? static_cast<ProgressSink&>(silent)
      : request_.terminal      ? static_cast<ProgressSink&>(terminal)
                               : static_cast<ProgressSink&>(plain);
  return run_plan(session_.experiment(study.experiment), plan, store, options,
                  progress);
}

}  // namespace zipml
