#include "core/data/locator.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
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

// A folder of the cache that this thread fetches into, without the lock.
class FolderOfOne {
 public:
  FolderOfOne(std::set<std::string>& busy, const std::string& folder,
              std::condition_variable& freed,
              std::unique_lock<std::mutex>& lock)
      : busy_(busy), folder_(folder), freed_(freed), lock_(lock) {
    busy_.insert(folder_);
    lock_.unlock();
  }
  ~FolderOfOne() {
    lock_.lock();
    busy_.erase(folder_);
    freed_.notify_all();
  }
  FolderOfOne(const FolderOfOne&) = delete;
  FolderOfOne& operator=(const FolderOfOne&) = delete;

 private:
  std::set<std::string>& busy_;
  const std::string& folder_;
  std::condition_variable& freed_;
  std::unique_lock<std::mutex>& lock_;
};

}  // namespace

struct DataLocator::Impl {
  using Lock = std::unique_lock<std::mutex>;

  DataPlaces places;
  std::function<void(const std::string&)> log;
  const std::vector<CatalogueEntry>& entries;

  // Of what follows; a thread that fetches does not hold it.
  std::mutex lookup = {};
  std::map<std::string, std::string> failed = {};  // set -> why not fetched
  std::set<std::string> announced = {};  // sets whose stand-in was logged
  ContentSums sums;
  // Folders of the cache that are being fetched into: what lies there is not
  // whole yet.
  std::set<std::string> busy = {};
  std::condition_variable freed = {};
  // The sets that were here before the first fetch.
  std::optional<std::set<std::string>> here_before = {};

  std::string checksum_of(const CatalogueEntry& entry, const Paths& files);
  Paths find_in(const CatalogueEntry& entry, const fs::path& folder);
  Paths find_locally(const CatalogueEntry& entry);
  bool may_fetch(const CatalogueEntry& entry) const {
    return !entry.origins.empty() && places.may_download &&
           !places.cache.empty();
  }
  bool is_here(const CatalogueEntry& entry);
  void note_what_is_here();
  Paths fetch_files(const CatalogueEntry& entry, std::string& reason,
                    const FetchWatch& watch, Lock& lock);
  void fetch_from_origins(const CatalogueEntry& entry, std::string& reason,
                          const FetchWatch& watch);
  // From where it lies or from its origins; empty with a reason otherwise.
  // MissingData where `only_look`.
  Paths obtain(const CatalogueEntry& entry, std::string& reason, bool only_look,
               const FetchWatch& watch, Lock& lock);
  DataSource locate(const std::string& name, StandIns stand_ins, bool only_look,
                    const FetchWatch& watch);
  void announce(const DataSource& source);
  DataSource source_of(const CatalogueEntry& entry, const Paths& files);
  std::optional<DataSource> find(const std::string& name);
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
  if (places.cache.empty() || busy.contains(entry.folder)) return {};
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

bool DataLocator::Impl::is_here(const CatalogueEntry& entry) {
  Paths all = places.folders;
  if (!places.cache.empty()) all.push_back(places.cache);
  try {
    return std::any_of(all.begin(), all.end(), [&](const fs::path& folder) {
      return !find_in(entry, folder).empty();
    });
  } catch (const UserError&) {
    return true;  // and broken, as whoever asks for it is told
  }
}

void DataLocator::Impl::note_what_is_here() {
  if (here_before) return;
  std::set<std::string> names;
  for (const CatalogueEntry& entry : entries) {
    if (is_here(entry)) names.insert(entry.name);
  }
  here_before = std::move(names);
}

// Empty with a reason when that does not work out.
Paths DataLocator::Impl::fetch_files(const CatalogueEntry& entry,
                                     std::string& reason,
                                     const FetchWatch& watch, Lock& lock) {
  constexpr std::chrono::milliseconds kPatience{100};
  note_what_is_here();
  while (busy.contains(entry.folder)) {
    if (watch.stops()) throw FetchStopped();
    freed.wait_for(lock, kPatience);
  }
  // Another thread may have done it.
  if (Paths files = find_in(entry, places.cache); !files.empty()) return files;
  if (const auto before = failed.find(entry.name); before != failed.end()) {
    reason = before->second;
    return {};
  }
  {
    const FolderOfOne folder(busy, entry.folder, freed, lock);
    fetch_from_origins(entry, reason, watch);
  }
  if (!reason.empty()) {
    failed[entry.name] = reason;
    return {};
  }
  return find_in(entry, places.cache);
}

// Without the lock; a reason when none has it.
void DataLocator::Impl::fetch_from_origins(const CatalogueEntry& entry,
                                           std::string& reason,
                                           const FetchWatch& watch) {
  std::string problems;
  for (const DataOrigin& origin : entry.origins) {
    try {
      zipml::fetch(entry, origin, entries, places.cache, places.tools, log,
                   watch);
      return;
    } catch (const UserError& error) {
      if (!problems.empty()) problems += "; ";
      problems += first_line(error);
    }
  }
  reason = problems;
}

Paths DataLocator::Impl::obtain(const CatalogueEntry& entry,
                                std::string& reason, bool only_look,
                                const FetchWatch& watch, Lock& lock) {
  Paths files = find_locally(entry);
  if (!files.empty()) return files;
  if (entry.origins.empty()) {
    reason = "no place to fetch it from is known";
  } else if (!may_fetch(entry)) {
    reason = "downloads are off";
  } else if (!only_look) {
    return fetch_files(entry, reason, watch, lock);
  } else if (failed.contains(entry.name)) {
    reason = failed[entry.name];
  } else {
    std::string hint =
        fmt::format("`zipml data get {}` fetches it", entry.name);
    if (!entry.stand_ins.empty()) {
      hint += "; --offline takes a stand-in that is here";
    }
    throw MissingData({entry.name},
                      {Diagnostic{.message = entry.name + " is not here yet",
                                  .hint = std::move(hint)}});
  }
  return {};
}

DataSource DataLocator::Impl::source_of(const CatalogueEntry& entry,
                                        const Paths& files) {
  return {.name = entry.name,
          .checksum = checksum_of(entry, files),
          .files = files};
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
  return impl_->find(name);
}

std::optional<DataSource> DataLocator::Impl::find(const std::string& name) {
  if (const auto features = synthetic_size(name)) {
    return DataSource{
        .name = name,
        .checksum = synthetic_checksum(*features, synthetic_set(name))};
  }
  const CatalogueEntry* entry = find_entry(entries, name);
  if (entry != nullptr) {
    const Paths files = find_locally(*entry);
    if (files.empty()) return std::nullopt;
    return source_of(*entry, files);
  }
  if (name.starts_with("synthetic-")) {
    fail({.message =
              fmt::format("data set \"{}\": a whole number from 1 to {} was "
                          "expected after \"synthetic-\"",
                          name, kSyntheticLargest)});
  }
  fail({.message = fmt::format("data set \"{}\" is not known", name),
        .hint = suggestion(entries, name)});
}

bool DataLocator::was_here(const std::string& name) {
  const std::scoped_lock lock(impl_->lookup);
  if (impl_->here_before && find_entry(impl_->entries, name) != nullptr) {
    return impl_->here_before->contains(name);
  }
  return impl_->find(name).has_value();
}

DataSource DataLocator::locate(const std::string& name, StandIns stand_ins) {
  return impl_->locate(name, stand_ins, impl_->places.only_look, {});
}

DataSource DataLocator::fetch(const std::string& name,
                              const FetchWatch& watch) {
  return impl_->locate(name, StandIns::kAllow, false, watch);
}

DataSource DataLocator::Impl::locate(const std::string& name,
                                     StandIns stand_ins, bool only_look,
                                     const FetchWatch& watch) {
  Lock lock(lookup);
  if (auto found = find(name)) return *found;
  const CatalogueEntry& entry = *find_entry(entries, name);
  std::string why;
  Paths files = obtain(entry, why, only_look, watch, lock);
  if (!files.empty()) return source_of(entry, files);
  std::string reason = fmt::format("{} is not in {}, and cannot be fetched: {}",
                                   name, places_text(), why);
  if (stand_ins == StandIns::kAllow) {
    for (const std::string& stand_in : entry.stand_ins) {
      const CatalogueEntry* other = find_entry(entries, stand_in);
      if (other == nullptr) continue;
      why.clear();
      files = obtain(*other, why, only_look, watch, lock);
      if (files.empty()) {
        reason += fmt::format("; nor can its stand-in {}: {}", stand_in, why);
        continue;
      }
      DataSource source = source_of(*other, files);
      source.stand_in_for = name;
      source.reason = reason;
      announce(source);
      return source;
    }
  }
  fail(
      {.message = reason,
       .hint = fmt::format("run `zipml data get {}` where there is a network, "
                           "or give the folder that has it with --data-dir DIR",
                           name)});
}

// Once, with the reason, which nobody else then needs to tell.
void DataLocator::Impl::announce(const DataSource& source) {
  if (!announced.insert(source.stand_in_for).second) return;
  log(fmt::format("{}; {} stands in for it", source.reason, source.name));
}

bool is_data_path(const std::string& name) {
  return name == kStandardInput ||
         name.find_first_of("/.") != std::string::npos;
}

}  // namespace zipml
