#include "core/data/readers/cifar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/data/image_dataset.h"

namespace zipml {
namespace {

constexpr ImageShape kCifarShape{.channels = 3, .height = 32, .width = 32};
constexpr std::size_t kPixels = 3 * 32 * 32;
constexpr std::size_t kRecordBytes = 1 + kPixels;
constexpr int kClasses = 10;

// Appends the records of a file's content.
void append_records(ImageSet& images, std::string_view content,
                    const std::filesystem::path& file) {
  if (content.empty()) {
    fail_in(file, fmt::format("is empty; records of {} bytes were expected",
                              kRecordBytes));
  }
  if (content.size() % kRecordBytes != 0) {
    fail_in(file, fmt::format("{} bytes are no whole number of records of {}; "
                              "record {} is cut off",
                              content.size(), kRecordBytes,
                              content.size() / kRecordBytes + 1));
  }
  const auto* record = reinterpret_cast<const std::uint8_t*>(content.data());
  const std::size_t count = content.size() / kRecordBytes;
  for (std::size_t i = 0; i < count; ++i, record += kRecordBytes) {
    if (record[0] >= kClasses) {
      fail_in(file,
              fmt::format("record {} (byte {}): label {}; "
                          "0 to {} was expected",
                          i + 1, i * kRecordBytes, record[0], kClasses - 1));
    }
    images.labels.push_back(record[0]);
    images.pixels.insert(images.pixels.end(), record + 1,
                         record + kRecordBytes);
  }
}

}  // namespace

ImageSet read_cifar10_images(std::span<const std::filesystem::path> files,
                             const ReadContent& read) {
  ImageSet images{.shape = kCifarShape};
  for (const std::filesystem::path& file : files) {
    const std::string content = read(file);
    const std::size_t room = images.pixels.size() + content.size();
    require_memory(static_cast<double>(room), file,
                   fmt::format("{} bytes of pictures", room));
    // The files of a set are of one size: room for all of them at once saves
    // moving what is there.
    if (images.pixels.empty()) images.pixels.reserve(files.size() * room);
    append_records(images, content, file);
  }
  images.train_rows = images.rows();
  for (const std::uint8_t label : images.labels) {
    images.classes = std::max(images.classes, 1 + label);
  }
  return images;
}

Dataset read_cifar10(std::span<const std::filesystem::path> files,
                     const ReadContent& read) {
  const ImageSet images = read_cifar10_images(files, read);
  return dataset_of(images, files.empty() ? "" : files[0]);
}

}  // namespace zipml
