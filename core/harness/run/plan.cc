#include "core/harness/run/plan.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/harness/run/changes.h"

namespace zipml {
namespace {

void run(PlannedCell& cell, std::string reason) {
  cell.action = Action::kRun;
  cell.reason = std::move(reason);
}

void skip(PlannedCell& cell, Status status, std::string reason) {
  cell.action = Action::kSkip;
  cell.status = status;
  cell.reason = std::move(reason);
}

constexpr const char* kNew = "new";

// What becomes of a cell for its own sake.
void decide(PlannedCell& cell, Selection selection) {
  const CellSummary& stored = cell.stored;
  if (selection == Selection::kAll) {
    cell.start = Start::kAnew;
    return run(cell, "forced");
  }
  if (stored.file != CellSummary::File::kGood) {
    if (selection == Selection::kOnlyFailed) {
      return skip(cell, Status::kInterrupted,
                  "not there, and only failed cells are run");
    }
    const bool is_damaged = stored.file == CellSummary::File::kDamaged;
    return run(cell, is_damaged ? "damaged" : kNew);
  }
  switch (stored.status) {
    case Status::kFailed:
      return run(cell, "failed before: " + stored.reason);
    case Status::kTimeout:
      return run(cell, "timed out before: " + stored.reason);
    case Status::kSkipped:
      return skip(cell, stored.status, "done: skipped: " + stored.reason);
    case Status::kDiverged:
      return skip(cell, stored.status, "done: diverged");
    case Status::kOk:
    case Status::kInterrupted:  // never stored
      break;
  }
  skip(cell, stored.status, "done");
}

// Whether the cell must follow its prerequisites, or they it.
bool settle_with_prerequisites(std::vector<PlannedCell>& cells,
                               PlannedCell& cell) {
  bool changed = false;
  for (const std::size_t index : cell.node.prerequisites) {
    PlannedCell& prerequisite = cells[index];
    if (cell.action == Action::kRun && prerequisite.action == Action::kSkip &&
        prerequisite.status == Status::kInterrupted) {
      run(prerequisite, "needed by a cell that runs");
      changed = true;
    }
    if (cell.action == Action::kSkip && prerequisite.action == Action::kRun) {
      run(cell, "prerequisite runs");
      changed = true;
    }
  }
  return changed;
}

void settle(std::vector<PlannedCell>& cells) {
  bool changed = true;
  while (changed) {
    changed = false;
    for (PlannedCell& cell : cells) {
      if (settle_with_prerequisites(cells, cell)) changed = true;
    }
  }
}

// A cell that follows its prerequisites does not go on from the old ones.
void choose_starts(std::vector<PlannedCell>& cells) {
  for (PlannedCell& cell : cells) {
    for (const std::size_t index : cell.node.prerequisites) {
      if (cells[index].action == Action::kRun) cell.start = Start::kAnew;
    }
  }
}

// Cells that no run can reach: a prerequisite has a result, but not an ok one.
void block(std::vector<PlannedCell>& cells) {
  for (PlannedCell& cell : cells) {
    for (const std::size_t index : cell.node.prerequisites) {
      const PlannedCell& prerequisite = cells[index];
      if (prerequisite.action == Action::kRun) continue;
      if (prerequisite.status == Status::kOk) continue;
      if (prerequisite.status == Status::kInterrupted) continue;
      skip(cell, Status::kSkipped,
           blocked_reason(prerequisite.node, prerequisite.status));
      break;
    }
  }
}

}  // namespace

std::size_t Plan::count(Action action) const {
  return static_cast<std::size_t>(std::count_if(
      cells.begin(), cells.end(),
      [&](const PlannedCell& cell) { return cell.action == action; }));
}

Plan make_plan(const CellGroup& cells, const CellStore& store,
               Selection selection) {
  Plan plan;
  for (CellNode& node : cell_graph(cells)) {
    PlannedCell planned;
    planned.stored = store.look(*node.cell, node.id);
    decide(planned, selection);
    planned.node = std::move(node);
    plan.cells.push_back(std::move(planned));
  }
  settle(plan.cells);
  choose_starts(plan.cells);
  block(plan.cells);
  return plan;
}

void name_changes(std::span<Plan> plans, const CellStore& store) {
  std::set<std::string> wanted;
  std::vector<PlannedCell*> cells;
  for (Plan& plan : plans) {
    for (PlannedCell& cell : plan.cells) {
      wanted.insert(cell.node.id);
      if (cell.action == Action::kRun && cell.reason == kNew) {
        cells.push_back(&cell);
      }
    }
  }
  if (cells.empty()) return;
  const StoredChanges changes(store, wanted);
  for (PlannedCell* cell : cells) {
    const std::string change = changes.of(*cell->node.cell);
    if (!change.empty()) cell->reason = "changed: " + change;
  }
}

}  // namespace zipml
