// Which cell of a plan can begin next: bookkeeping of the runner.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include "core/harness/run/plan.h"

namespace zipml {

// Not thread-safe: the runner holds a lock.
class Schedule {
 public:
  explicit Schedule(const Plan& plan);

  // The first cell in the plan's order that can begin, now taken: an exclusive
  // one while no other runs, any other while no exclusive one does.
  std::optional<std::size_t> take();
  // How many have all that they need.
  std::size_t ready() const { return ready_.size(); }
  // A taken cell has ended; how often take() is worth trying because of it:
  // once for each cell that now has all that it needs, and once for each
  // take() that found only cells that may not run beside another.
  std::size_t finish(std::size_t cell);

 private:
  std::vector<std::vector<std::size_t>> dependents_;
  std::vector<std::size_t> waiting_for_;  // prerequisites that have not ended
  std::vector<bool> exclusive_;
  std::set<std::size_t> ready_;
  std::size_t running_ = 0;
  bool exclusive_runs_ = false;
  std::size_t refused_ = 0;  // fruitless takes since the last finish
};

}  // namespace zipml
