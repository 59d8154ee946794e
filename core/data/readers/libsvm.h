// LIBSVM's sparse text: `label index:value index:value ...` a line.
#pragma once

#include <Eigen/Core>
#include <string_view>

#include "core/data/readers/byte_source.h"
#include "core/data/tables/column_choice.h"
#include "core/data/tables/file_options.h"
#include "core/data/tables/number_table.h"

namespace zipml {

// The rows as a dense table. Indices start at 1 and increase within a row;
// features that are not named are 0. `#` starts a comment; blank lines are
// skipped, and so is `qid:N` of ranking data, with a remark. Of
// FileOptions::columns, where they are given, no other value is looked at.
// `features`: their number where it is known: a larger index is a mistake, and
// the table has this width even if no row reaches it; 0: the largest index.
// UserError with line and column, of up to kMostMistakes of them: a label that
// is missing or no number, several labels, index 0, one that does not increase,
// is no number or too large, a value that is no number, not finite or too large
// for a double; a file without rows or features; a table that does not fit in
// memory.
NumberTable read_libsvm(ByteSource& source, const FileOptions& options,
                        LabelUse label, Eigen::Index features = 0);

// Whether a text that starts so is LIBSVM: of its first lines, one has a pair
// of index and value, and none has anything else behind the label.
bool looks_like_libsvm(std::string_view start);

}  // namespace zipml
