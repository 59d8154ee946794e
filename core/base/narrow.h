// Whole numbers into smaller types, never cut.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace zipml {

// `value` as a To. UserError at `what` (a parameter, an option or a field)
// when it does not fit.
template <std::integral To>
To narrow(std::int64_t value, const std::string& what) {
  if (std::in_range<To>(value)) return static_cast<To>(value);
  // "+" makes a number of a character type.
  fail_at(what, std::to_string(value) + " found, " +
                    std::to_string(+std::numeric_limits<To>::min()) + " to " +
                    std::to_string(+std::numeric_limits<To>::max()) +
                    " expected");
}

}  // namespace zipml
