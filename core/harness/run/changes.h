// Why a cell has no result although one like it has: what of it is new.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>

#include "core/harness/cell.h"
#include "core/harness/run/store.h"

namespace zipml {

// The stored cells that a plan does not want, as what its cells may have been
// before something was changed.
class StoredChanges {
 public:
  // Reads who they are. `wanted`: the ids of the plan's cells.
  StoredChanges(const CellStore& store, const std::set<std::string>& wanted);

  // What tells the cell from a stored one that is like it in all else: "version
  // 1 -> 2", "numerics {...} -> {...}", "its data", "sgd.epochs 5 -> 10", "a
  // prerequisite", "seed 1 -> 2". Empty when none is that much like it: the
  // cell is new, or more than one thing has changed.
  std::string of(const Cell& cell) const;

 private:
  struct Old {
    std::string field;
    std::string value;
  };

  // By a hash of everything but one field.
  std::unordered_map<std::uint64_t, Old> by_the_rest_;
};

}  // namespace zipml
