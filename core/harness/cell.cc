#include "core/harness/cell.h"

#include <array>
#include <stdexcept>
#include <utility>

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

}  // namespace zipml
