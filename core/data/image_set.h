// Pictures as bytes, an eighth of what a Dataset takes for them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace zipml {

// What a picture's values are: the one of channel c in row y and column x lies
// at (c * height + y) * width + x.
struct ImageShape {
  int channels = 0;  // 1: grey; 3: red, green, blue
  int height = 0;
  int width = 0;

  int size() const { return channels * height * width; }

  friend bool operator==(const ImageShape&, const ImageShape&) = default;
};

struct ImageSet {
  std::string name = {};
  ImageShape shape = {};
  int classes = 0;                        // 1 + the greatest label
  std::vector<std::uint8_t> pixels = {};  // image after image
  std::vector<std::uint8_t> labels = {};  // one an image, 0 .. classes - 1
  // Rows [0, train_rows) train, the others test.
  std::int64_t train_rows = 0;
  // Those of Dataset: they say the same of the same files.
  std::string checksum = {};
  std::string stand_in_for = {};

  std::int64_t rows() const { return std::ssize(labels); }
  // The shape.size() values of a row, 0 <= row < rows().
  std::span<const std::uint8_t> image(std::int64_t row) const {
    const auto size = static_cast<std::size_t>(shape.size());
    return std::span(pixels).subspan(static_cast<std::size_t>(row) * size,
                                     size);
  }
};

}  // namespace zipml
