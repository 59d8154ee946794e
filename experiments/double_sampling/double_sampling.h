// Claims C2, C3, C6 and C19 (sections 2.2, 5.1, supplement J.1, Fig 8): two
// independent draws of each sample make SGD unbiased, at the bits of the paper.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_double_sampling(
    std::shared_ptr<DataLibrary> library);

}  // namespace zipml
