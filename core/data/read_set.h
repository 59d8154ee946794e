// From files on disk to a set of the catalogue.
#pragma once

#include <filesystem>
#include <span>

#include "core/data/catalogue/entry.h"
#include "core/data/dataset.h"
#include "core/data/image_set.h"

namespace zipml {

// The set of the entry, in the order of its files: read by its format, its
// class rule applied, split and checked (check_shape; content_sha256). Its
// values are rounded to single precision, as those of the kept results are.
// `name`, `task`, `features`, `labels`, `train_rows` are filled in.
Dataset read_entry(const CatalogueEntry& entry,
                   std::span<const std::filesystem::path> files);

// The same of a set of pictures with their class numbers, as bytes; `checksum`
// and `stand_in_for` are left empty. UserError besides: an entry that is no
// such set (why_no_images).
ImageSet read_images(const CatalogueEntry& entry,
                     std::span<const std::filesystem::path> files);

}  // namespace zipml
