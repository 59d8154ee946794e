// The page that html.cc fills: mustache templates of the page and of a text
// that may name claims, and the style sheet.
#pragma once

namespace zipml {

extern const char* const kPageTemplate;
extern const char* const kWordsTemplate;
extern const char* const kVerdictTemplate;
extern const char* const kPageStyle;

}  // namespace zipml
