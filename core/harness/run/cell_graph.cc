#include "core/harness/run/cell_graph.h"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

#include "core/harness/cell_ids.h"

namespace zipml {
namespace {

class Builder {
 public:
  // The index of the cell's node, made if it is new.
  std::size_t add(const std::shared_ptr<const Cell>& cell) {
    const auto visited = by_address_.find(cell);
    if (visited != by_address_.end()) return visited->second;
    std::string id = ids_.id(cell);
    const auto same = by_id_.find(id);
    if (same != by_id_.end()) {
      by_address_.emplace(cell, same->second);
      return same->second;
    }

    CellNode node{cell, std::move(id)};
    node.prerequisites.reserve(cell->prerequisites.size());
    for (const auto& prerequisite : cell->prerequisites) {
      node.prerequisites.push_back(add(prerequisite));
    }
    const std::size_t index = nodes_.size();
    by_address_.emplace(cell, index);
    by_id_.emplace(node.id, index);
    nodes_.push_back(std::move(node));
    return index;
  }

  std::vector<CellNode> take() { return std::move(nodes_); }

 private:
  CellIds ids_;
  std::vector<CellNode> nodes_;
  // Spares hashing a cell again that many others need.
  std::unordered_map<std::shared_ptr<const Cell>, std::size_t> by_address_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

std::string_view past_tense(Status status) {
  switch (status) {
    case Status::kOk:
      return "is done";
    case Status::kDiverged:
      return "diverged";
    case Status::kTimeout:
      return "timed out";
    case Status::kSkipped:
      return "was skipped";
    case Status::kFailed:
      return "failed";
    case Status::kInterrupted:
      break;
  }
  return "was not run";
}

}  // namespace

std::string CellNode::name() const { return cell_name(*cell, id); }

std::vector<CellNode> cell_graph(const CellGroup& cells) {
  Builder builder;
  for (const auto& cell : cells) builder.add(cell);
  return builder.take();
}

std::string blocked_reason(const CellNode& node, Status status) {
  return fmt::format("its prerequisite {}: {}", past_tense(status),
                     node.name());
}

}  // namespace zipml
