#include "core/data/readers/idx.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/data/image_dataset.h"
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

// What the header of a content says, and what follows it.
struct IdxContent {
  const BinaryType* type = nullptr;
  std::vector<std::uint64_t> sizes = {};  // count, then height and width
  std::uint64_t columns = 1;              // values of each of the count
  std::string_view bytes = {};            // of all values; of the content

  std::uint64_t count() const { return sizes[0]; }
  std::string shape() const {
    return fmt::format("{}", fmt::join(sizes, " x "));
  }
};

// A content with this magic number, `what` in messages; its sizes are those of
// the bytes that are there.
IdxContent parse(std::string_view content, const std::filesystem::path& path,
                 std::uint32_t magic, const std::string& what) {
  const std::size_t dimensions = magic & 0xff;
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
  IdxContent file{.type = type_of(magic >> 8 & 0xff),
                  .bytes = content.substr(header)};
  // Counts below 2^32 could overflow 64 bits: stop as soon as there is more
  // than the file can hold.
  std::uint64_t expected = file.type->bytes;
  for (std::size_t i = 1; i <= dimensions; ++i) {
    const std::uint64_t count = big_endian(content.substr(4 * i, 4));
    file.sizes.push_back(count);
    if (expected <= content.size()) {
      expected *= count;
      if (i > 1) file.columns *= count;
    }
  }
  if (file.bytes.size() != expected) {
    fail_in(path, fmt::format("{} bytes of {} follow the header; "
                              "its counts say {}",
                              file.bytes.size(), what, file.shape()));
  }
  if (expected == 0) {
    fail_in(path,
            fmt::format("has no {}: its counts say {}", what, file.shape()));
  }
  return file;
}

// Of two counts that parse has checked.
ImageShape shape_of(const IdxContent& images,
                    const std::filesystem::path& path) {
  constexpr int kMost = std::numeric_limits<int>::max();
  if (images.columns > kMost) {
    fail_in(path, fmt::format("images of {} x {}; at most {} values an image "
                              "are read",
                              images.sizes[1], images.sizes[2], kMost));
  }
  return {.channels = 1,
          .height = static_cast<int>(images.sizes[1]),
          .width = static_cast<int>(images.sizes[2])};
}

// At the end, with room for no more than that: what follows is another file.
void append_bytes(std::vector<std::uint8_t>& to, std::string_view bytes) {
  to.reserve(to.size() + bytes.size());
  to.insert(to.end(), bytes.begin(), bytes.end());
}

}  // namespace

ImageSet read_idx_images(std::span<const IdxPair> pairs,
                         const ReadContent& read) {
  ImageSet set;
  for (const IdxPair& pair : pairs) {
    const std::string image_content = read(pair.images);
    const IdxContent images =
        parse(image_content, pair.images, kImagesMagic, "images");
    const std::string label_content = read(pair.labels);
    const IdxContent labels =
        parse(label_content, pair.labels, kLabelsMagic, "labels");
    if (labels.count() != images.count()) {
      fail_in(pair.labels,
              fmt::format("{} labels for the {} images of {}", labels.count(),
                          images.count(), pair.images.string()));
    }
    const ImageShape shape = shape_of(images, pair.images);
    if (set.rows() == 0) {
      set.shape = shape;
      set.train_rows = static_cast<std::int64_t>(images.count());
    } else if (shape != set.shape) {
      fail_in(
          pair.images,
          fmt::format("images of {} x {}; {} x {} was expected", shape.height,
                      shape.width, set.shape.height, set.shape.width));
    }
    const std::size_t room = set.pixels.size() + images.bytes.size();
    require_memory(static_cast<double>(room), pair.images,
                   fmt::format("{} bytes of pictures", room));
    append_bytes(set.pixels, images.bytes);
    append_bytes(set.labels, labels.bytes);
  }
  for (const std::uint8_t label : set.labels) {
    set.classes = std::max(set.classes, 1 + label);
  }
  return set;
}

Dataset read_idx(std::span<const IdxPair> pairs, const ReadContent& read) {
  const ImageSet images = read_idx_images(pairs, read);
  return dataset_of(images, pairs.empty() ? "" : pairs[0].images);
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
  const IdxContent file = parse(content, source.path(), magic, "numbers");
  const std::uint64_t numbers = file.count() * file.columns;
  require_memory(8.0 * static_cast<double>(numbers), source.path(),
                 fmt::format("{} 64-bit floats ({})", numbers, file.shape()));
  table.format = fmt::format("IDX of {}", file.shape());
  table.values.resize(static_cast<Eigen::Index>(file.count()),
                      static_cast<Eigen::Index>(file.columns));
  file.type->decode(ByteOrder::kBig)(file.bytes.data(), numbers,
                                     table.values.data());
  if (!table.values.allFinite()) {
    fail_in(source.path(), "has numbers that are not finite");
  }
  return table;
}

}  // namespace zipml
