// Tables as LaTeX (packages: array, booktabs, longtable).
#pragma once

#include <string>
#include <string_view>

#include "core/harness/findings/findings.h"
#include "core/report/tables/latex_text.h"

namespace zipml {

// A longtable, which goes over pages, at 7 pt within the width of a standard
// article's text (latex_layout.h), with rules of booktabs. Cells that are too
// long break onto lines; a table that is too wide even so comes in parts, each
// with the columns that name the row. Labels: "tab:<study>:<id>", of further
// parts "tab:<study>:<id>:2" and so on. The list of tables has the title alone.
std::string table_to_latex(const Table& table, std::string_view study);

}  // namespace zipml
