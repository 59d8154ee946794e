#include "core/harness/run/collect.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/harness/run/cell_graph.h"

namespace zipml {
namespace {

constexpr const char* kNotRun = "not run";

// What there is to say of a cell that has no result of its own.
CellResult without_result(const std::vector<CellNode>& nodes,
                          const std::vector<Status>& statuses,
                          const CellNode& node) {
  for (const std::size_t index : node.prerequisites) {
    const Status status = statuses[index];
    if (status == Status::kOk || status == Status::kInterrupted) continue;
    return {Status::kSkipped, blocked_reason(nodes[index], status)};
  }
  return {Status::kInterrupted, kNotRun};
}

}  // namespace

Collected collect_results(const CellGroup& cells, const CellStore& store) {
  const std::vector<CellNode> nodes = cell_graph(cells);
  std::vector<Status> statuses;
  statuses.reserve(nodes.size());
  // Cells that should have a result and have none, with those that need them.
  std::vector<bool> lost;
  Collected collected;
  CellCounts& counts = collected.counts;
  counts.planned = static_cast<std::int64_t>(nodes.size());
  for (const CellNode& node : nodes) {
    std::optional<StoredCell> stored = store.load_all(*node.cell);
    CellResult result;
    bool is_lost = false;
    if (stored) {
      result = std::move(stored->result);
      collected.measured.emplace(node.id, std::move(stored->measured));
    } else {
      result = without_result(nodes, statuses, node);
      const bool needs_lost =
          std::any_of(node.prerequisites.begin(), node.prerequisites.end(),
                      [&](std::size_t index) { return lost[index]; });
      is_lost = needs_lost || result.status == Status::kInterrupted;
      if (is_lost) ++counts.not_run;
    }
    if (result.status == Status::kFailed) ++counts.failed;
    if (result.status == Status::kTimeout) ++counts.timed_out;
    statuses.push_back(result.status);
    lost.push_back(is_lost || result.status == Status::kFailed ||
                   result.status == Status::kTimeout);
    collected.results.add(*node.cell, std::move(result));
  }
  return collected;
}

Results results_before_run(const CellGroup& cells) {
  Results results;
  for (const CellNode& node : cell_graph(cells)) {
    results.add(*node.cell, {Status::kInterrupted, kNotRun});
  }
  return results;
}

}  // namespace zipml
