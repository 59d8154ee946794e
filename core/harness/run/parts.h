// The work of a run in parts, for several machines.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/harness/run/plan.h"

namespace zipml {

// Cells that hang together: each needs another of them, or is needed. They are
// for one machine, so that nothing is computed twice.
using Bundle = std::vector<std::string>;  // ids, sorted

// Of all the plans together, whether their cells are to be run or not. In the
// order of their first ids. Without cells that run alone: a timing beside other
// programs says nothing, and on another CPU it is another cell; the run that
// makes the tables measures them.
std::vector<Bundle> bundles_of(std::span<const Plan> plans);

// The ids of part `index` (from 1) of `count`: a bundle's own first id says
// which part it is of, so that machines agree on it whatever else they plan.
// The parts are disjoint, and together they are all.
std::set<std::string> shard_of(std::span<const Bundle> bundles,
                               std::size_t index, std::size_t count);

// Cells that are not among `ids` are not run: kSkip, kInterrupted, "of another
// part".
void keep_only(Plan& plan, const std::set<std::string>& ids);

// Bundles put into tasks of about equal time.
struct Packing {
  std::vector<std::vector<std::size_t>> tasks = {};  // indices of bundles
  double longest = 0;                                // task, seconds
  double mean = 0;                                   // of the tasks

  // longest / mean - 1; 0 for no tasks.
  double imbalance() const;
};

// The longest first, each into the task that has least so far (LPT: at most 4/3
// of the best, R. L. Graham 1969). At most `most` tasks, and no more than give
// each about `seconds` of work. `costs`: seconds of each bundle.
Packing pack(std::span<const double> costs, double seconds, std::size_t most);

}  // namespace zipml
