// A cell in words.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/harness/run/cell_graph.h"

namespace zipml {

// What a cell calls its data: the set that was really there, or the only name;
// null when it has none.
const Value* data_name(const Record& parameters);

// Says of each cell what tells it from the others of its task: the parameters
// that are not the same in all of them. Checksums are left out, and so is what
// one of those that are named decides alone.
class CellWords {
 public:
  explicit CellWords(std::span<const CellNode> cells);

  // "train: set = cadata, bits = 4"; "tune" where there is nothing to tell.
  std::string of(const Cell& cell) const;
  // The same with the repetition: "train: set = cadata, bits = 4, #2".
  std::string with_repetition(const Cell& cell) const;

 private:
  // By task: the names of parameters ("seed" too) that differ, in the cell's
  // order.
  std::map<std::string, std::vector<std::string>> told_;
};

}  // namespace zipml
