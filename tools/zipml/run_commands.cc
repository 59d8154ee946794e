// plan, status and run.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/harness/findings/finish_findings.h"
#include "core/harness/findings/merge_findings.h"
#include "core/harness/provenance.h"
#include "core/harness/run/collect.h"
#include "core/harness/run/interrupt.h"
#include "core/harness/run/plan.h"
#include "core/harness/run/progress.h"
#include "core/harness/run/runner.h"
#include "core/report/verdicts.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/study_files.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

// A study with each of its grid points planned, once for all that follows.
struct PlannedStudy {
  PlannedStudy(const Session& session, const Study& own) : study(own) {
    const Experiment& experiment = session.experiment(study.experiment);
    for (const GridPoint& point : study.points) {
      points.push_back(experiment.plan(point.settings));
      const CellGroup& more = points.back()->cells();
      cells.insert(cells.end(), more.begin(), more.end());
    }
  }

  const Study& study;
  std::vector<std::unique_ptr<const PlannedPoint>> points;
  CellGroup cells;  // of all points
};

Selection selection_of(const RunRequest& request) {
  if (request.force) return Selection::kAll;
  return request.only_failed ? Selection::kOnlyFailed : Selection::kUnfinished;
}

// Nothing, and a line that says so, where data would have to be fetched first.
std::optional<Plan> plan_of(const Session& session, const Study& study,
                            Selection selection) {
  const CellStore store(session.cells(study.experiment));
  try {
    return make_plan(PlannedStudy(session, study).cells, store, selection);
  } catch (const MissingData& missing) {
    session.output() << study.name << ": " << missing.what() << '\n';
    return std::nullopt;
  }
}

Findings findings_of(const PlannedStudy& planned, const CellStore& store,
                     const ExperimentInfo& info) {
  std::vector<PointFindings> points;
  for (std::size_t i = 0; i < planned.points.size(); ++i) {
    const PlannedPoint& point = *planned.points[i];
    const Collected collected = collect_results(point.cells(), store);
    Findings findings = finish_findings(point.analyse(collected.results), info);
    findings.cells = collected.counts;
    points.push_back(
        {planned.study.points[i].coordinates, std::move(findings)});
  }
  return merge_findings(std::move(points));
}

// Data sets of a study by name with their checksums: whatever cells name so.
std::map<std::string, std::string> data_of(const Plan& plan) {
  std::map<std::string, std::string> data;
  for (const PlannedCell& planned : plan.cells) {
    const Record& parameters = planned.node.cell->parameters;
    const Value* set = parameters.find("set");
    const Value* checksum = parameters.find("checksum");
    if (set != nullptr && checksum != nullptr) {
      data[set->text()] = checksum->text();
    }
  }
  return data;
}

std::vector<std::uint64_t> seeds_of(const Study& study) {
  std::set<std::uint64_t> seeds;
  for (const GridPoint& point : study.points) seeds.insert(point.settings.seed);
  return {seeds.begin(), seeds.end()};
}

// A word as a shell wants it.
std::string quoted(const std::string& word) {
  const bool plain =
      !word.empty() && word.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyz"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                           "0123456789_-./=,:+") == std::string::npos;
  if (plain) return word;
  std::string text = "'";
  for (const char c : word) {
    if (c == '\'') {
      text += "'\\''";
    } else {
      text += c;
    }
  }
  return text + "'";
}

std::string how_to_go_on(const Session& session) {
  std::string command;
  for (const std::string& argument : session.options().arguments) {
    command += (command.empty() ? "" : " ") + quoted(argument);
  }
  return command;
}

// One study, run and written; false when it was interrupted.
class StudyRun {
 public:
  StudyRun(Session& session, const RunRequest& request, const World& world,
           const InterruptGuard& interrupt)
      : session_(session),
        request_(request),
        world_(world),
        interrupt_(interrupt) {}

  bool run(const Study& study) {
    session_.remarks() << fmt::format("== {}: {}", study.name, study.title)
                       << std::endl;
    const CellStore store(session_.cells(study.experiment));
    // What a run that was killed left half-written, a day ago or more: no
    // living process is still at it.
    store.remove_leftovers(fs::file_time_type::clock::now() -
                           std::chrono::hours(24));
    const PlannedStudy planned(session_, study);
    const Plan plan = make_plan(planned.cells, store, selection_of(request_));
    Provenance provenance = collect_provenance();
    for (const std::string& word : session_.options().arguments) {
      provenance.command.push_back(without_folders(word));
    }
    provenance.seeds = seeds_of(study);
    provenance.data = data_of(plan);
    provenance.started = world_.date();

    const RunSummary summary = run_cells(study, plan, store, provenance);
    failures_ += summary.failures.size();
    if (summary.interrupted) return false;
    // Nothing is drawn of half a study: its tables would look whole.
    if (!summary.complete()) {
      session_.remarks() << "not complete: no tables were made" << std::endl;
      return true;
    }
    const Findings findings = findings_of(
        planned, store, session_.experiment(study.experiment).info());
    provenance.finished = world_.date();
    provenance.peak_memory = peak_memory();
    write_study(session_, study, findings, to_record(provenance),
                [this] { return interrupt_.flag().load(); });
    session_.output() << fmt::format("{}: {}", study.name,
                                     count_outcomes(findings.verdicts))
                      << std::endl;
    return !interrupt_.flag().load();
  }

  std::size_t failures() const { return failures_; }

 private:
  RunSummary run_cells(const Study& study, const Plan& plan,
                       const CellStore& store, const Provenance& provenance) {
    RunOptions options;
    options.jobs = request_.jobs;
    options.on_failure =
        request_.fail_fast ? OnFailure::kStop : OnFailure::kKeepGoing;
    if (request_.cell_timeout > 0) options.timeout = request_.cell_timeout;
    options.interrupt = &interrupt_.flag();
    options.clock = world_.seconds;
    options.date = world_.date;
    options.measured = {{"version", provenance.version},
                        {"git_commit", provenance.git_commit}};
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
  const InterruptGuard& interrupt_;
  std::size_t failures_ = 0;
};

}  // namespace

int plan_command(Session& session, const RunRequest& request) {
  for (const Study& study :
       session.studies(request.selected.names, request.selected.sets,
                       request.selected.sweeps)) {
    const auto plan = plan_of(session, study, selection_of(request));
    if (!plan) continue;
    session.output() << fmt::format(
        "{}: {} cells, {} to run, {} grid point{}\n", study.name,
        plan->cells.size(), plan->count(Action::kRun), study.points.size(),
        study.points.size() == 1 ? "" : "s");
    for (const PlannedCell& planned : plan->cells) {
      session.output() << fmt::format(
          "  {:4}  {}: {}\n", planned.action == Action::kRun ? "run" : "skip",
          planned.node.name(), planned.reason);
    }
  }
  return kExitOk;
}

int status_command(Session& session, const Selected& selected) {
  bool all_done = true;
  for (const Study& study :
       session.studies(selected.names, selected.sets, selected.sweeps)) {
    const auto plan = plan_of(session, study, Selection::kUnfinished);
    all_done = all_done && plan;
    if (!plan) continue;
    std::map<std::string, std::size_t> counts;
    for (const PlannedCell& planned : plan->cells) {
      const bool to_run = planned.action == Action::kRun;
      const std::string state =
          to_run && planned.reason == "not there"
              ? "to run"
              : (to_run ? planned.reason.substr(0, planned.reason.find(':'))
                        : std::string(status_name(planned.status)));
      ++counts[state];
      all_done = all_done && !to_run;
    }
    session.output() << fmt::format("{}: {} cells", study.name,
                                    plan->cells.size());
    for (const auto& [state, count] : counts) {
      session.output() << fmt::format(", {} {}", count, state);
    }
    session.output() << '\n';
  }
  return all_done ? kExitOk : kExitFailure;
}

int run_command(Session& session, const RunRequest& request,
                const World& world) {
  const std::vector<Study> studies = session.studies(
      request.selected.names, request.selected.sets, request.selected.sweeps);
  const InterruptGuard interrupt;
  StudyRun runner(session, request, world, interrupt);
  for (const Study& study : studies) {
    if (runner.run(study)) continue;
    session.remarks() << "interrupted; what is finished is kept. Go on with:\n"
                      << "  " << how_to_go_on(session) << std::endl;
    return 128 + interrupt.signal();
  }
  session.output() << "report: " << write_report(session, world.date()).string()
                   << '\n';
  return runner.failures() == 0 ? kExitOk : kExitFailure;
}

}  // namespace zipml
