// Which channels are quantized: the five modes of supplement A.1.
#pragma once

#include <string>
#include <vector>

#include "experiments/linear/training.h"

namespace zipml {

// "none", "gradient", "model", "sample", "end_to_end".
std::vector<std::string> precision_mode_names();
// For people: "gradient only", "end to end", ...
std::string precision_mode_label(const std::string& mode);

// `spec` with `bits` bits on the mode's channels and 32 on the others: samples
// by `method`, models and gradients by settings' channels.*. UserError for an
// unknown mode.
TrainingSpec with_mode(TrainingSpec spec, const Settings& settings,
                       const std::string& mode, const std::string& method,
                       int bits);

}  // namespace zipml
