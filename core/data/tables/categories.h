// Text in a table as numbers.
#pragma once

#include <filesystem>

#include "core/data/tables/number_table.h"

namespace zipml {

// One-hot encoding: a column that has any text becomes a column for each of its
// numbers and texts, in order, named "column=value"; 1 in the rows that have
// it, and missing in those where the value is. UserError naming `path`: more
// than 20 different numbers, in more rows than have text (a slip makes no
// categories); what does not fit in memory.
void expand_categories(NumberTable& table, const std::filesystem::path& path);

}  // namespace zipml
