// From a name in a config to a data set in memory, shared by those who use it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/catalogue/catalogue.h"
#include "core/data/dataset.h"
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

  // DataLocator::locate.
  DataSource locate(const std::string& name, const FileOptions& options = {},
                    StandIns stand_ins = StandIns::kAllow) {
    return locator_.locate(name, options, stand_ins);
  }

  // DataLocator::find.
  std::optional<DataSource> find(const std::string& name,
                                 const FileOptions& options = {}) {
    return locator_.find(name, options);
  }

  // Reads it (or shares what was read; a few recent sets are kept). UserError:
  // what is wrong where in the file, or that it is not the set of that name
  // (rows, features, first row, SHA-256 of the content where it is known).
  std::shared_ptr<const Dataset> load(const DataSource& source);

  // The table of sets that it knows.
  const std::vector<CatalogueEntry>& entries() const {
    return locator_.entries();
  }

 private:
  struct Shared;
  DataLocator locator_;
  std::unique_ptr<Shared> shared_;
};

}  // namespace zipml
