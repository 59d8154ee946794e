// CIFAR-10's binary version: records of a label byte and 3,072 pixel bytes.
#pragma once

#include <filesystem>
#include <span>

#include "core/data/dataset.h"
#include "core/data/image_set.h"
#include "core/data/readers/byte_source.h"

namespace zipml {

// The images of all files, 3 x 32 x 32 each: 1,024 values of red, then green,
// then blue, row by row (Krizhevsky 2009); labels 0 to 9 as they are. All rows
// train. Files may be packed; `read` gives their content.
// UserError: a size that is no multiple of a record, a label above 9, an
// empty file, more than fits in memory.
ImageSet read_cifar10_images(std::span<const std::filesystem::path> files,
                             const ReadContent& read = read_unpacked);

// The same as doubles (dataset_of), an image a row of 3,072.
Dataset read_cifar10(std::span<const std::filesystem::path> files,
                     const ReadContent& read = read_unpacked);

}  // namespace zipml
