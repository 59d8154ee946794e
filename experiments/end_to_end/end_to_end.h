// Claims C4 and C5: samples, models and gradients all in low precision.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

// Regression and LS-SVM at 1 to 8 bits on every channel and on each alone: the
// fewest bits with a smooth curve, bits moved, and which reading of Figs 8 and
// 10 fits the paper's curves (erratum X8).
std::unique_ptr<Experiment> make_end_to_end(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
