#include "core/data/library.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <new>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/read_set.h"
#include "core/data/readers/byte_source.h"
#include "core/data/shared_values.h"
#include "core/data/synthetic.h"
#include "core/data/tables/own_set.h"
#include "core/data/tables/visit_file_options.h"

namespace zipml {
namespace {

// Sets that stay in memory although nobody holds them: an experiment asks for
// the same sets in each of its cells and grid points.
constexpr std::size_t kKeptBytes = std::size_t{1} << 29;

std::size_t bytes_of(const Dataset& data) {
  return sizeof(double) *
         static_cast<std::size_t>(data.features.size() + data.labels.size());
}

// Of a file of one's own: all that decides its values.
std::string options_key(const FileOptions& options) {
  std::string key;
  visit_file_options([&](const char* name, const auto member) {
    const auto& value = options.*member;
    if constexpr (requires { value.front().size(); }) {
      key += fmt::format("{} {}\n", name, fmt::join(value, "\t"));
    } else {
      key += fmt::format("{} {}\n", name, value);
    }
  });
  return key;
}

// A file as it is now; what changes meanwhile is read again.
std::string file_state(const std::filesystem::path& file) {
  struct stat status {};
  if (is_stream(file) || ::stat(file.c_str(), &status) != 0) return "";
  return fmt::format("{} {} {}.{} {}.{}", status.st_ino, status.st_size,
                     status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                     status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

// What a set in memory is known by.
std::string key_of(const DataSource& source) {
  std::string key = fmt::format("{}\n{}\n{}\n", source.name, source.checksum,
                                source.stand_in_for);
  for (const std::filesystem::path& file : source.files) {
    key += fmt::format("{}\n", file.string());
  }
  return key;
}
std::string own_key(const std::string& file, const FileOptions& options) {
  return fmt::format("{}\n{}\n{}\n{}\n{}", file, file_state(file),
                     file_state(options.labels), file_state(options.test),
                     options_key(options));
}

Dataset read_known(const DataSource& source,
                   const std::vector<CatalogueEntry>& entries) {
  const auto features = synthetic_size(source.name);
  Dataset data =
      features ? make_synthetic(*features, synthetic_set(source.name))
               : read_entry(*find_entry(entries, source.name), source.files);
  data.checksum = source.checksum;
  data.stand_in_for = source.stand_in_for;
  return data;
}

// What the source is instead of pictures with class numbers; empty: it is that.
std::string why_no_images(const DataSource& source,
                          const std::vector<CatalogueEntry>& entries) {
  if (!source.own_format.empty()) {
    return fmt::format(
        "is a file of one's own ({}), and none is read as pictures",
        source.own_format);
  }
  if (const auto features = synthetic_size(source.name)) {
    return fmt::format("is a table of {} random features", *features);
  }
  return why_no_images(*find_entry(entries, source.name));
}

[[noreturn]] void fail_no_images(const std::string& name,
                                 const std::string& found,
                                 const std::vector<CatalogueEntry>& entries) {
  std::vector<std::string> names;
  for (const CatalogueEntry& entry : entries) {
    if (why_no_images(entry).empty()) names.push_back(entry.name);
  }
  fail_in(name, found + "; pictures with their class numbers were expected",
          names.empty()
              ? ""
              : fmt::format("sets of pictures: {}", fmt::join(names, ", ")));
}

Dataset read_own(const std::string& file, const FileOptions& options) {
  try {
    if (!is_stream(file) && !std::filesystem::exists(file)) {
      fail_in(file, "there is no such file");
    }
    ByteSource source(file, Checksum::kYes);
    return read_own_set(source, options);
  } catch (const std::bad_alloc&) {
    fail_in(file, "does not fit in memory as a dense matrix");
  }
}

// For the log: "mine.csv: CSV ..., 60 x 2, classification".
std::vector<std::string> told_of(const Dataset& data) {
  std::vector<std::string> lines;
  lines.push_back(fmt::format(
      "{}: read as {}; {} x {}, {}", data.name, data.format, data.rows(),
      data.feature_count(),
      data.task == Task::kRegression ? "regression" : "classification"));
  for (const std::string& remark : data.remarks) {
    lines.push_back(fmt::format("{}: {}", data.name, remark));
  }
  return lines;
}

}  // namespace

struct DataLibrary::Shared {
  std::function<void(const std::string&)> log;
  SharedValues<Dataset> sets;
  SharedValues<ImageSet> images;
  mutable std::mutex mutex;  // guards all below
  std::deque<std::shared_ptr<const Dataset>> kept;
  // What can be read only once.
  std::vector<std::shared_ptr<const Dataset>> streams;
  std::map<std::string, std::vector<std::string>> told;  // by checksum

  void keep(const std::shared_ptr<const Dataset>& data);
  void keep_stream(const std::shared_ptr<const Dataset>& data);
  // Logs it unless it was told of this content before; the mutex is held.
  void tell_once(const std::string& checksum, const std::string& line);
  void tell(const Dataset& data);
  // One that was read before, or by `read`.
  template <typename Read>
  std::shared_ptr<const Dataset> get(const std::string& key, const Read& read);
};

void DataLibrary::Shared::keep(const std::shared_ptr<const Dataset>& data) {
  const std::scoped_lock lock(mutex);
  std::erase(kept, data);
  if (bytes_of(*data) > kKeptBytes) return;
  kept.push_back(data);
  std::size_t bytes = 0;
  for (const auto& set : kept) bytes += bytes_of(*set);
  while (bytes > kKeptBytes) {
    bytes -= bytes_of(*kept.front());
    kept.pop_front();
  }
}

void DataLibrary::Shared::keep_stream(
    const std::shared_ptr<const Dataset>& data) {
  const std::scoped_lock lock(mutex);
  std::erase(streams, data);
  streams.push_back(data);
}

void DataLibrary::Shared::tell_once(const std::string& checksum,
                                    const std::string& line) {
  std::vector<std::string>& before = told[checksum];
  if (std::find(before.begin(), before.end(), line) != before.end()) return;
  before.push_back(line);
  log(printable(line));
}

void DataLibrary::Shared::tell(const Dataset& data) {
  const std::scoped_lock lock(mutex);
  for (const std::string& line : told_of(data)) tell_once(data.checksum, line);
}

template <typename Read>
std::shared_ptr<const Dataset> DataLibrary::Shared::get(const std::string& key,
                                                        const Read& read) {
  const std::shared_ptr<const Dataset> data = sets.get(key, read);
  keep(data);
  return data;
}

DataLibrary::DataLibrary(DataPlaces places,
                         std::function<void(const std::string&)> log,
                         const std::vector<CatalogueEntry>& entries)
    : locator_(std::move(places), log, entries),
      shared_(std::make_unique<Shared>()) {
  shared_->log = std::move(log);
}

DataLibrary::~DataLibrary() = default;

bool DataLibrary::is_own(const std::string& name) const {
  return !locator_.knows(name) && is_data_path(name);
}

DataSource DataLibrary::own_source(const std::string& name,
                                   const FileOptions& options) {
  DataSource source{
      .name = name, .own_format = "file", .files = {name}, .options = options};
  const std::shared_ptr<const Dataset> data = load(source);
  source.name = data->name;
  source.own_format = data->format.substr(0, data->format.find_first_of(" ,"));
  source.checksum = data->checksum;
  return source;
}

DataSource DataLibrary::locate(const std::string& name,
                               const FileOptions& options, StandIns stand_ins) {
  if (!is_own(name)) return locator_.locate(name, stand_ins);
  DataSource source = own_source(name, options);
  shared_->tell(*load(source));
  return source;
}

std::optional<DataSource> DataLibrary::find(const std::string& name,
                                            const FileOptions& options) {
  if (is_own(name)) return own_source(name, options);
  return locator_.find(name);
}

DataSource DataLibrary::fetch(const std::string& name,
                              const FetchWatch& watch) {
  return is_own(name) ? locate(name) : locator_.fetch(name, watch);
}

bool DataLibrary::was_here(const std::string& name) {
  if (is_own(name)) return find(name).has_value();
  return locator_.was_here(name);
}

std::shared_ptr<const Dataset> DataLibrary::load(const DataSource& source) {
  if (source.own_format.empty()) {
    return shared_->get(key_of(source),
                        [&] { return read_known(source, entries()); });
  }
  const std::string file = source.files.at(0).string();
  const auto data = shared_->get(own_key(file, source.options), [&] {
    return read_own(file, source.options);
  });
  if (is_stream(file)) shared_->keep_stream(data);
  return data;
}

std::shared_ptr<const ImageSet> DataLibrary::load_images(
    const DataSource& source) {
  const std::string found = why_no_images(source, entries());
  if (!found.empty()) fail_no_images(source.name, found, entries());
  return shared_->images.get(key_of(source), [&] {
    ImageSet images =
        read_images(*find_entry(entries(), source.name), source.files);
    images.checksum = source.checksum;
    images.stand_in_for = source.stand_in_for;
    return images;
  });
}

void DataLibrary::tell(const std::string& line) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->tell_once("", line);
}

std::vector<std::string> DataLibrary::remarks_of(
    const std::string& checksum) const {
  const std::scoped_lock lock(shared_->mutex);
  const auto found = shared_->told.find(checksum);
  if (found == shared_->told.end()) return {};
  return found->second;
}

}  // namespace zipml
