#include "core/data/readers/cifar.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

constexpr std::size_t kPixels = 3 * 32 * 32;
constexpr std::size_t kRecordBytes = 1 + kPixels;
constexpr int kClasses = 10;

}  // namespace

Dataset read_cifar10(std::span<const std::filesystem::path> files) {
  Dataset data;
  data.task = Task::kClassification;
  for (const std::filesystem::path& file : files) {
    const std::string content = read_unpacked(file);
    if (content.empty()) {
      fail_in(file, fmt::format("is empty; records of {} bytes were expected",
                                kRecordBytes));
    }
    if (content.size() % kRecordBytes != 0) {
      fail_in(file,
              fmt::format("{} bytes are no whole number of records of {}; "
                          "record {} is cut off",
                          content.size(), kRecordBytes,
                          content.size() / kRecordBytes + 1));
    }
    const std::size_t count = content.size() / kRecordBytes;
    const Eigen::Index before = data.rows();
    const Eigen::Index rows = before + static_cast<Eigen::Index>(count);
    data.features.conservativeResize(rows, kPixels);
    data.labels.conservativeResize(rows);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(content.data());
    for (std::size_t i = 0; i < count; ++i, bytes += kRecordBytes) {
      if (bytes[0] >= kClasses) {
        fail_in(file,
                fmt::format("record {} (byte {}): label {}; "
                            "0 to {} was expected",
                            i + 1, i * kRecordBytes, bytes[0], kClasses - 1));
      }
      const Eigen::Index row = before + static_cast<Eigen::Index>(i);
      data.labels[row] = bytes[0];
      double* values = data.features.row(row).data();
      for (std::size_t k = 0; k < kPixels; ++k) values[k] = bytes[1 + k];
    }
  }
  data.train_rows = data.rows();
  return data;
}

}  // namespace zipml
