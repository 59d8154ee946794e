// What becomes of missing values.
#pragma once

#include <Eigen/Core>
#include <filesystem>

#include "core/data/tables/number_table.h"

namespace zipml {

enum class DropRows { kLabelMissing, kAnyMissing };

// Leaves out the rows that lack their label, or any value; the first
// `train_rows` train, and so many of them are left is returned. UserError
// naming `path` when none is.
Eigen::Index drop_incomplete_rows(NumberTable& table, Eigen::Index train_rows,
                                  DropRows which,
                                  const std::filesystem::path& path);

// Puts the mean of the column over the first `train_rows` rows in the place of
// what is missing. UserError naming `path` for a column without any there.
void fill_with_means(NumberTable& table, Eigen::Index train_rows,
                     const std::filesystem::path& path);

}  // namespace zipml
