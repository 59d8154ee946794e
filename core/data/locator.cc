#include "core/data/locator.h"

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/catalogue/catalogue.h"
#include "core/data/content_sums.h"
#include "core/data/fetch/fetch.h"
#include "core/data/readers/byte_source.h"
#include "core/data/synthetic.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;

using Paths = std::vector<fs::path>;

// The first line of what went wrong.
std::string first_line(const UserError& error) {
  const std::string text = error.what();
  return text.substr(0, text.find('\n'));
}

// The names that a file may have: some unpackers write
// "train-images.idx3-ubyte" for "train-images-idx3-ubyte".
std::vector<std::string> spellings(const DataFile& file) {
  std::vector<std::string> names;
  for (const std::string& name : file.names) {
    names.push_back(name);
    const std::size_t mark = name.find("-idx");
    if (mark != std::string::npos) {
      names.push_back(std::string(name).replace(mark, 1, "."));
    }
  }
  return names;
}

// A folder may have the name of a file: it is where that set's files lie.
fs::path find_file(const fs::path& folder, const DataFile& file) {
  for (const std::string& name : spellings(file)) {
    for (const char* packing : {"", ".gz", ".bz2", ".xz", ".zst", ".zip"}) {
      const fs::path path = folder / (name + packing);
      if (fs::exists(path) && !fs::is_directory(path)) return path;
    }
  }
  return {};
}

// Where the checksums of large files are kept.
fs::path kept_sums(const fs::path& cache) {
  return cache.empty() ? fs::path() : cache / "checksums";
}

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

// "mnist" is meant to be MNIST, however far that is in edits.
std::string suggestion(const std::vector<CatalogueEntry>& entries,
                       const std::string& name) {
  std::vector<std::string> known;
  for (const CatalogueEntry& entry : entries) {
    if (lower_case(entry.name) == lower_case(name)) {
      return fmt::format("did you mean \"{}\"?", entry.name);
    }
    known.push_back(entry.name);
  }
  const std::string near = did_you_mean(name, known);
  return near.empty() ? "`zipml data list` names the sets; "
                        "a file is given by its path"
                      : near;
}

}  // namespace

struct DataLocator::Impl {
  DataPlaces places;
  std::function<void(const std::string&)> log;
  const std::vector<CatalogueEntry>& entries;

  // One lookup or fetch at a time.
  std::mutex lookup = {};
  std::map<std::string, std::string> failed = {};  // set -> why not fetched
  std::set<std::string> announced = {};  // sets whose stand-in was logged
  ContentSums sums;

  std::string checksum_of(const CatalogueEntry& entry, const Paths& files);
  Paths find_in(const CatalogueEntry& entry, const fs::path& folder);
  Paths find_locally(const CatalogueEntry& entry);
  Paths fetch_files(const CatalogueEntry& entry, std::string& reason);
  // From where it lies or from its origins; empty with a reason otherwise.
  Paths obtain(const CatalogueEntry& entry, std::string& reason) {
    Paths files = find_locally(entry);
    return files.empty() ? fetch_files(entry, reason) : files;
  }
  DataSource source_of(const CatalogueEntry& entry, const Paths& files);
  void refuse_to_fetch(const CatalogueEntry& entry) const;
  std::string places_text() const;
};

std::string DataLocator::Impl::checksum_of(const CatalogueEntry& entry,
                                           const Paths& files) {
  const std::string derived = recipe_text(entry);
  if (files.size() == 1 && derived.empty()) return sums.of_content(files[0]);
  std::string text;
  for (const fs::path& file : files) {
    text += fmt::format("{}\n", sums.of_content(file));
  }
  return sha256(text + derived);
}

// All the set's files, or none. Throws when some are there and some not.
Paths DataLocator::Impl::find_in(const CatalogueEntry& entry,
                                 const fs::path& folder) {
  Paths files;
  const DataFile* missing = nullptr;
  for (const DataFile& file : entry.files) {
    fs::path found = find_file(folder / entry.folder, file);
    if (found.empty() && !entry.only_in_folder) {
      found = find_file(folder, file);
    }
    if (found.empty()) {
      missing = &file;
    } else {
      files.push_back(found);
    }
  }
  if (missing == nullptr) return files;
  // What a broken-off download left in the cache is fetched to the end.
  if (files.empty() || folder == places.cache) return {};
  fail_in(folder, fmt::format("holds {} but not {}, another file of {}",
                              files.front().filename().string(),
                              missing->names.front(), entry.name));
}

Paths DataLocator::Impl::find_locally(const CatalogueEntry& entry) {
  for (const fs::path& folder : places.folders) {
    if (!fs::is_directory(folder)) {
      fail_in(folder, "there is no such folder",
              "it was given as a place for data");
    }
    Paths files = find_in(entry, folder);
    if (!files.empty()) return files;
  }
  if (places.cache.empty()) return {};
  Paths files = find_in(entry, places.cache);
  for (const fs::path& file : files) {
    const std::string recorded = recorded_sha256(file);
    if (!recorded.empty() && sums.of_bytes(file) != recorded) {
      fail_in(file,
              fmt::format("has changed since it was fetched: "
                          "its SHA-256 is {}, {} was recorded",
                          sums.of_bytes(file), recorded),
              "remove it to fetch it again");
    }
  }
  return files;
}

// Empty with a reason when that does not work out.
Paths DataLocator::Impl::fetch_files(const CatalogueEntry& entry,
                                     std::string& reason) {
  if (entry.origins.empty()) {
    reason = "no place to fetch it from is known";
    return {};
  }
  if (!places.may_download || places.cache.empty()) {
    reason = "downloads are off";
    return {};
  }
  const auto before = failed.find(entry.name);
  if (before != failed.end()) {
    reason = before->second;
    return {};
  }
  for (const DataOrigin& origin : entry.origins) {
    try {
      fetch(entry, origin, entries, places.cache, places.tools, log);
      return find_in(entry, places.cache);
    } catch (const UserError& error) {
      if (!reason.empty()) reason += "; ";
      reason += first_line(error);
    }
  }
  log(fmt::format("{}: cannot be fetched: {}", entry.name, reason));
  failed[entry.name] = reason;
  return {};
}

DataSource DataLocator::Impl::source_of(const CatalogueEntry& entry,
                                        const Paths& files) {
  return {.name = entry.name,
          .checksum = checksum_of(entry, files),
          .files = files};
}

// Returns where a run would not fetch it either.
void DataLocator::Impl::refuse_to_fetch(const CatalogueEntry& entry) const {
  if (entry.origins.empty() || !places.may_download || places.cache.empty()) {
    return;
  }
  std::string hint = fmt::format("`zipml data get {}` fetches it", entry.name);
  if (!entry.stand_ins.empty()) {
    hint += "; --offline takes a stand-in that is here";
  }
  throw MissingData(Diagnostic{.message = entry.name + " is not here yet",
                               .hint = std::move(hint)});
}

std::string DataLocator::Impl::places_text() const {
  std::string text;
  for (const fs::path& folder : places.folders) {
    text += fmt::format("{}, ", folder.string());
  }
  if (places.cache.empty()) return text + "a cache (none was given)";
  return fmt::format("{}the cache {}", text, places.cache.string());
}

DataLocator::DataLocator(DataPlaces places,
                         std::function<void(const std::string&)> log,
                         const std::vector<CatalogueEntry>& entries)
    : impl_(new Impl{.places = places,
                     .log = std::move(log),
                     .entries = entries,
                     .sums = ContentSums(kept_sums(places.cache))}) {}

DataLocator::~DataLocator() = default;

const std::vector<CatalogueEntry>& DataLocator::entries() const {
  return impl_->entries;
}

bool DataLocator::knows(const std::string& name) const {
  return synthetic_size(name).has_value() ||
         find_entry(impl_->entries, name) != nullptr;
}

std::optional<DataSource> DataLocator::find(const std::string& name) {
  const std::scoped_lock lock(impl_->lookup);
  if (const auto features = synthetic_size(name)) {
    return DataSource{
        .name = name,
        .checksum = synthetic_checksum(*features, synthetic_set(name))};
  }
  const CatalogueEntry* entry = find_entry(impl_->entries, name);
  if (entry != nullptr) {
    const Paths files = impl_->find_locally(*entry);
    if (files.empty()) return std::nullopt;
    return impl_->source_of(*entry, files);
  }
  if (name.starts_with("synthetic-")) {
    fail({.message =
              fmt::format("data set \"{}\": a whole number from 1 to {} was "
                          "expected after \"synthetic-\"",
                          name, kSyntheticLargest)});
  }
  fail({.message = fmt::format("data set \"{}\" is not known", name),
        .hint = suggestion(impl_->entries, name)});
}

DataSource DataLocator::locate(const std::string& name, StandIns stand_ins) {
  if (auto found = find(name)) return *found;
  const CatalogueEntry& entry = *find_entry(impl_->entries, name);
  const std::scoped_lock lock(impl_->lookup);
  if (impl_->places.only_look) impl_->refuse_to_fetch(entry);
  std::string why;
  Paths files = impl_->obtain(entry, why);
  if (!files.empty()) return impl_->source_of(entry, files);
  std::string reason = fmt::format("{} is not in {}, and cannot be fetched: {}",
                                   name, impl_->places_text(), why);
  if (stand_ins == StandIns::kAllow) {
    for (const std::string& stand_in : entry.stand_ins) {
      const CatalogueEntry* other = find_entry(impl_->entries, stand_in);
      if (other == nullptr) continue;
      why.clear();
      files = impl_->obtain(*other, why);
      if (files.empty()) {
        reason += fmt::format("; nor can its stand-in {}: {}", stand_in, why);
        continue;
      }
      DataSource source = impl_->source_of(*other, files);
      source.stand_in_for = name;
      source.reason = reason;
      if (impl_->announced.insert(name).second) {
        impl_->log(fmt::format("{}: {} stands in for it", name, stand_in));
      }
      return source;
    }
  }
  fail(
      {.message = reason,
       .hint = fmt::format("run `zipml data get {}` where there is a network, "
                           "or give the folder that has it with --data-dir DIR",
                           name)});
}

bool is_data_path(const std::string& name) {
  return name == kStandardInput ||
         name.find_first_of("/.") != std::string::npos;
}

}  // namespace zipml
