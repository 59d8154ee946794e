#include "core/harness/run/runner.h"

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <cassert>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

#include "core/harness/run/prerequisite_cache.h"
#include "core/harness/run/schedule.h"

namespace zipml {
namespace {

// oneTBB orders what precedes a task before it, and a task before what follows
// wait(). Its library is not instrumented, so this says the same once more for
// ThreadSanitizer: each call sees all that came before the earlier ones. (Not
// in Runner: the sanitizer would report the making of the counter itself.)
void hand_over() {
  static std::atomic<unsigned> count{0};
  count.fetch_add(1, std::memory_order_acq_rel);
}

// Whether a running cell was told to stop, and why. run() may ask from
// several threads.
enum class Stop { kNo, kInterrupt, kTimeout };

class Runner {
 public:
  Runner(const Experiment& experiment, const Plan& plan, const CellStore& store,
         const RunOptions& options, ProgressSink& progress)
      : experiment_(experiment),
        plan_(plan),
        store_(store),
        options_(options),
        progress_(progress),
        prerequisites_(plan, store),
        schedule_(plan) {
    for (const PlannedCell& cell : plan.cells) {
      outcomes_.push_back(
          {cell.action == Action::kSkip ? cell.status : Status::kInterrupted,
           ""});
    }
  }

  RunSummary run() {
    remove_stale_checkpoints();
    progress_.begin(progress_start(), options_.clock());
    if (options_.jobs == 1) {
      while (run_next()) {
      }
    } else {
      run_in_arena();
    }
    progress_.end(options_.clock());
    if (error_) std::rethrow_exception(error_);
    return summary();
  }

 private:
  struct Outcome {
    Status status;
    std::string reason;
  };

  ProgressStart progress_start() const {
    ProgressStart start{.cells = plan_.count(Action::kRun),
                        .skipped = plan_.count(Action::kSkip),
                        .jobs = options_.jobs,
                        .later_seconds = options_.later_seconds};
    if (!options_.expected_seconds) return start;
    std::map<std::string, double> work;
    double sum = 0;
    std::size_t known = 0;
    for (const PlannedCell& cell : plan_.cells) {
      if (cell.action != Action::kRun) continue;
      const double seconds = options_.expected_seconds(*cell.node.cell);
      if (seconds > 0) ++known;
      sum += seconds;
      work[cell.node.id] = seconds;
    }
    if (known == 0) return start;
    // Of those that nothing is known of: as the others.
    const double mean = sum / static_cast<double>(known);
    for (auto& [id, seconds] : work) {
      if (!(seconds > 0)) seconds = mean;
      start.total_work += seconds;
    }
    start.work = [work = std::move(work)](const CellNode& cell) {
      return work.at(cell.id);
    };
    return start;
  }

  void remove_stale_checkpoints() {
    for (const PlannedCell& cell : plan_.cells) {
      const bool stale = cell.action == Action::kRun
                             ? cell.start == Start::kAnew
                             : cell.status != Status::kInterrupted;
      if (stale) store_.remove_checkpoint(*cell.node.cell);
    }
  }

  void run_in_arena() {
    // Without this oneTBB makes no more threads than there are cores.
    const tbb::global_control threads(
        tbb::global_control::max_allowed_parallelism,
        static_cast<std::size_t>(options_.jobs));
    tbb::task_arena arena(options_.jobs);
    arena.execute([&] {
      tbb::task_group group;
      spawn(group, schedule_.ready());
      group.wait();
    });
    hand_over();
  }

  // As many tasks as cells may be able to begin. Which cell a task takes it
  // sees when it begins, so that the plan's order is kept as far as it goes.
  void spawn(tbb::task_group& group, std::size_t count) {
    hand_over();
    for (std::size_t i = 0; i < count; ++i) {
      group.run([this, &group] {
        hand_over();
        const std::optional<std::size_t> released = run_next();
        if (released) spawn(group, *released);
        hand_over();
      });
    }
  }

  // Runs one cell, if one can begin; says how many tasks are worth spawning
  // because it has ended.
  std::optional<std::size_t> run_next() {
    const std::optional<std::size_t> index = take();
    if (!index) return std::nullopt;
    CellResult result;
    try {
      result = process(*index);
    } catch (...) {
      end_with_current_exception();
      result.status = Status::kInterrupted;
    }
    prerequisites_.release(plan_.cells[*index]);
    const std::lock_guard lock(mutex_);
    outcomes_[*index] = {result.status, std::move(result.reason)};
    if (is_failure(result.status)) failed_ = true;
    return schedule_.finish(*index);
  }

  void end_with_current_exception() {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::current_exception();
    broken_ = true;
  }

  std::optional<std::size_t> take() {
    if (interrupted() || broken_) return std::nullopt;
    const std::lock_guard lock(mutex_);
    if (failed_ && options_.on_failure == OnFailure::kStop) return std::nullopt;
    return schedule_.take();
  }

  // From its prerequisites to its file.
  CellResult process(std::size_t index) {
    const PlannedCell& cell = plan_.cells[index];
    if (std::optional<CellResult> reason = blocked(cell)) {
      if (reason->status == Status::kSkipped) {
        progress_.blocked(cell.node, *reason, options_.clock());
      }
      return *std::move(reason);
    }
    const double start = options_.clock();
    progress_.started(cell.node, start);
    CellResult result = execute(cell, start);
    const double end = options_.clock();
    if (result.status != Status::kInterrupted) {
      Record measured = options_.measured;
      measured.set("seconds", end - start);
      if (options_.memory) measured.set("peak_memory", options_.memory());
      if (options_.date) measured.set("finished", options_.date());
      store_.save(*cell.node.cell, result, measured);
      // After the result: between the two a kill loses nothing.
      if (result.status != Status::kTimeout) {
        store_.remove_checkpoint(*cell.node.cell);
      }
      const std::lock_guard lock(mutex_);
      ++ran_;
    }
    progress_.finished(cell.node, result, end - start, end);
    return result;
  }

  // What the cell becomes when a prerequisite does not let it run.
  std::optional<CellResult> blocked(const PlannedCell& cell) {
    const std::lock_guard lock(mutex_);
    for (const std::size_t index : cell.node.prerequisites) {
      const Status status = outcomes_[index].status;
      if (status == Status::kOk) continue;
      if (status == Status::kInterrupted) {
        return CellResult{status, ""};
      }
      return CellResult{Status::kSkipped,
                        blocked_reason(plan_.cells[index].node, status),
                        {},
                        {}};
    }
    return std::nullopt;
  }

  CellResult execute(const PlannedCell& cell, double start) {
    std::atomic<Stop> stop{Stop::kNo};
    const RunContext context(
        [&] { return should_stop(stop, start); }, options_.clock,
        {.load = [&] { return store_.load_checkpoint(*cell.node.cell); },
         .save = [&](const std::string& bytes) { keep(cell, bytes, stop); }});
    CellResult result;
    try {
      const std::vector<CellResult> prerequisites = prerequisites_.of(cell);
      for (const CellResult& prerequisite : prerequisites) {
        // Another process has run it again meanwhile, to another end.
        if (prerequisite.status != Status::kOk) {
          return {Status::kInterrupted, "a prerequisite has changed"};
        }
      }
      // Isolated: a thread that waits within run() for its own parallel loop
      // must not begin another cell meanwhile, whose time would count here.
      tbb::this_task_arena::isolate([&] {
        result = experiment_.run(*cell.node.cell, prerequisites, context);
      });
    } catch (const std::exception& error) {
      result = {Status::kFailed, error.what()};
    } catch (...) {
      result = {Status::kFailed, "an exception of unknown type"};
    }
    switch (stop.load()) {
      case Stop::kInterrupt:
        return {Status::kInterrupted, "interrupted"};
      case Stop::kTimeout:
        return {Status::kTimeout,
                fmt::format("took longer than {:g} s", options_.timeout),
                {},
                {}};
      case Stop::kNo:
        break;
    }
    if (result.status == Status::kInterrupted) {
      return {Status::kFailed, "stopped without being asked to"};
    }
    return result;
  }

  // Once true it stays true, so that what run() returns is never half stopped.
  bool should_stop(std::atomic<Stop>& stop, double start) {
    if (stop.load() != Stop::kNo) return true;
    Stop expected = Stop::kNo;
    if (interrupted() || broken_) {
      stop.compare_exchange_strong(expected, Stop::kInterrupt);
      return true;
    }
    const double now = options_.clock();
    progress_.tick(now);
    if (now - start <= options_.timeout) return false;
    stop.compare_exchange_strong(expected, Stop::kTimeout);
    return true;
  }

  // A checkpoint that cannot be written is no failure of the cell: that would
  // cost it the one before.
  void keep(const PlannedCell& cell, const std::string& bytes,
            std::atomic<Stop>& stop) {
    try {
      store_.save_checkpoint(*cell.node.cell, bytes);
    } catch (...) {
      end_with_current_exception();
      stop = Stop::kInterrupt;
      throw;
    }
  }

  bool interrupted() const {
    return options_.interrupt != nullptr && options_.interrupt->load();
  }

  static bool is_failure(Status status) {
    return status == Status::kFailed || status == Status::kTimeout;
  }

  RunSummary summary() {
    RunSummary summary;
    summary.ran = ran_;
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
      const PlannedCell& cell = plan_.cells[i];
      Outcome& outcome = outcomes_[i];
      ++summary.counts[outcome.status];
      if (cell.action != Action::kRun || !is_failure(outcome.status)) continue;
      summary.failures.push_back({cell.node.name(), cell.node.id,
                                  outcome.status, std::move(outcome.reason)});
    }
    summary.interrupted = interrupted() && !summary.complete();
    return summary;
  }

  const Experiment& experiment_;
  const Plan& plan_;
  const CellStore& store_;
  const RunOptions& options_;
  ProgressSink& progress_;
  PrerequisiteCache prerequisites_;

  std::mutex mutex_;  // of what follows
  Schedule schedule_;
  std::vector<Outcome> outcomes_;
  std::size_t ran_ = 0;
  bool failed_ = false;
  std::exception_ptr error_;

  // A result or a checkpoint could not be stored: stop everything.
  std::atomic<bool> broken_{false};
};

}  // namespace

std::size_t RunSummary::count(Status status) const {
  const auto found = counts.find(status);
  return found == counts.end() ? 0 : found->second;
}

RunSummary run_plan(const Experiment& experiment, const Plan& plan,
                    const CellStore& store, const RunOptions& options,
                    ProgressSink& progress) {
  assert(options.clock && options.jobs >= 1);
  return Runner(experiment, plan, store, options, progress).run();
}

}  // namespace zipml
