// The results of cells on disk: one file each, there whole or not at all; and
// beside them, of cells that have not ended, how far they have come.
//
// Two processes may work in one folder at the same time without a lock: a file
// is written under a name of its own and renamed, readers see the old file or
// the new one, and both writers of a cell write the same result, for a result
// is a function of its cell. At worst a cell is computed twice. The same holds
// of checkpoints: whichever of two is there, going on from it gives that
// result.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/cell.h"

namespace zipml {

class CellIds;
class CellIndex;

// What a cell's file holds.
struct StoredCell {
  CellResult result = {};
  Record measured = {};       // how it was computed (CellStore::save)
  std::string checksum = {};  // SHA-256 of the result
};

// What a plan asks of a cell's file.
struct CellSummary {
  enum class File {
    kMissing,
    kDamaged,  // there, but load() gives nothing
    kGood,
  };
  File file = File::kMissing;
  // Of a good one.
  Status status = Status::kInterrupted;
  std::string reason = {};
  double seconds = 0;            // that it took; 0: not kept
  std::int64_t peak_memory = 0;  // bytes of the process; 0: not kept
  std::string checksum = {};     // SHA-256 of the result
  std::int64_t file_time = 0;    // FileMark::changed of its file
};

// A cell that has a file, as its name says.
struct StoredName {
  std::string id = {};
  std::uintmax_t size = 0;  // bytes
};

// Thread-safe: its state is a cache of identities and of what files hold.
class CellStore {
 public:
  // The folder is made when the first result is saved.
  explicit CellStore(std::filesystem::path folder);

  const std::filesystem::path& folder() const { return folder_; }
  // FOLDER/ID.json
  std::filesystem::path path_of(const Cell& cell) const;
  std::filesystem::path path_of_id(const std::string& id) const;

  // The stored result; nothing when the file is missing, cannot be read, is
  // truncated, altered (its checksum is wrong), of another format, or holds
  // another cell than its name says. Never throws for what is on disk.
  std::optional<StoredCell> load_all(const Cell& cell) const;
  // Its result alone.
  std::optional<CellResult> load(const Cell& cell) const;

  // The same in short, `id` being the cell's. A file that has not changed since
  // it was last looked at (size and time) is not read again, also not by
  // another process once keep_index() was called: that makes plans of thousands
  // of cells quick. Never throws for what is on disk.
  CellSummary look(const Cell& cell, const std::string& id) const;
  // Keeps what look() and save() know, in FOLDER/index, for the next process.
  // It is a cache: where it cannot be written nothing is said.
  void keep_index() const;

  // All results in the folder, whether a plan wants them or not, by id.
  std::vector<StoredName> stored() const;
  // The identity (CellIds::identity) that the file of this id claims; empty
  // when it cannot be read.
  std::string stored_identity(const std::string& id) const;
  // Everything in the file of this id as it is on disk, for people; nothing
  // when there is none that can be trusted.
  std::optional<StoredCell> load_by_id(const std::string& id) const;
  // Removes the result and the checkpoint of this id. UserError when they are
  // there and cannot be removed.
  void remove(const std::string& id) const;

  // Stores the result of a cell, whatever its status; an interrupted one is a
  // bug. `measured` is kept beside the result and decides nothing: by what and
  // when it was computed (study_provenance.h). UserError when it cannot be
  // written.
  void save(const Cell& cell, const CellResult& result,
            const Record& measured) const;

  // What the cell kept (RunContext::keep_checkpoint), in FOLDER/ID.checkpoint;
  // empty when there is nothing, or when the file cannot be trusted
  // (checkpoint_file.h). Never throws for what is on disk.
  std::string load_checkpoint(const Cell& cell) const;
  // In place of an older one. UserError when it cannot be written.
  void save_checkpoint(const Cell& cell, const std::string& bytes) const;
  // Also one that cannot be trusted; nothing when there is none. UserError when
  // it is there and cannot be removed.
  void remove_checkpoint(const Cell& cell) const;

  // Removes what writers that were killed left half-written and that was last
  // changed before `older_than` (choose a time before which no living process
  // can have begun to write); says how many files. Checkpoints that are whole
  // stay, however old.
  std::size_t remove_leftovers(
      std::filesystem::file_time_type older_than) const;

 private:
  std::filesystem::path checkpoint_path(const std::string& id) const;

  std::filesystem::path folder_;
  std::shared_ptr<CellIds> ids_;
  std::shared_ptr<CellIndex> index_;
};

}  // namespace zipml
