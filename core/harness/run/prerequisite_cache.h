// The results of prerequisites while cells need them.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "core/harness/run/plan.h"
#include "core/harness/run/store.h"

namespace zipml {

// Each result is in memory from the first cell of the plan that needs it to the
// last. Thread-safe.
class PrerequisiteCache {
 public:
  // Both must outlive it.
  PrerequisiteCache(const Plan& plan, const CellStore& store);

  // What run() of this cell gets, from the store. std::runtime_error when a
  // result is not there.
  std::vector<CellResult> of(const PlannedCell& cell);

  // This cell of the plan (one that is to be run) has ended.
  void release(const PlannedCell& cell);

  // How many results are in memory.
  std::size_t size() const;

 private:
  std::shared_ptr<const CellResult> get(std::size_t index);

  const Plan& plan_;
  const CellStore& store_;
  mutable std::mutex mutex_;
  std::vector<std::size_t> uses_;  // by cells that have not ended
  std::map<std::size_t, std::shared_ptr<const CellResult>> cached_;
};

}  // namespace zipml
