// LIBSVM's sparse text: `label index:value index:value ...` a line.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace zipml {

struct LibsvmOptions {
  // The number of features, when it is known: a larger index is an error, and
  // the matrix has this width even if no row reaches it. 0: the largest index.
  Eigen::Index features = 0;
};

// The rows of all files, one after the other, as a dense matrix; train_rows
// are the rows of the first file. Indices start at 1 and increase within a
// row; features that are not named are 0. `#` starts a comment; blank lines
// are skipped. Files may be packed (text_source.h).
// UserError with line and column: label missing or no number, index 0, not
// increasing, no number or too large, value no number, not finite or too
// large for a float; a file without rows.
Dataset read_libsvm(std::span<const std::filesystem::path> files,
                    const LibsvmOptions& options = {});
Dataset read_libsvm(const std::filesystem::path& file,
                    const LibsvmOptions& options = {});

// The numbers of one column (a feature's index, or 0 for the label), to the
// precision of a double; 0 in rows that do not name it. Nothing is asked of
// the other values. UserError as read_libsvm, and when no row has the index.
std::vector<double> read_libsvm_column(const std::filesystem::path& file,
                                       const std::string& column);

}  // namespace zipml
