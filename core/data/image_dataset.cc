#include "core/data/image_dataset.h"

#include <fmt/format.h>

#include <cstdint>

#include "core/base/memory.h"

namespace zipml {
namespace {

// "60000 x 28 x 28", as IDX files count; with the channels where there are
// several.
std::string shape_text(const ImageSet& images) {
  const ImageShape& shape = images.shape;
  std::string text = fmt::format("{} x ", images.rows());
  if (shape.channels != 1) text += fmt::format("{} x ", shape.channels);
  return text + fmt::format("{} x {}", shape.height, shape.width);
}

}  // namespace

Dataset dataset_of(const ImageSet& images, const std::filesystem::path& file) {
  using Bytes = Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic,
                              Eigen::RowMajor>;
  using Labels = Eigen::Matrix<std::uint8_t, Eigen::Dynamic, 1>;
  const std::size_t numbers = images.pixels.size();
  require_memory(
      sizeof(double) * static_cast<double>(numbers), file,
      fmt::format("{} 64-bit floats ({})", numbers, shape_text(images)));
  return {
      .name = images.name,
      .task = Task::kClassification,
      .features = Eigen::Map<const Bytes>(images.pixels.data(), images.rows(),
                                          images.shape.size())
                      .cast<double>(),
      .labels = Eigen::Map<const Labels>(images.labels.data(), images.rows())
                    .cast<double>(),
      .train_rows = images.train_rows,
      .checksum = images.checksum,
      .stand_in_for = images.stand_in_for};
}

}  // namespace zipml
