// Comma-separated numbers, one row a line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace zipml {

struct CsvOptions {
  // The label's column: a name of the header or a 0-based number; empty: the
  // last. A name that looks like a number is taken as a name first.
  std::string label = {};
};

// Whether a file is named as CSV: its name ends in .csv when .gz, .bz2 and .xz
// are stripped.
bool has_csv_name(const std::filesystem::path& file);

// Every column but the label's is a feature. The first line is a header when
// none of its fields is a number; the names then become feature_names. Fields
// may be quoted ("a, ""b"""), with blanks around them; they are separated by
// commas, or by semicolons or tabs where the first line has no comma. Blank
// lines are skipped. Files may be packed (text_source.h). All rows train.
// UserError with line and column: a row with another number of fields than
// the first, an empty field, a field that is no number, NaN, infinity or too
// large for a float, an open quote, a label's column that is not there; fewer
// than two columns; a file without rows.
Dataset read_csv(const std::filesystem::path& file,
                 const CsvOptions& options = {});

// The numbers of one column (a name of the header or a 0-based number; empty:
// the last), to the precision of a double. Nothing is asked of the others.
// UserError as read_csv, of this column alone.
std::vector<double> read_csv_column(const std::filesystem::path& file,
                                    const std::string& column);

}  // namespace zipml
