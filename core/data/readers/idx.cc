#include "core/data/readers/idx.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/data/readers/binary_type.h"

namespace zipml {
namespace {

constexpr std::uint32_t kImagesMagic = 0x803;
constexpr std::uint32_t kLabelsMagic = 0x801;

// The type that the third byte of a magic number says; null for none.
const BinaryType* type_of(unsigned byte) {
  switch (byte) {
    case 0x08:
      return &binary_type("uint8");
    case 0x09:
      return &binary_type("int8");
    case 0x0B:
      return &binary_type("int16");
    case 0x0C:
      return &binary_type("int32");
    case 0x0D:
      return &binary_type("float32");
    case 0x0E:
      return &binary_type("float64");
    default:
      return nullptr;
  }
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<std::uint8_t>(c);
  return value;
}

struct IdxFile {
  std::vector<std::uint64_t> sizes = {};  // count, then height and width
  DataMatrix values = {};                 // a row for each of the count
};

// The numbers of a content with this magic number, `what` in messages.
IdxFile parse(std::string_view content, const std::filesystem::path& path,
              std::uint32_t magic, const std::string& what) {
  const std::size_t dimensions = magic & 0xff;
  const BinaryType& type = *type_of(magic >> 8 & 0xff);
  const std::size_t header = 4 * (dimensions + 1);
  if (content.empty()) {
    fail_in(path,
            fmt::format("is empty; an IDX file of {} was expected", what));
  }
  if (content.size() < header) {
    fail_in(path, fmt::format("ends after {} bytes; "
                              "the header of an IDX file of {} has {}",
                              content.size(), what, header));
  }
  const std::uint64_t found_magic = big_endian(content.substr(0, 4));
  if (found_magic != magic) {
    fail_in(path, fmt::format("magic number 0x{:08x}; 0x{:08x} was expected "
                              "(IDX file of {})",
                              found_magic, magic, what));
  }
  IdxFile file;
  // Counts below 2^32 could overflow 64 bits: stop as soon as there is more
  // than the file can hold.
  const std::size_t size = type.bytes;
  std::uint64_t expected = size;
  std::uint64_t columns = 1;
  for (std::size_t i = 1; i <= dimensions; ++i) {
    const std::uint64_t count = big_endian(content.substr(4 * i, 4));
    file.sizes.push_back(count);
    if (expected <= content.size()) {
      expected *= count;
      if (i > 1) columns *= count;
    }
  }
  const std::string shape = fmt::format("{}", fmt::join(file.sizes, " x "));
  const std::uint64_t found = content.size() - header;
  if (found != expected) {
    fail_in(path, fmt::format("{} bytes of {} follow the header; "
                              "its counts say {}",
                              found, what, shape));
  }
  if (expected == 0) {
    fail_in(path, fmt::format("has no {}: its counts say {}", what, shape));
  }
  const std::uint64_t numbers = found / size;
  require_memory(8.0 * static_cast<double>(numbers), path,
                 fmt::format("{} 64-bit floats ({})", numbers, shape));
  file.values.resize(static_cast<Eigen::Index>(file.sizes[0]),
                     static_cast<Eigen::Index>(columns));
  type.decode(ByteOrder::kBig)(content.data() + header, numbers,
                               file.values.data());
  if (!file.values.allFinite()) {
    fail_in(path, fmt::format("has {} that are not finite", what));
  }
  return file;
}

}  // namespace

Dataset read_idx(std::span<const IdxPair> pairs) {
  Dataset data;
  data.task = Task::kClassification;
  for (const IdxPair& pair : pairs) {
    const IdxFile images =
        parse(read_unpacked(pair.images), pair.images, kImagesMagic, "images");
    const IdxFile labels =
        parse(read_unpacked(pair.labels), pair.labels, kLabelsMagic, "labels");
    const std::uint64_t count = images.sizes[0];
    if (labels.sizes[0] != count) {
      fail_in(pair.labels,
              fmt::format("{} labels for the {} images of {}", labels.sizes[0],
                          count, pair.images.string()));
    }
    const Eigen::Index before = data.rows();
    const Eigen::Index columns = images.values.cols();
    if (before > 0 && columns != data.feature_count()) {
      fail_in(
          pair.images,
          fmt::format("images of {} x {}; {} values an image were expected",
                      images.sizes[1], images.sizes[2], data.feature_count()));
    }
    const Eigen::Index rows = before + images.values.rows();
    data.features.conservativeResize(rows, columns);
    data.labels.conservativeResize(rows);
    data.features.bottomRows(images.values.rows()) = images.values;
    data.labels.tail(images.values.rows()) = labels.values;
    if (before == 0) data.train_rows = rows;
  }
  return data;
}

bool is_idx(std::string_view start) {
  return start.size() >= 8 && start[0] == '\0' && start[1] == '\0' &&
         type_of(static_cast<std::uint8_t>(start[2])) != nullptr &&
         start[3] >= 1 && start[3] <= 4;
}

NumberTable read_idx_table(ByteSource& source) {
  const std::string content = read_all(source);
  if (!is_idx(content)) {
    fail_in(source.path(), "is no IDX file",
            "it begins with two zero bytes, a type and the number of counts");
  }
  NumberTable table;
  const auto magic = static_cast<std::uint32_t>(
      big_endian(std::string_view(content).substr(0, 4)));
  IdxFile file = parse(content, source.path(), magic, "numbers");
  table.format = fmt::format("IDX of {}", fmt::join(file.sizes, " x "));
  table.values = std::move(file.values);
  return table;
}

}  // namespace zipml
