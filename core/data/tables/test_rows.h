// Which rows of a table do not train.
#pragma once

#include <Eigen/Core>
#include <filesystem>

#include "core/data/tables/file_options.h"
#include "core/data/tables/number_table.h"

namespace zipml {

// What FileOptions::test says.
struct TestRows {
  Eigen::Index last = 0;            // so many
  double share = 0;                 // or this share, drawn
  std::filesystem::path file = {};  // or those of a file
};

// UserError at file.test for a share or number that is none.
TestRows test_rows_of(const FileOptions& options);

// Puts the test rows last, in their order, and returns how many train:
// FileOptions::train_rows, all but the last, or what is left of a share that is
// drawn from the stream kSplit of test_seed; otherwise `train_rows`. UserError
// naming `path` when there are not so many rows.
Eigen::Index split_rows(NumberTable& table, Eigen::Index train_rows,
                        const TestRows& test_rows, const FileOptions& options,
                        const std::filesystem::path& path);

}  // namespace zipml
