// Tables as CSV, exact.
#pragma once

#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

// A header of column names and a line a row; quoting as in RFC 4180, lines end
// with a line feed alone (as cut, awk and gnuplot want it). Values are
// exact_text. A column with an estimate in any row becomes four: name,
// name_low, name_high, name_n; a plain number among them leaves the last three
// empty.
std::string table_to_csv(const Table& table);

// A field, in quotes (doubled inside) when it holds a quote, a comma, a line
// end, or space at an end.
std::string csv_field(const std::string& text);

}  // namespace zipml
