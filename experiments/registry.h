// Every experiment, in one explicit table.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

// All of them, in the order in which they are listed and run. Products of
// matrices have the same bits on every CPU from then on (fix_product_blocking).
std::vector<std::unique_ptr<Experiment>> make_experiments(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
