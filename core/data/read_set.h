// From files on disk to a set of the catalogue.
#pragma once

#include <filesystem>
#include <span>

#include "core/data/catalogue/entry.h"
#include "core/data/dataset.h"

namespace zipml {

// The set of the entry, in the order of its files: read by its format, its
// class rule applied, split and checked (check_shape; content_sha256). Its
// values are rounded to single precision, as those of the kept results are.
// `name`, `task`, `features`, `labels`, `train_rows` are filled in.
Dataset read_entry(const CatalogueEntry& entry,
                   std::span<const std::filesystem::path> files);

}  // namespace zipml
