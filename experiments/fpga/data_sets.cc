#include "experiments/fpga/data_sets.h"

#include <charconv>

namespace zipml::fpga {
namespace {

// A whole number from 1 to 10^8, and nothing else.
std::optional<std::int64_t> size_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  if (value < 1 || value > 100'000'000) return {};
  return value;
}

}  // namespace

const std::vector<DataSize>& paper_sets() {
  static const std::vector<DataSize> sets = {
      {"synthetic-10", {.samples = 10'000, .features = 10}},
      {"synthetic-100", {.samples = 10'000, .features = 100}},
      {"synthetic-1000", {.samples = 10'000, .features = 1000}},
      {"YearPredictionMSD", {.samples = 463'715, .features = 90}},
      {"cadata", {.samples = 10'000, .features = 8}},
      {"cpusmall", {.samples = 6'000, .features = 12}},
      {"cod-rna", {.samples = 59'535, .features = 8}},
      {"gisette", {.samples = 6'000, .features = 5000}}};
  return sets;
}

std::vector<std::string> paper_set_names() {
  std::vector<std::string> names;
  for (const DataSize& set : paper_sets()) names.push_back(set.name);
  return names;
}

std::optional<DataSize> data_size(const std::string& name) {
  for (const DataSize& set : paper_sets()) {
    if (set.name == name) return set;
  }
  const std::size_t cross = name.find('x');
  if (cross == std::string::npos) return {};
  const std::string_view text = name;
  const auto rows = size_in(text.substr(0, cross));
  const auto features = size_in(text.substr(cross + 1));
  if (!rows || !features) return {};
  return DataSize{name, {.samples = *rows, .features = *features}};
}

bool is_data_size(const std::string& name) {
  return data_size(name).has_value();
}

Workload workload_of(const DataSize& set, const Design& design,
                     std::int64_t bit_serial_batch) {
  Workload work = set.workload;
  if (design.structure == Structure::kBitSerial) {
    work.batch = bit_serial_batch;
    work.samples = (work.samples + work.batch - 1) / work.batch * work.batch;
  }
  return work;
}

}  // namespace zipml::fpga
