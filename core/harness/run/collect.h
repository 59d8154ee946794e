// Stored results back in memory, for analyse().
#pragma once

#include <cstddef>

#include "core/harness/results.h"
#include "core/harness/run/store.h"

namespace zipml {

struct Collected {
  Results results;
  std::size_t not_run = 0;  // cells that a run would still have to do
};

// The results of these cells (of one grid point, say) and of all that they
// need, read from the store. Every cell is in the results: one that was not run
// is kSkipped when a prerequisite is not ok (the reason names it), otherwise
// kInterrupted with the reason "not run".
Collected collect_results(const CellGroup& cells, const CellStore& store);

}  // namespace zipml
