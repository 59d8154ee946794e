// What a run would do: each cell of a study, and why it is run or not.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/harness/run/cell_graph.h"
#include "core/harness/run/store.h"

namespace zipml {

// Which cells are run. In every mode a cell is run too when one of its
// prerequisites is, or when a cell that is run needs it and it is not there;
// and none is run whose prerequisite is known to have diverged or to have been
// skipped.
enum class Selection {
  // Those that are not there, failed or timed out. A diverged or skipped cell
  // is a result: running it again would give the same.
  kUnfinished,
  kOnlyFailed,  // those that failed or timed out
  kAll,         // all, also those that are done
};

enum class Action { kRun, kSkip };

// What a cell that is run begins from.
enum class Start {
  kCheckpoint,  // what it kept in an earlier run, if anything
  // Nothing: all is forced, or a prerequisite is run again, and what it kept
  // came of the old result.
  kAnew,
};

struct PlannedCell {
  CellNode node = {};
  Action action = Action::kRun;
  std::string reason = {};  // of the action, in words
  Start start = Start::kCheckpoint;
  // Of a cell that is not run: its stored status; kSkipped when a prerequisite
  // stands in its way; kInterrupted when there is no result of it.
  Status status = Status::kInterrupted;
  CellSummary stored = {};  // of the result that is there
};

struct Plan {
  std::vector<PlannedCell> cells;  // prerequisites first

  // The number of cells with this action.
  std::size_t count(Action action) const;
};

// The cells (of all grid points, say), each once: grid points may share them.
// Reasons: "new", "damaged", "done",
// "done: diverged", "done: skipped: WHY", "failed before: WHY", "timed out
// before: WHY", "forced", "prerequisite runs", "needed by a cell that runs",
// "not there, and only failed cells are run", "its prerequisite diverged:
// NAME", "of another part" (parts.h).
Plan make_plan(const CellGroup& cells, const CellStore& store,
               Selection selection);

// For people: in plans whose cells lie in one store, the reason "new" becomes
// "changed: bits 4 -> 8" where that is what has changed since a cell was run
// that none of the plans wants (StoredChanges).
void name_changes(std::span<Plan> plans, const CellStore& store);

}  // namespace zipml
