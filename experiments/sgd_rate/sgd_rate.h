// Theorems 1 and 3 (sections 2.1, 2.2, supplement B): the rate of projected,
// averaged SGD with and without noise, with unbiased low precision, and with
// the bias of naive rounding.
#pragma once

#include <memory>

#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_sgd_rate();

}  // namespace zipml
