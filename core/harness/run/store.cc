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
#include "core/harness/run/cell_index.h"
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
constexpr const char* kIndexName = "index";
constexpr std::size_t kIdDigits = 32;

// Whether it is what write_file_atomically calls a file of a cell until it is
// whole: the final name, a point and six letters.
bool is_half_written(std::string_view name) {
  const std::string index = std::string(kIndexName) + '.';
  if (name.starts_with(index) && name.size() == index.size() + 6) return true;
  constexpr std::array kEndings{kResultEnding, kCheckpointEnding};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](const char* ending) {
    const std::string middle = std::string(ending) + '.';
    return name.size() == kIdDigits + middle.size() + 6 &&
           name.substr(kIdDigits, middle.size()) == middle;
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

// What the file holds; nothing when it cannot be trusted. `identity`, unless it
// is empty, is the one that it must have.
std::optional<StoredCell> read_result(const std::filesystem::path& path,
                                      const std::string& identity) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  try {
    const Json file = parse_stored_json(read_file(path));
    if (file.at("format") != kFormat) return std::nullopt;
    const std::string own = one_line(file.at("cell"));
    const bool is_right = identity.empty()
                              ? id_of_identity(own) == path.stem().string()
                              : own == identity;
    if (!is_right) return std::nullopt;
    const Json& json = file.at("result");
    std::string checksum = sha256(one_line(json));
    if (file.at("sha256") != checksum) return std::nullopt;
    CellResult result = result_from_json(json);
    if (result.status == Status::kInterrupted) return std::nullopt;
    return StoredCell{std::move(result), record_from_json(file.at("measured")),
                      std::move(checksum)};
  } catch (const std::exception&) {
    // Not JSON, not our JSON, or not readable: the cell is run again.
    return std::nullopt;
  }
}

CellSummary summary_of(const CellResult& result, const Record& measured,
                       std::string checksum) {
  CellSummary summary{.file = CellSummary::File::kGood,
                      .status = result.status,
                      .reason = result.reason,
                      .checksum = std::move(checksum)};
  const Value* seconds = measured.find("seconds");
  if (seconds != nullptr) summary.seconds = seconds->number();
  const Value* memory = measured.find("peak_memory");
  if (memory != nullptr) summary.peak_memory = memory->integer();
  return summary;
}

}  // namespace

CellStore::CellStore(std::filesystem::path folder)
    : folder_(std::move(folder)),
      ids_(std::make_shared<CellIds>()),
      index_(std::make_shared<CellIndex>(folder_ / kIndexName)) {}

std::filesystem::path CellStore::path_of(const Cell& cell) const {
  return path_of_id(ids_->id(cell));
}

std::filesystem::path CellStore::path_of_id(const std::string& id) const {
  return folder_ / (id + kResultEnding);
}

std::filesystem::path CellStore::checkpoint_path(const std::string& id) const {
  return folder_ / (id + kCheckpointEnding);
}

std::optional<StoredCell> CellStore::load_all(const Cell& cell) const {
  const std::string identity = ids_->identity(cell);
  const std::string id = id_of_identity(identity);
  std::optional<StoredCell> stored = read_result(path_of_id(id), identity);
  // Whatever was known of it: the next plan is to see that it is damaged.
  if (!stored) index_->forget(id);
  return stored;
}

std::optional<CellResult> CellStore::load(const Cell& cell) const {
  std::optional<StoredCell> stored = load_all(cell);
  if (!stored) return std::nullopt;
  return std::move(stored->result);
}

CellSummary CellStore::look(const Cell& cell, const std::string& id) const {
  const std::filesystem::path path = path_of_id(id);
  const std::optional<FileMark> mark = mark_of(path);
  if (!mark) return {};
  if (std::optional<CellSummary> known = index_->find(id, *mark)) {
    return *std::move(known);
  }
  std::optional<StoredCell> stored = load_all(cell);
  if (!stored) return {.file = CellSummary::File::kDamaged};
  try {
    CellSummary summary = summary_of(stored->result, stored->measured,
                                     std::move(stored->checksum));
    summary.file_time = mark->changed;
    index_->put(id, *mark, summary);
    return summary;
  } catch (const std::exception&) {
    // How it was measured is of other types than ours.
    return {.file = CellSummary::File::kDamaged};
  }
}

void CellStore::keep_index() const { index_->keep(); }

std::vector<StoredName> CellStore::stored() const {
  std::vector<StoredName> names;
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator(folder_, error)) {
    const std::filesystem::path& path = entry.path();
    if (path.extension() != kResultEnding) continue;
    if (path.stem().string().size() != kIdDigits) continue;
    std::error_code gone;
    const std::uintmax_t size = entry.file_size(gone);
    if (!gone) names.push_back({path.stem().string(), size});
  }
  std::sort(names.begin(), names.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  return names;
}

std::string CellStore::stored_identity(const std::string& id) const {
  try {
    const std::string text = read_file(path_of_id(id));
    constexpr std::string_view kBefore = "\n\"cell\": ";
    const std::size_t begin = text.find(kBefore);
    if (begin == std::string::npos) return "";
    const std::size_t end = text.find(",\n", begin + kBefore.size());
    if (end == std::string::npos) return "";
    const std::size_t from = begin + kBefore.size();
    std::string identity = text.substr(from, end - from);
    return id_of_identity(identity) == id ? identity : "";
  } catch (const UserError&) {
    return "";
  }
}

std::optional<StoredCell> CellStore::load_by_id(const std::string& id) const {
  return read_result(path_of_id(id), "");
}

void CellStore::remove(const std::string& id) const {
  for (const auto& path : {path_of_id(id), checkpoint_path(id)}) {
    std::error_code error;
    std::filesystem::remove(path, error);
    if (error) fail_in(path, "cannot be removed: " + error.message());
  }
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
  const std::string checksum = sha256(text);
  file += ",\n\"sha256\": \"" + checksum;
  file += "\",\n\"measured\": " + one_line(to_json(measured)) + "\n}\n";
  const std::string id = id_of_identity(identity);
  const std::filesystem::path path = path_of_id(id);
  write_file_atomically(path, file);
  if (const auto mark = mark_of(path)) {
    index_->put(id, *mark, summary_of(result, measured, checksum));
  }
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
