#include "core/harness/run/prerequisite_cache.h"

#include <optional>
#include <stdexcept>
#include <utility>

namespace zipml {

PrerequisiteCache::PrerequisiteCache(const Plan& plan, const CellStore& store)
    : plan_(plan), store_(store), uses_(plan.cells.size()) {
  for (const PlannedCell& cell : plan.cells) {
    if (cell.action != Action::kRun) continue;
    for (const std::size_t index : cell.node.prerequisites) ++uses_[index];
  }
}

std::vector<CellResult> PrerequisiteCache::of(const PlannedCell& cell) {
  std::vector<CellResult> results;
  results.reserve(cell.node.prerequisites.size());
  for (const std::size_t index : cell.node.prerequisites) {
    results.push_back(*get(index));
  }
  return results;
}

void PrerequisiteCache::release(const PlannedCell& cell) {
  const std::lock_guard lock(mutex_);
  for (const std::size_t index : cell.node.prerequisites) {
    if (--uses_[index] == 0) cached_.erase(index);
  }
}

std::size_t PrerequisiteCache::size() const {
  const std::lock_guard lock(mutex_);
  return cached_.size();
}

std::shared_ptr<const CellResult> PrerequisiteCache::get(std::size_t index) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = cached_.find(index);
    if (found != cached_.end()) return found->second;
  }
  // Read without the lock: two threads may read the same file, no harm.
  const CellNode& node = plan_.cells[index].node;
  std::optional<CellResult> result = store_.load(*node.cell);
  if (!result) {
    throw std::runtime_error("the stored result of its prerequisite " +
                             node.name() + " cannot be read");
  }
  auto shared = std::make_shared<const CellResult>(std::move(*result));
  const std::lock_guard lock(mutex_);
  return cached_.emplace(index, std::move(shared)).first->second;
}

}  // namespace zipml
