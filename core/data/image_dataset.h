// From pictures as bytes to a set that linear models train on.
#pragma once

#include <filesystem>

#include "core/data/dataset.h"
#include "core/data/image_set.h"

namespace zipml {

// The same values as doubles: an image a row, its bytes in their order, from 0
// to 255; labels are the class numbers. UserError naming `file` when it does
// not fit in memory.
Dataset dataset_of(const ImageSet& images, const std::filesystem::path& file);

}  // namespace zipml
