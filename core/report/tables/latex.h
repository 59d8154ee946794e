// Tables as LaTeX (packages: booktabs).
#pragma once

#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

// A table environment with a booktabs tabular, caption and label
// "tab:<id>". Numbers are set in math mode.
std::string table_to_latex(const Table& table);

// Text so that LaTeX prints it as it is: \ { } $ & # ^ _ ~ % < > | " ` [ ] *
// are replaced (the brackets and the star because of "\\[" and "\\*"), double
// hyphens kept apart; control characters become spaces.
std::string escape_latex(const std::string& text);

// A cell as display_text, for LaTeX.
std::string latex_cell(const Value& value, const Column& column);

}  // namespace zipml
