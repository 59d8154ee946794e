// Claim C6 read at equal storage: is the second draw worth its bit?
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

// One draw less the mean diagonal, two draws as a set and in both orders, and
// plain rounding, all stored in the same number of bits a value.
std::unique_ptr<Experiment> make_debiased_single(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
