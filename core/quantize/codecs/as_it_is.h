// What every codec sends unchanged. Internal to core/quantize/codecs.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace zipml {

// All zeros, or a value that is not finite.
inline bool arrives_as_it_is(std::span<const float> values) {
  const auto is_finite = [](float value) { return std::isfinite(value); };
  const auto is_zero = [](float value) { return value == 0; };
  return !std::all_of(values.begin(), values.end(), is_finite) ||
         std::all_of(values.begin(), values.end(), is_zero);
}

}  // namespace zipml
