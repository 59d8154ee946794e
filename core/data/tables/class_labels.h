// From the label column of a table to the labels of a data set.
#pragma once

#include <filesystem>
#include <string>

#include "core/data/dataset.h"
#include "core/data/tables/number_table.h"

namespace zipml {

// Sets task and labels of `data`, and moves the latter out of the table. `task`
// is FileOptions::task; "auto": a classification where labels are text or two
// whole numbers, which is remarked. The two classes become -1 (the lesser
// number, or the first text in alphabetical order; numbers before texts) and
// +1. UserError naming `path`: no label; text in a regression; other than two
// classes.
void set_labels(NumberTable& table, const std::string& task,
                const std::filesystem::path& path, Dataset& data);

}  // namespace zipml
