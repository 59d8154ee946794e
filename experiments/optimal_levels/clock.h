// The one clock of the experiment, for its timing cells only.
#pragma once

#include <functional>

namespace zipml::optimal_levels {

// Milliseconds of processor time that this thread spends in `work`: what other
// programs do at the time counts little.
double thread_milliseconds(const std::function<void()>& work);

}  // namespace zipml::optimal_levels
