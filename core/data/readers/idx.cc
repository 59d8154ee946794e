#include "core/data/readers/idx.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

constexpr std::uint32_t kImagesMagic = 0x803;
constexpr std::uint32_t kLabelsMagic = 0x801;

struct IdxFile {
  std::vector<std::uint64_t> sizes;  // count, then height and width
  std::string content;               // with the header
  std::size_t header = 0;            // its bytes

  std::uint8_t at(std::size_t i) const {
    return static_cast<std::uint8_t>(content[header + i]);
  }
};

// `dimensions` is part of the magic number's last byte.
IdxFile read(const std::filesystem::path& path, std::uint32_t magic,
             const std::string& what) {
  IdxFile file;
  file.content = read_unpacked(path);
  if (file.content.empty()) {
    fail_in(path,
            fmt::format("is empty; an IDX file of {} was expected", what));
  }
  const std::size_t dimensions = magic & 0xff;
  file.header = 4 * (dimensions + 1);
  if (file.content.size() < file.header) {
    fail_in(path, fmt::format("ends after {} bytes; "
                              "the header of an IDX file of {} has {}",
                              file.content.size(), what, file.header));
  }
  auto word = [&](std::size_t i) {
    std::uint32_t value = 0;
    for (std::size_t k = 4 * i; k < 4 * i + 4; ++k) {
      value = value << 8 | static_cast<std::uint8_t>(file.content[k]);
    }
    return value;
  };
  if (word(0) != magic) {
    fail_in(path, fmt::format("magic number 0x{:08x}; 0x{:08x} was expected "
                              "(IDX file of {})",
                              word(0), magic, what));
  }
  // Three counts below 2^32 could overflow 64 bits: stop as soon as there is
  // more than the file can hold.
  std::uint64_t expected = 1;
  for (std::size_t i = 1; i <= dimensions; ++i) {
    file.sizes.push_back(word(i));
    if (expected <= file.content.size()) expected *= word(i);
  }
  const std::string shape = fmt::format("{}", fmt::join(file.sizes, " x "));
  const std::uint64_t found = file.content.size() - file.header;
  if (found != expected) {
    fail_in(path, fmt::format("{} bytes of {} follow the header; "
                              "its counts say {}",
                              found, what, shape));
  }
  if (expected == 0) {
    fail_in(path, fmt::format("has no {}: its counts say {}", what, shape));
  }
  return file;
}

}  // namespace

Dataset read_idx(std::span<const IdxPair> pairs) {
  Dataset data;
  data.task = Task::kClassification;
  for (const IdxPair& pair : pairs) {
    const IdxFile images = read(pair.images, kImagesMagic, "images");
    const IdxFile labels = read(pair.labels, kLabelsMagic, "labels");
    const std::uint64_t count = images.sizes[0];
    if (labels.sizes[0] != count) {
      fail_in(pair.labels,
              fmt::format("{} labels for the {} images of {}", labels.sizes[0],
                          count, pair.images.string()));
    }
    const std::uint64_t width = images.sizes[1] * images.sizes[2];
    const Eigen::Index before = data.rows();
    const auto columns = static_cast<Eigen::Index>(width);
    if (before > 0 && columns != data.feature_count()) {
      fail_in(
          pair.images,
          fmt::format("images of {} x {}; {} values an image were expected",
                      images.sizes[1], images.sizes[2], data.feature_count()));
    }
    const Eigen::Index rows = before + static_cast<Eigen::Index>(count);
    data.features.conservativeResize(rows, columns);
    data.labels.conservativeResize(rows);
    float* values = data.features.data() + before * columns;
    for (std::uint64_t i = 0; i < count * width; ++i) {
      values[i] = images.at(i);
    }
    for (std::uint64_t i = 0; i < count; ++i) {
      data.labels[before + static_cast<Eigen::Index>(i)] = labels.at(i);
    }
    if (before == 0) data.train_rows = rows;
  }
  return data;
}

}  // namespace zipml
