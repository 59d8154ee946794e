#include "core/data/readers/cifar.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

constexpr std::size_t kPixels = 3 * 32 * 32;
constexpr std::size_t kRecord = 1 + kPixels;
constexpr int kClasses = 10;

[[noreturn]] void fail(const std::filesystem::path& file,
                       const std::string& message) {
  throw UserError(Diagnostic{file.string(), {}, "", message, ""});
}

}  // namespace

Dataset read_cifar10(std::span<const std::filesystem::path> files) {
  Dataset data;
  data.task = Task::kClassification;
  for (const std::filesystem::path& file : files) {
    const std::string content = read_unpacked(file);
    if (content.empty()) {
      fail(file,
           fmt::format("is empty; records of {} bytes were expected", kRecord));
    }
    if (content.size() % kRecord != 0) {
      fail(file,
           fmt::format("{} bytes are no whole number of records of {}; "
                       "record {} is cut off",
                       content.size(), kRecord, content.size() / kRecord + 1));
    }
    const std::size_t count = content.size() / kRecord;
    const Eigen::Index before = data.rows();
    const Eigen::Index rows = before + static_cast<Eigen::Index>(count);
    data.features.conservativeResize(rows, kPixels);
    data.labels.conservativeResize(rows);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(content.data());
    for (std::size_t i = 0; i < count; ++i, bytes += kRecord) {
      if (bytes[0] >= kClasses) {
        fail(file, fmt::format("record {} (byte {}): label {}; 0 to {} was "
                               "expected",
                               i + 1, i * kRecord, bytes[0], kClasses - 1));
      }
      const Eigen::Index row = before + static_cast<Eigen::Index>(i);
      data.labels[row] = bytes[0];
      float* values = data.features.row(row).data();
      for (std::size_t k = 0; k < kPixels; ++k) values[k] = bytes[1 + k];
    }
  }
  data.train_rows = data.rows();
  return data;
}

}  // namespace zipml
