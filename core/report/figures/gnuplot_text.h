// Text in gnuplot scripts: printed, never run.
#pragma once

#include <string>

namespace zipml {

// A single-quoted gnuplot string that prints as `text`. Within single quotes
// gnuplot expands nothing (no backquotes, macros or escapes). An apostrophe
// becomes a typographic one: gnuplot 5.4 reads a doubled quote at the
// beginning as the string's end. Control characters become spaces, and "]]>",
// which ends an XML section, is parted by a space. The script must turn
// enhanced text off, else _ ^ { } @ & ~ are mark-up.
std::string gnuplot_string(const std::string& text);

// The same without a quote: for a comment.
std::string gnuplot_comment(const std::string& text);

}  // namespace zipml
