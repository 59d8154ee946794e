#include "core/data/tables/own_set.h"

#include <array>
#include <optional>

#include "tools/fuzz/check.h"
#include "tools/fuzz/memory_file.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {
namespace {

// One of the values by a byte that is taken from the front.
template <typename Value, std::size_t count>
const Value& choose(std::string_view& bytes,
                    const std::array<Value, count>& values) {
  const auto byte = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  return values[byte % count];
}

using Names = std::vector<std::string>;

// What the bytes say that is wanted of the file.
constexpr std::size_t kOptionBytes = 9;

// A file's content ends where a second file begins, of test rows or labels.
constexpr char kNextFile = '\x1e';

FileOptions take_options(std::string_view& bytes, const std::string& second) {
  FileOptions options;
  // A byte of '0' gives the default each time.
  options.format = choose<std::string>(
      bytes, std::array<std::string, 6>{"auto", "csv", "libsvm", "idx", "npy",
                                        "safetensors"});
  options.header = choose<std::string>(
      bytes, std::array<std::string, 3>{"auto", "yes", "no"});
  options.label = choose<std::string>(
      bytes, std::array<std::string, 6>{"", "0", "1", "y", "a", "-1"});
  options.columns = choose<Names>(
      bytes, std::array<Names, 4>{Names{}, {"1"}, {"0", "2"}, {"b", "a"}});
  options.drop = choose<Names>(
      bytes, std::array<Names, 4>{Names{}, {"0"}, {"1", "3"}, {"b"}});
  options.missing = choose<std::string>(
      bytes, std::array<std::string, 3>{"refuse", "drop", "mean"});
  options.categories = choose<std::string>(
      bytes, std::array<std::string, 2>{"refuse", "one_hot"});
  options.task = choose<std::string>(
      bytes,
      std::array<std::string, 3>{"auto", "regression", "classification"});
  struct Split {
    std::string test = {};
    Eigen::Index train_rows = 0;
    bool has_labels = false;
  };
  const auto split = choose<Split>(
      bytes, std::array<Split, 8>{Split{},
                                  {.test = "1"},
                                  {.test = "20%"},
                                  {.test = second},
                                  {.has_labels = true},
                                  {.train_rows = 2},
                                  {.test = "50%", .has_labels = true},
                                  {.test = "1e400"}});
  options.test = split.test;
  options.train_rows = split.train_rows;
  if (split.has_labels) options.labels = second;
  return options;
}

}  // namespace

void read_own_file(std::string_view bytes) {
  if (bytes.size() < kOptionBytes) return;
  const std::size_t mark = bytes.find(kNextFile, kOptionBytes);
  const MemoryFile second(
      mark == std::string_view::npos ? "" : bytes.substr(mark + 1));
  bytes = bytes.substr(0, mark);
  const FileOptions options = take_options(bytes, second.path());
  const std::string content(bytes);
  const auto data = read_checked(bytes, [&] {
    ByteSource source(content, "a.txt", Checksum::kYes);
    return read_own_set(source, options);
  });
  if (!data) return;
  check(*data);
  if (data->task != Task::kClassification) return;
  for (const double label : data->labels) {
    require(label == -1 || label == 1, "labels of a classification");
  }
}

}  // namespace zipml::fuzz
