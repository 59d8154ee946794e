#include "core/harness/run/collect.h"

#include <optional>
#include <utility>

#include "core/harness/run/cell_graph.h"

namespace zipml {
namespace {

// What there is to say of a cell that has no result of its own.
CellResult without_result(const std::vector<CellNode>& nodes,
                          const std::vector<Status>& statuses,
                          const CellNode& node) {
  for (const std::size_t index : node.prerequisites) {
    const Status status = statuses[index];
    if (status == Status::kOk || status == Status::kInterrupted) continue;
    return {Status::kSkipped, blocked_reason(nodes[index], status)};
  }
  return {Status::kInterrupted, "not run"};
}

}  // namespace

Collected collect_results(const CellGroup& cells, const CellStore& store) {
  const std::vector<CellNode> nodes = cell_graph(cells);
  std::vector<Status> statuses;
  statuses.reserve(nodes.size());
  Collected collected;
  for (const CellNode& node : nodes) {
    std::optional<CellResult> result = store.load(*node.cell);
    if (!result) {
      result = without_result(nodes, statuses, node);
      if (result->status == Status::kInterrupted) ++collected.not_run;
    }
    statuses.push_back(result->status);
    collected.results.add(*node.cell, std::move(*result));
  }
  return collected;
}

}  // namespace zipml
