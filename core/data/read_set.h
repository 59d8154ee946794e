// From files on disk to a catalogue's set or a user's own.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "core/data/catalogue/entry.h"
#include "core/data/dataset.h"

namespace zipml {

// How a user's own file is read (LIBSVM or CSV, by its ending; .gz and .bz2
// unpack): the label's column of a CSV (name or 0-based number; empty: last),
// and how many of its rows train (0: all).
struct FileOptions {
  std::string label = {};
  Eigen::Index train_rows = 0;

  friend bool operator==(const FileOptions&, const FileOptions&) = default;
};

// The set of the entry, in the order of its files: read by its format, its
// class rule applied, split and checked (check_shape; content_sha256).
// `name`, `task`, `features`, `labels`, `train_rows` are filled in.
Dataset read_entry(const CatalogueEntry& entry,
                   std::span<const std::filesystem::path> files);

// A user's file: CSV when it is named so (has_csv_name), otherwise LIBSVM. A
// set with two different labels that are whole numbers is a classification; its
// labels stay as they are. Its name is unpacked_name(file). UserError: the
// reader's; train_rows above the rows.
Dataset read_own_file(const std::filesystem::path& file,
                      const FileOptions& options);

}  // namespace zipml
