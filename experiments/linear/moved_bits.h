// What training moves over its channels.
#pragma once

#include <limits>

#include "core/harness/runs.h"

namespace zipml {

// Bits that crossed the channels in an epoch; NaN where not known.
struct MovedBits {
  double samples = std::numeric_limits<double>::quiet_NaN();
  double model = std::numeric_limits<double>::quiet_NaN();
  double gradient = std::numeric_limits<double>::quiet_NaN();

  double total() const { return samples + model + gradient; }
};

// Of the first epoch of the first of these training runs that had one.
MovedBits moved_bits(const Runs& runs);

}  // namespace zipml
