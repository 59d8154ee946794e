// The one way from a file of numbers to a table, whatever its format.
#pragma once

#include <filesystem>

#include "core/data/readers/byte_source.h"
#include "core/data/tables/column_choice.h"
#include "core/data/tables/file_options.h"
#include "core/data/tables/number_table.h"

namespace zipml {

// Reads a source as FileOptions::format says or find_table_format tells; of its
// columns those that are wanted (choose_columns). The table has a checksum
// where the source works one out. NumberTable::unused names the options that
// mean nothing to the format. An array of one dimension is one column; one of
// more has a row for each of its first dimension. UserError: what is wrong
// where; a safetensors file of several tensors.
NumberTable read_table(ByteSource& source, const FileOptions& options,
                       LabelUse label);

}  // namespace zipml
