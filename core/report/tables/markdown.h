// Tables as Markdown, readable as it is and as rendered.
#pragma once

#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

// "### title", a pipe table padded to equal widths, the caption.
std::string table_to_markdown(const Table& table);

// Text so that Markdown shows it as it is: on one line, with a backslash
// before \ ` * [ ] < > | $ & ~ and before an underscore that is not inside a
// word.
std::string escape_markdown(const std::string& text);

}  // namespace zipml
