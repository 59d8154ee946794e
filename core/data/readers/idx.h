// IDX, the format of MNIST and Fashion-MNIST: big-endian counts, then bytes.
#pragma once

#include <filesystem>
#include <span>

#include "core/data/dataset.h"

namespace zipml {

// One file of images (magic number 0x00000803: count, height, width, bytes)
// and its file of labels (0x00000801: count, bytes).
struct IdxPair {
  std::filesystem::path images = {};
  std::filesystem::path labels = {};
};

// The images of all pairs, one a row of height x width values from 0 to 255
// in the file's order, with labels from 0 to 255 as they are; train_rows are
// the rows of the first pair. Files may be packed (text_source.h).
// UserError: wrong magic number, fewer or more bytes than the counts say,
// counts of images and labels that differ, sizes that differ between pairs,
// no images.
Dataset read_idx(std::span<const IdxPair> pairs);

}  // namespace zipml
