// What the files of cells hold, in one file beside them: a plan of thousands of
// cells reads it in place of them all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/harness/run/store.h"

namespace zipml {

// What changes when a file does.
struct FileMark {
  std::uintmax_t size = 0;   // bytes
  std::int64_t changed = 0;  // nanoseconds of the file system's clock

  friend bool operator==(const FileMark&, const FileMark&) = default;
};

// Of a regular file; nothing when there is none.
std::optional<FileMark> mark_of(const std::filesystem::path& path);

// Thread-safe. A line of the file that cannot be read counts as not there.
class CellIndex {
 public:
  // The file is read when something is looked for.
  explicit CellIndex(std::filesystem::path file);

  // What is known of the cell's file, if that still has this mark.
  std::optional<CellSummary> find(const std::string& id, const FileMark& mark);
  // Of a good file.
  void put(const std::string& id, const FileMark& mark,
           const CellSummary& summary);
  // What is known of the cell's file.
  void forget(const std::string& id);
  // Writes what has changed; nothing when it cannot be written.
  void keep();

 private:
  struct Entry {
    FileMark mark;
    CellSummary summary;
  };

  void read_locked();

  std::filesystem::path file_;
  std::mutex mutex_;
  bool read_ = false;
  bool changed_ = false;
  std::map<std::string, Entry> entries_;
};

}  // namespace zipml
