#include "core/harness/run/store.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <nlohmann/json.hpp>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/harness/cell_ids.h"
#include "core/harness/run/checkpoint_file.h"
#include "core/harness/value_json.h"
#include "core/json/text.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

// Of the file; a file with another one counts as not there.
constexpr int kFormat = 1;

constexpr const char* kResultEnding = ".json";
constexpr const char* kCheckpointEnding = ".checkpoint";

// Whether it is what write_file_atomically calls a file of a cell until it is
// whole: the final name, a point and six letters.
bool is_half_written(std::string_view name) {
  constexpr std::size_t kId = 32;
  constexpr std::array kEndings{kResultEnding, kCheckpointEnding};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](const char* ending) {
    const std::string middle = std::string(ending) + '.';
    return name.size() == kId + middle.size() + 6 &&
           name.substr(kId, middle.size()) == middle;
  });
}

// Bytes that are not UTF-8 (of an error message, say) are replaced: a result
// must be storable whatever it says.
std::string one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json result_to_json(const CellResult& result) {
  Json rows = Json::array();
  for (const Record& row : result.rows) rows.push_back(to_json(row));
  return {{"status", status_name(result.status)},
          {"reason", result.reason},
          {"values", to_json(result.values)},
          {"rows", std::move(rows)}};
}

CellResult result_from_json(const Json& json) {
  CellResult result;
  result.status =
      status_from_name(json.at("status").get_ref<const std::string&>());
  result.reason = json.at("reason").get<std::string>();
  result.values = record_from_json(json.at("values"));
  for (const Json& row : json.at("rows")) {
    result.rows.push_back(record_from_json(row));
  }
  return result;
}

}  // namespace

CellStore::CellStore(std::filesystem::path folder)
    : folder_(std::move(folder)), ids_(std::make_shared<CellIds>()) {}

std::filesystem::path CellStore::path_of(const Cell& cell) const {
  return folder_ / (ids_->id(cell) + kResultEnding);
}

std::filesystem::path CellStore::checkpoint_path(const std::string& id) const {
  return folder_ / (id + kCheckpointEnding);
}

std::optional<StoredCell> CellStore::load_all(const Cell& cell) const {
  const std::string identity = ids_->identity(cell);
  const std::filesystem::path path =
      folder_ / (id_of_identity(identity) + kResultEnding);
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  try {
    const Json file = parse_stored_json(read_file(path));
    if (file.at("format") != kFormat) return std::nullopt;
    if (one_line(file.at("cell")) != identity) return std::nullopt;
    const Json& json = file.at("result");
    if (file.at("sha256") != sha256(one_line(json))) return std::nullopt;
    CellResult result = result_from_json(json);
    if (result.status == Status::kInterrupted) return std::nullopt;
    return StoredCell{std::move(result), record_from_json(file.at("measured"))};
  } catch (const std::exception&) {
    // Not JSON, not our JSON, or not readable: the cell is run again.
    return std::nullopt;
  }
}

std::optional<CellResult> CellStore::load(const Cell& cell) const {
  std::optional<StoredCell> stored = load_all(cell);
  if (!stored) return std::nullopt;
  return std::move(stored->result);
}

void CellStore::save(const Cell& cell, const CellResult& result,
                     const Record& measured) const {
  assert(result.status != Status::kInterrupted);
  const std::string identity = ids_->identity(cell);
  const std::string text = one_line(result_to_json(result));
  // A member a line: short to look through, and `grep` finds one cell.
  std::string file = "{\n\"format\": " + std::to_string(kFormat);
  file += ",\n\"cell\": " + identity;
  file += ",\n\"result\": " + text;
  file += ",\n\"sha256\": \"" + sha256(text);
  file += "\",\n\"measured\": " + one_line(to_json(measured)) + "\n}\n";
  write_file_atomically(folder_ / (id_of_identity(identity) + kResultEnding),
                        file);
}

std::string CellStore::load_checkpoint(const Cell& cell) const {
  const std::string id = ids_->id(cell);
  return read_checkpoint_file(checkpoint_path(id), id);
}

void CellStore::save_checkpoint(const Cell& cell,
                                const std::string& bytes) const {
  const std::string id = ids_->id(cell);
  write_checkpoint_file(checkpoint_path(id), id, bytes);
}

void CellStore::remove_checkpoint(const Cell& cell) const {
  const std::filesystem::path path = checkpoint_path(ids_->id(cell));
  std::error_code error;
  // Looked for first: a folder that is read-only refuses to remove even what
  // it does not have.
  if (std::filesystem::symlink_status(path, error).type() ==
      std::filesystem::file_type::not_found) {
    return;
  }
  std::filesystem::remove(path, error);
  if (error) fail_in(path, "cannot be removed: " + error.message());
}

std::size_t CellStore::remove_leftovers(
    std::filesystem::file_time_type older_than) const {
  std::size_t removed = 0;
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator(folder_, error)) {
    if (!is_half_written(entry.path().filename().string())) continue;
    const auto changed = entry.last_write_time(error);
    if (error || changed >= older_than) continue;
    if (std::filesystem::remove(entry.path(), error)) ++removed;
  }
  return removed;
}

}  // namespace zipml
