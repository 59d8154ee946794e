// Numbers in lines of fields that commas, semicolons, tabs or blanks separate.
#pragma once

#include "core/data/readers/byte_source.h"
#include "core/data/readers/csv_layout.h"
#include "core/data/tables/column_choice.h"
#include "core/data/tables/file_options.h"
#include "core/data/tables/number_table.h"

namespace zipml {

// How read_csv reads the source: decide_csv_layout on its first lines. Only
// before the source's first next().
CsvLayout csv_layout_of(ByteSource& source, const FileOptions& options);

// The chosen columns (choose_columns) of a CSV (decide_csv_layout); of the
// others only the separators are looked at. Lines without a field and those
// that begin with '#' are skipped. A field that is a missing word
// (is_missing_word) is kept as a missing value where FileOptions::missing is
// not "refuse"; text is kept in the label, and in features where
// FileOptions::categories is not "refuse". In a file of one column a number may
// be followed by '#' and a comment.
// UserError with line and column, of up to kMostMistakes of them: a row with
// another number of fields, a field that is empty, missing or text and not
// kept, one that is infinite or too large for a double, an open quote, a value
// in a column that had none; a column that is not there; a file without rows.
NumberTable read_csv(ByteSource& source, const FileOptions& options,
                     LabelUse label);

}  // namespace zipml
