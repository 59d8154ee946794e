// Claims C8 and C9 (section 5.2, Figs 7a and 10): levels placed by the data of
// each feature against levels at equal steps, with double sampling.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_optimal_vs_uniform(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
