#include "core/harness/run/cell_index.h"

#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFirstLine = "zipml cells 1";

}  // namespace

std::optional<FileMark> mark_of(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return FileMark{
      static_cast<std::uintmax_t>(status.st_size),
      status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec};
}

CellIndex::CellIndex(std::filesystem::path file) : file_(std::move(file)) {}

std::optional<CellSummary> CellIndex::find(const std::string& id,
                                           const FileMark& mark) {
  const std::lock_guard lock(mutex_);
  read_locked();
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.mark != mark) {
    return std::nullopt;
  }
  CellSummary summary = found->second.summary;
  summary.file_time = mark.changed;
  return summary;
}

void CellIndex::put(const std::string& id, const FileMark& mark,
                    const CellSummary& summary) {
  const std::lock_guard lock(mutex_);
  read_locked();
  entries_[id] = {mark, summary};
  changed_ = true;
}

void CellIndex::forget(const std::string& id) {
  const std::lock_guard lock(mutex_);
  read_locked();
  if (entries_.erase(id) > 0) changed_ = true;
}

void CellIndex::keep() {
  const std::lock_guard lock(mutex_);
  if (!changed_) return;
  std::string text = std::string(kFirstLine) + '\n';
  for (const auto& [id, entry] : entries_) {
    const CellSummary& cell = entry.summary;
    text += Json::array({id, entry.mark.size, entry.mark.changed,
                         status_name(cell.status), cell.seconds,
                         cell.peak_memory, cell.checksum, cell.reason})
                .dump(-1, ' ', false, Json::error_handler_t::replace);
    text += '\n';
  }
  try {
    write_file_atomically(file_, text);
    changed_ = false;
  } catch (const UserError&) {
    // The next plan reads the files themselves.
  }
}

void CellIndex::read_locked() {
  if (read_) return;
  read_ = true;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file_, ignored)) return;
  std::string text;
  try {
    text = read_file(file_);
  } catch (const UserError&) {
    return;
  }
  std::istringstream lines(text);
  std::string line;
  if (!std::getline(lines, line) || line != kFirstLine) return;
  while (std::getline(lines, line)) {
    try {
      const Json json = Json::parse(line);
      Entry entry{.mark = {json.at(1).get<std::uintmax_t>(),
                           json.at(2).get<std::int64_t>()},
                  .summary = {.file = CellSummary::File::kGood,
                              .status = status_from_name(
                                  json.at(3).get_ref<const std::string&>()),
                              .reason = json.at(7).get<std::string>(),
                              .seconds = json.at(4).get<double>(),
                              .peak_memory = json.at(5).get<std::int64_t>(),
                              .checksum = json.at(6).get<std::string>()}};
      entries_[json.at(0).get<std::string>()] = std::move(entry);
    } catch (const std::exception&) {
      continue;
    }
  }
}

}  // namespace zipml
