// The page that html.cc fills: a mustache template of the page and one of a
// study, the style sheet, and the script.
#pragma once

#include <string>

namespace zipml {

extern const char* const kPageTemplate;
extern const char* const kStudyTemplate;
extern const char* const kPageScript;

// The style sheet, with the colours of both themes.
std::string page_style();

}  // namespace zipml
