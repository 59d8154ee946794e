// Text in HTML, and back.
#pragma once

#include <string>
#include <string_view>

namespace zipml {

// With &, <, >, " and ' as entities: no part of it is markup, in an element or
// in an attribute in quotes.
std::string escaped(std::string_view text);

// With those five entities as characters; others stand as they are.
std::string unescaped(std::string_view text);

}  // namespace zipml
