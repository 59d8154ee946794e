// One table or figure of a config, made.
#pragma once

#include <optional>

#include "core/harness/findings/chosen_rows.h"

namespace zipml {

// Nothing after a mistake, which the chooser has noted.
std::optional<Table> make_chosen(const ChosenTable& chosen,
                                 const RowChooser& chooser);
std::optional<Figure> make_chosen(const ChosenFigure& chosen,
                                  const RowChooser& chooser);

}  // namespace zipml
