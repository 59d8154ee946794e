// From a name in a config to the files of a data set.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/data/catalogue/entry.h"
#include "core/data/fetch/package.h"
#include "core/data/fetch/watch.h"
#include "core/data/tables/file_options.h"

namespace zipml {

// Where data may be looked for, in this order, before a download.
struct DataPlaces {
  // --data-dir, ZIPML_DATA_DIR
  std::vector<std::filesystem::path> folders = {};
  std::filesystem::path cache = {};  // written to by downloads
  bool may_download = true;
  PackageTools tools = {};
  // Nothing is fetched but by DataLocator::fetch; MissingData says what it
  // would fetch.
  bool only_look = false;
};

// With DataPlaces::only_look: sets that may be had from the network. Whether
// they are, or a stand-in is taken, only DataLocator::fetch tells.
class MissingData : public UserError {
 public:
  // The sets by name, and a Diagnostic for each.
  MissingData(std::vector<std::string> sets,
              std::vector<Diagnostic> diagnostics)
      : UserError(std::move(diagnostics)), sets_(std::move(sets)) {}

  const std::vector<std::string>& sets() const { return sets_; }

 private:
  std::vector<std::string> sets_;
};

// A data set that is known to be there: what it is, not yet read.
struct DataSource {
  // Of the set that is really there; of a file of one's own its name, without
  // folder and packing.
  std::string name = {};
  // Of a file of one's own: what it was read as, "CSV" or "LIBSVM" or another;
  // otherwise empty.
  std::string own_format = {};
  std::string stand_in_for = {};  // empty, or the set that was asked for
  std::string reason = {};        // why a stand-in was taken
  // Dataset::checksum: the same for the same content, wherever it lies and
  // however it is packed.
  std::string checksum = {};
  std::vector<std::filesystem::path> files = {};  // empty for synthetic sets
  FileOptions options = {};                       // of a file of one's own
};

// Whether a set may be replaced by its stand-in.
enum class StandIns { kAllow, kRefuse };

// Finds the files of sets and fetches those that are missing. Thread-safe.
class DataLocator {
 public:
  // `log` gets a line for each download or stand-in, from the thread that asks
  // for it. `entries` is the table of sets; it must outlive the locator.
  DataLocator(DataPlaces places, std::function<void(const std::string&)> log,
              const std::vector<CatalogueEntry>& entries);
  ~DataLocator();

  // `name`: of the catalogue ("cadata"), or "synthetic-N" for any N from 1 to
  // 100000. Lookup order: folders, cache, download or package, then the
  // catalogue's named stand-ins in the same way. A fetch that failed is not
  // tried again.
  // MissingData. UserError: with what to run when nothing is to be had; a
  // folder that is not there; a folder with some but not all files of the set;
  // a file in the cache that has changed since it was fetched.
  DataSource locate(const std::string& name,
                    StandIns stand_ins = StandIns::kAllow);

  // Fetches a set that is not there, or its stand-in, whatever
  // DataPlaces::only_look; from then on locate() has it, or a stand-in, or says
  // why not, without a look at the network. Sets of different folders of the
  // cache are fetched at the same time by different threads, which all may
  // locate() others meanwhile. Errors as locate(); FetchStopped when `watch`
  // stops it.
  DataSource fetch(const std::string& name, const FetchWatch& watch = {});

  // The same as locate() without fetching and stand-ins; nothing when it is not
  // there, or still being fetched.
  std::optional<DataSource> find(const std::string& name);

  // Whether find() had it before this locator fetched anything: the same answer
  // at any time, whatever is being fetched.
  bool was_here(const std::string& name);

  // Whether the name is one of the catalogue's or of a synthetic set.
  bool knows(const std::string& name) const;

  // The table of sets that it knows.
  const std::vector<CatalogueEntry>& entries() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Whether a name that the catalogue does not know is taken for a file's path:
// one with a '/' or '.', or "-", the standard input.
bool is_data_path(const std::string& name);

}  // namespace zipml
