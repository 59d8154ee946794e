#include "core/harness/results.h"

#include <stdexcept>
#include <utility>

#include "core/harness/cell_ids.h"

namespace zipml {

Results::Results() : ids_(std::make_shared<CellIds>()) {}

void Results::add(const Cell& cell, CellResult result) {
  by_id_.insert_or_assign(ids_->id(cell), std::move(result));
}

const CellResult& Results::of(const Cell& cell) const {
  return of(cell, ids_->id(cell));
}

const CellResult& Results::of(const std::shared_ptr<const Cell>& cell) const {
  return of(*cell, ids_->id(cell));
}

const CellResult& Results::of(const Cell& cell, const std::string& id) const {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) {
    throw std::out_of_range("no result of " + cell_name(cell, id));
  }
  return found->second;
}

}  // namespace zipml
