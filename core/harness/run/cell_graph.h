// The cells of a study in the order in which they can be run.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/harness/cell.h"

namespace zipml {

struct CellNode {
  std::shared_ptr<const Cell> cell = {};
  std::string id = {};
  // Of the graph, each smaller than the node's own index, in the order of
  // cell->prerequisites.
  std::vector<std::size_t> prerequisites = {};

  // cell_name()
  std::string name() const;
};

// The cells and all that they need, each identity once, prerequisites first,
// otherwise in the given order.
std::vector<CellNode> cell_graph(const CellGroup& cells);

// Why a cell is not run when the prerequisite `node` ended with `status`:
// "its prerequisite failed: toy/tune #0 (1a2b3c4d)".
std::string blocked_reason(const CellNode& node, Status status);

}  // namespace zipml
