// IDX, the format of MNIST and Fashion-MNIST: big-endian counts, then numbers.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "core/data/dataset.h"
#include "core/data/image_set.h"
#include "core/data/readers/byte_source.h"
#include "core/data/tables/number_table.h"

namespace zipml {

// One file of images (magic number 0x00000803: count, height, width, bytes)
// and its file of labels (0x00000801: count, bytes).
struct IdxPair {
  std::filesystem::path images = {};
  std::filesystem::path labels = {};
};

// The images of all pairs, of one channel, with labels from 0 to 255 as they
// are; train_rows are the rows of the first pair. Files may be packed; `read`
// gives their content.
// UserError: wrong magic number, fewer or more bytes than the counts say,
// counts of images and labels that differ, sizes that differ between pairs,
// no images, more than fits in memory.
ImageSet read_idx_images(std::span<const IdxPair> pairs,
                         const ReadContent& read = read_unpacked);

// The same as doubles (dataset_of), an image a row of height x width.
Dataset read_idx(std::span<const IdxPair> pairs,
                 const ReadContent& read = read_unpacked);

// Whether a content that starts so is IDX: two zero bytes, a known type, and
// from one to four counts.
bool is_idx(std::string_view start);

// The numbers of any IDX file (bytes with or without a sign, whole numbers of
// 16 and 32 bits, floats and doubles): the first count is that of the rows, the
// product of the others that of the columns. UserError as read_idx, and for
// numbers that are not finite.
NumberTable read_idx_table(ByteSource& source);

}  // namespace zipml
