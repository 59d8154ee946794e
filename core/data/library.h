// From a name in a config to a data set in memory, shared by those who use it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/catalogue/catalogue.h"
#include "core/data/dataset.h"
#include "core/data/image_set.h"
#include "core/data/locator.h"

namespace zipml {

// Finds, fetches, reads and keeps data sets. Thread-safe; a set is read once
// and shared while somebody holds it.
class DataLibrary {
 public:
  // As for DataLocator (a test brings its own `entries`).
  explicit DataLibrary(
      DataPlaces places,
      std::function<void(const std::string&)> log = [](const std::string&) {},
      const std::vector<CatalogueEntry>& entries = catalogue());
  ~DataLibrary();

  // DataLocator::locate, or the file of one's own at the path `name` ("-": the
  // standard input), which is read as `options` say. What was decided of it is
  // logged, once. UserError besides: what is wrong where in the file.
  DataSource locate(const std::string& name, const FileOptions& options = {},
                    StandIns stand_ins = StandIns::kAllow);

  // The same without fetching, stand-ins and the log; nothing when a known set
  // is not there.
  std::optional<DataSource> find(const std::string& name,
                                 const FileOptions& options = {});

  // Reads it (or shares what was read; a few recent sets are kept). UserError:
  // what is wrong where in the file, or that it is not the set of that name
  // (rows, features, first row, SHA-256 of the content where it is known).
  std::shared_ptr<const Dataset> load(const DataSource& source);

  // The same of a set of pictures with their class numbers, as bytes; it is
  // kept only while somebody holds it. UserError besides: what the source is
  // where it is no such set. A file of one's own never is.
  std::shared_ptr<const ImageSet> load_images(const DataSource& source);

  // Logs a line, once.
  void tell(const std::string& line);

  // What was decided of the files of one's own that have this checksum, in the
  // words of Dataset::remarks; empty for other sets.
  std::vector<std::string> remarks_of(const std::string& checksum) const;

  // DataLocator::fetch; of a file of one's own locate().
  DataSource fetch(const std::string& name, const FetchWatch& watch = {});

  // Whether a file of one's own is there, or a known set was before anything
  // was fetched (DataLocator::was_here).
  bool was_here(const std::string& name);

  // The table of sets that it knows.
  const std::vector<CatalogueEntry>& entries() const {
    return locator_.entries();
  }

 private:
  struct Shared;
  bool is_own(const std::string& name) const;
  DataSource own_source(const std::string& name, const FileOptions& options);
  DataLocator locator_;
  std::unique_ptr<Shared> shared_;
};

}  // namespace zipml
