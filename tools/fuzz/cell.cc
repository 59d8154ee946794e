#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/harness/cell_ids.h"
#include "core/harness/run/store.h"
#include "core/harness/value_json.h"
#include "tools/fuzz/check.h"
#include "tools/fuzz/memory_file.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {
namespace {

using Json = nlohmann::ordered_json;

Cell example_cell() {
  return {.experiment = "fuzz",
          .task = "train",
          .parameters = {{"bits", 3}, {"step_size", 0.1}},
          .seed = 1};
}

// A cell's file around a result, with the checksum that belongs to it: bytes
// alone would hardly ever have the right one.
std::string file_of(std::string_view result) {
  const Json json = Json::parse(result, nullptr, false);
  if (json.is_discarded()) return std::string(result);
  const std::string text =
      json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return "{\"format\": 1, \"cell\": " + CellIds().identity(example_cell()) +
         ", \"result\": " + text + ", \"sha256\": \"" + sha256(text) +
         "\", \"measured\": {}}";
}

std::string words_of(const StoredCell& stored) {
  std::string text = stored.result.reason +
                     to_json(stored.result.values)
                         .dump(-1, ' ', false, Json::error_handler_t::replace);
  for (const Record& row : stored.result.rows) {
    text += to_json(row).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return text;
}

}  // namespace

// A file as it lies, or, where the first byte is odd, the result in one.
void read_cell_file(std::string_view bytes) {
  if (bytes.empty()) return;
  const bool wrapped = bytes.front() % 2 != 0;
  const std::string_view content = bytes.substr(1);
  // A folder where the cell's file is one in memory.
  static const TemporaryFolder folder;
  static const CellStore store(folder.path());
  static const Cell cell = example_cell();
  static MemoryFile file;
  static const bool linked = [] {
    std::filesystem::create_symlink(file.path(), store.path_of(cell));
    return true;
  }();
  require(linked, "the file is there");
  file.write(wrapped ? file_of(content) : std::string(content));
  const auto first = store.load_all(cell);
  const auto second = store.load_all(cell);
  require(first.has_value() == second.has_value(), "a file is good or not");
  require(!first || words_of(*first) == words_of(*second),
          "what is read is the same");
}

}  // namespace zipml::fuzz
