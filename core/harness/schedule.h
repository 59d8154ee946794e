// Which cell of a plan can begin next: bookkeeping of the runner.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include "core/harness/plan.h"

namespace zipml {

// Not thread-safe: the runner holds a lock.
class Schedule {
 public:
  explicit Schedule(const Plan& plan);

  // The first cell in the plan's order that can begin, now taken.
  std::optional<std::size_t> take();
  // How many can begin now.
  std::size_t ready() const { return ready_.size(); }
  // A taken cell has ended; how many others can begin because of it.
  std::size_t finish(std::size_t cell);

 private:
  std::vector<std::vector<std::size_t>> dependents_;
  std::vector<std::size_t> waiting_for_;  // prerequisites that have not ended
  std::set<std::size_t> ready_;
};

}  // namespace zipml
