// From a name in a config to a data set in memory.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/data/catalogue/catalogue.h"
#include "core/data/dataset.h"
#include "core/data/fetch/package.h"

namespace zipml {

// Where data may be looked for, in this order, before a download.
struct DataPlaces {
  // --data-dir, ZIPML_DATA_DIR
  std::vector<std::filesystem::path> folders = {};
  std::filesystem::path cache = {};  // written to by downloads
  bool may_download = true;
  PackageTools tools = {};
};

// How a user's own file is read (LIBSVM or CSV, by its ending; .gz and .bz2
// unpack): the label's column of a CSV (name or 0-based number; empty: last),
// and how many of its rows train (0: all).
struct FileOptions {
  std::string label = {};
  Eigen::Index train_rows = 0;

  friend bool operator==(const FileOptions&, const FileOptions&) = default;
};

// A data set that is known to be there: what it is, not yet read.
struct DataSource {
  std::string name = {};          // of the set that is really there
  std::string stand_in_for = {};  // empty, or the set that was asked for
  std::string reason = {};        // why a stand-in was taken
  std::string checksum = {};      // Dataset::checksum
  std::vector<std::filesystem::path> files = {};  // empty for synthetic sets
  FileOptions options = {};
};

// Whether a set may be replaced by its stand-in.
enum class StandIns { kAllow, kRefuse };

// Finds, fetches, reads and keeps data sets. Thread-safe; a set is read once
// and shared while somebody holds it.
class DataLibrary {
 public:
  // `log` gets a line for each download or stand-in. `entries` is the table
  // of sets (a test brings its own); it must outlive the library.
  explicit DataLibrary(
      DataPlaces places,
      std::function<void(const std::string&)> log = [](const std::string&) {},
      const std::vector<CatalogueEntry>& entries = catalogue());
  ~DataLibrary();

  // `name`: of the catalogue ("cadata"), "synthetic-N" for any N from 1 to
  // 100000, or the path of a LIBSVM or CSV file (a name with a '/' or '.').
  // Lookup order: folders, cache, download or package, then the catalogue's
  // named stand-ins in the same way. A fetch that failed is not tried again.
  // `options` are for the user's own files; other sets ignore them.
  // UserError: with what to run when nothing is to be had; a folder that is
  // not there; a folder with some but not all files of the set; a file in the
  // cache that has changed since it was fetched.
  DataSource locate(const std::string& name, const FileOptions& options = {},
                    StandIns stand_ins = StandIns::kAllow);

  // The same without fetching and stand-ins; nothing when it is not there.
  std::optional<DataSource> find(const std::string& name,
                                 const FileOptions& options = {});

  // Reads it (or shares what was read; a few recent sets are kept). UserError:
  // what is wrong where in the file, or that it is not the set of that name
  // (rows, features, first row, SHA-256 of the content where it is known).
  std::shared_ptr<const Dataset> load(const DataSource& source);

  // The table of sets that it knows.
  const std::vector<CatalogueEntry>& entries() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zipml
