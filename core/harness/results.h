// The results of a plan's cells, by identity.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/harness/cell.h"

namespace zipml {

class CellIds;

class Results {
 public:
  Results();
  // Replaces an earlier result of the same cell.
  void add(const Cell& cell, CellResult result);
  // The result; std::out_of_range when the cell was not run. The reference
  // holds until the result is replaced.
  const CellResult& of(const Cell& cell) const;
  const CellResult& of(const std::shared_ptr<const Cell>& cell) const;

 private:
  const CellResult& of(const Cell& cell, const std::string& id) const;

  // Remembers the identities of shared cells; itself thread-safe.
  std::shared_ptr<CellIds> ids_;
  std::map<std::string, CellResult> by_id_;
};

}  // namespace zipml
