#include "core/harness/cell_ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/base/file.h"
#include "core/harness/value_json.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

Json sorted(const Record& record) {
  std::vector<Record::Field> fields(record.begin(), record.end());
  std::sort(fields.begin(), fields.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  Json object = Json::object();
  for (const auto& [name, value] : fields) object[name] = to_json(value);
  return object;
}

}  // namespace

std::string CellIds::identity_locked(const Cell& cell) {
  Json prerequisites = Json::array();
  for (const std::shared_ptr<const Cell>& prerequisite : cell.prerequisites) {
    prerequisites.push_back(id_locked(prerequisite));
  }
  const Json identity{{"experiment", cell.experiment},
                      {"version", cell.version},
                      {"numerics", sorted(cell.numerics)},
                      {"task", cell.task},
                      {"parameters", sorted(cell.parameters)},
                      {"seed", cell.seed},
                      {"repetition", cell.repetition},
                      {"prerequisites", std::move(prerequisites)}};
  return identity.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const std::string& CellIds::id_locked(const std::shared_ptr<const Cell>& cell) {
  auto found = known_.find(cell);
  if (found == known_.end()) {
    std::string id = id_of_identity(identity_locked(*cell));
    found = known_.emplace(cell, std::move(id)).first;
  }
  return found->second;
}

std::string CellIds::identity(const Cell& cell) {
  const std::lock_guard lock(mutex_);
  return identity_locked(cell);
}

std::string CellIds::id(const Cell& cell) {
  return id_of_identity(identity(cell));
}

std::string CellIds::id(const std::shared_ptr<const Cell>& cell) {
  const std::lock_guard lock(mutex_);
  return id_locked(cell);
}

std::string id_of_identity(const std::string& identity) {
  constexpr std::size_t kDigits = 32;
  return sha256(identity).substr(0, kDigits);
}

std::string cell_id(const Cell& cell) { return CellIds().id(cell); }

std::string cell_name(const Cell& cell, const std::string& id) {
  return fmt::format("{}/{} #{} ({})", cell.experiment, cell.task,
                     cell.repetition, id.substr(0, 8));
}

}  // namespace zipml
