// Stored results back in memory, for analyse().
#pragma once

#include <map>
#include <string>

#include "core/harness/findings/findings.h"
#include "core/harness/results.h"
#include "core/harness/run/store.h"

namespace zipml {

struct Collected {
  Results results;
  CellCounts counts;  // of these cells and all that they need
  // By the ids of those that have a result: how it was computed.
  std::map<std::string, Record> measured;
};

// The results of these cells (of one grid point, say) and of all that they
// need, read from the store. Every cell is in the results: one that was not run
// is kSkipped when a prerequisite is not ok (the reason names it), otherwise
// kInterrupted with the reason "not run".
Collected collect_results(const CellGroup& cells, const CellStore& store);

// The same as if none of them had run: what an analysis makes of these has the
// tables and columns of any other results, without a number.
Results results_before_run(const CellGroup& cells);

}  // namespace zipml
