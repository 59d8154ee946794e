// Runs a plan: several cells at a time, each result stored as soon as it is
// there.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "core/harness/run/plan.h"
#include "core/harness/run/progress.h"
#include "core/harness/run/store.h"

namespace zipml {

enum class OnFailure {
  kKeepGoing,  // run all that does not need the failed cell
  // Begin no other cell once one has failed or timed out; those that run are
  // finished and stored.
  kStop,
};

struct RunOptions {
  // Cells at a time. One: in the plan's order, in the calling thread. The
  // results are the same for any number.
  int jobs = 1;
  OnFailure on_failure = OnFailure::kKeepGoing;
  // Seconds a cell may take in this run. Cooperative: RunContext::should_stop()
  // becomes true; a cell that never asks, or has finished by then, keeps its
  // result.
  double timeout = std::numeric_limits<double>::infinity();
  // Set from outside to stop: no other cell begins, those that run see
  // should_stop() and, if they do, are not stored.
  const std::atomic<bool>* interrupt = nullptr;
  // Seconds from any beginning, never going back; called from several threads.
  // Must be given.
  std::function<double()> clock = {};
  // When given: the seconds that a cell is expected to take, 0 when nothing is
  // known of it. For the time left alone.
  std::function<double(const Cell&)> expected_seconds = {};
  double later_seconds = 0;  // ProgressStart::later_seconds
  // Kept in every cell's file beside its result (study_provenance.h); the
  // cell's "seconds" are added. Both are of the run that ended the cell, also
  // where it went on from a checkpoint of an earlier one.
  Record measured = {};
  // When given: the date and time, added as "finished". Called from several
  // threads.
  std::function<std::string()> date = {};
  // When given: the most memory that the process has had, in bytes, added as
  // "peak_memory". Called from several threads.
  std::function<std::int64_t()> memory = {};
};

struct Failure {
  std::string name;  // cell_name()
  std::string id;
  Status status = Status::kFailed;  // or kTimeout
  std::string reason;
};

struct RunSummary {
  // All cells of the plan by status; what was not run is kInterrupted.
  std::map<Status, std::size_t> counts;
  std::size_t ran = 0;            // cells that were run to their end
  std::vector<Failure> failures;  // of this run, in the plan's order
  bool interrupted = false;       // options.interrupt ended it

  std::size_t count(Status status) const;
  // Nothing is left to run.
  bool complete() const { return count(Status::kInterrupted) == 0; }
};

// Runs the plan's cells that are to be run. A cell begins when its
// prerequisites have ended, an exclusive one while no other runs; if one of
// them is not ok it becomes kSkipped (not stored, for it may run next time). An
// exception from run() makes it kFailed with the exception's text. Results are
// read back from the store: those of prerequisites while other cells need them,
// all others by collect_results(), so that memory does not grow with the study
// and a resumed run computes with the very numbers of an uninterrupted one.
//
// What a cell keeps (RunContext::keep_checkpoint) stays while it is interrupted
// or timed out, also by a kill or a power cut, and the next run that does not
// begin it anew (PlannedCell::start) goes on from there. It is removed once the
// result is stored: ok, diverged, skipped, or failed, since going on from the
// same bytes might fail in the same way for ever. Before any cell begins, that
// of all cells that begin anew is removed, so that not even a run that ends at
// once leaves it to the next; so is what a kill has left beside a result.
//
// UserError when a result or a checkpoint cannot be stored (no space, say): no
// other cell begins, and those that run are told to stop. A cell whose
// checkpoint it was counts as interrupted and keeps the one before. What
// `progress` throws is passed on in the same way.
RunSummary run_plan(const Experiment& experiment, const Plan& plan,
                    const CellStore& store, const RunOptions& options,
                    ProgressSink& progress);

}  // namespace zipml
