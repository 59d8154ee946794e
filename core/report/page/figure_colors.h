// How the colours of figures (core/report/figures/style.h) look on the page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zipml {

// The class of the page's style sheet that has a colour of figures, given in
// hexadecimal with small letters ("#d55e00"): "c1". Nothing for another colour,
// as one of an image's colour bar, which is the same in any light.
std::optional<std::string> color_class(std::string_view color);

enum class Theme { kLight, kDark };

// For each colour the variable that its class stands for: "--c1:#d55e00;".
std::string color_variables(Theme theme);

// ".c1{--c:var(--c1)}", for each colour.
std::string color_rules();

}  // namespace zipml
