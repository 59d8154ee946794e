// CIFAR-10's binary version: records of a label byte and 3,072 pixel bytes.
#pragma once

#include <filesystem>
#include <span>

#include "core/data/dataset.h"

namespace zipml {

// The images of all files, one a row of 3,072 values from 0 to 255: 1,024 of
// red, then green, then blue, each 32 x 32 row by row (Krizhevsky 2009);
// labels 0 to 9 as they are. All rows train. Files may be packed.
// UserError: a size that is no multiple of a record, a label above 9, an
// empty file.
Dataset read_cifar10(std::span<const std::filesystem::path> files);

}  // namespace zipml
