// The page that html.cc fills: a mustache template and its style sheet.
#pragma once

namespace zipml {

extern const char* const kPageTemplate;
extern const char* const kPageStyle;

}  // namespace zipml
