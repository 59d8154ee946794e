#include <array>
#include <stdexcept>
#include <utility>

#include "core/harness/cell_ids.h"
#include "core/harness/experiment.h"

namespace zipml {
namespace {

constexpr std::array<std::pair<Status, std::string_view>, 6> kStatusNames{{
    {Status::kOk, "ok"},
    {Status::kDiverged, "diverged"},
    {Status::kTimeout, "timeout"},
    {Status::kSkipped, "skipped"},
    {Status::kFailed, "failed"},
    {Status::kInterrupted, "interrupted"},
}};

}  // namespace

std::string_view status_name(Status status) {
  for (const auto& [candidate, name] : kStatusNames) {
    if (candidate == status) return name;
  }
  throw std::logic_error("not a status");
}

Status status_from_name(std::string_view name) {
  for (const auto& [status, candidate] : kStatusNames) {
    if (candidate == name) return status;
  }
  throw std::runtime_error("unknown status: " + std::string(name));
}

Results::Results() : ids_(std::make_shared<CellIds>()) {}

void Results::add(const Cell& cell, CellResult result) {
  by_id_.insert_or_assign(ids_->id(cell), std::move(result));
}

const CellResult& Results::of(const Cell& cell) const {
  const std::string id = ids_->id(cell);
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) {
    throw std::out_of_range("no result of " + cell_name(cell, id));
  }
  return found->second;
}

}  // namespace zipml
