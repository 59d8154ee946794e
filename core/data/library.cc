#include "core/data/library.h"

#include <fmt/format.h>

#include <deque>
#include <map>
#include <mutex>
#include <utility>

#include "core/data/read_set.h"
#include "core/data/synthetic.h"

namespace zipml {
namespace {

// Sets that stay in memory although nobody holds them: an experiment asks for
// the same sets in each of its cells and grid points.
constexpr std::size_t kKeptBytes = std::size_t{1} << 29;

std::size_t bytes_of(const Dataset& data) {
  return sizeof(float) *
         static_cast<std::size_t>(data.features.size() + data.labels.size());
}

// What a set in memory is known by: all that decides its values.
std::string key_of(const DataSource& source) {
  std::string key =
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}", source.name, source.own_format,
                  source.stand_in_for, source.checksum, source.options.label,
                  source.options.train_rows);
  for (const std::filesystem::path& file : source.files) {
    key += fmt::format("\n{}", file.string());
  }
  return key;
}

Dataset read_source(const DataSource& source,
                    const std::vector<CatalogueEntry>& entries) {
  Dataset data;
  if (!source.own_format.empty()) {
    data = read_own_file(source.files.at(0), source.options);
  } else if (const auto features = synthetic_size(source.name)) {
    data = make_synthetic(*features, synthetic_set(source.name));
  } else {
    data = read_entry(*find_entry(entries, source.name), source.files);
  }
  data.checksum = source.checksum;
  data.stand_in_for = source.stand_in_for;
  return data;
}

}  // namespace

struct DataLibrary::Shared {
  // A slot for each set that was asked for: one thread reads, others wait.
  struct Slot {
    std::mutex reading;
    std::weak_ptr<const Dataset> data;
  };
  std::mutex mutex;  // guards both members below
  std::map<std::string, std::shared_ptr<Slot>> slots;
  std::deque<std::shared_ptr<const Dataset>> kept;

  std::shared_ptr<Slot> slot_of(const std::string& key);
  void keep(const std::shared_ptr<const Dataset>& data);
};

std::shared_ptr<DataLibrary::Shared::Slot> DataLibrary::Shared::slot_of(
    const std::string& key) {
  const std::scoped_lock lock(mutex);
  auto& slot = slots[key];
  if (slot == nullptr) slot = std::make_shared<Slot>();
  return slot;
}

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

DataLibrary::DataLibrary(DataPlaces places,
                         std::function<void(const std::string&)> log,
                         const std::vector<CatalogueEntry>& entries)
    : locator_(std::move(places), std::move(log), entries),
      shared_(std::make_unique<Shared>()) {}

DataLibrary::~DataLibrary() = default;

std::shared_ptr<const Dataset> DataLibrary::load(const DataSource& source) {
  const std::shared_ptr<Shared::Slot> slot = shared_->slot_of(key_of(source));
  const std::scoped_lock reading(slot->reading);
  std::shared_ptr<const Dataset> data = slot->data.lock();
  if (data == nullptr) {
    data = std::make_shared<const Dataset>(read_source(source, entries()));
    slot->data = data;
  }
  shared_->keep(data);
  return data;
}

}  // namespace zipml
