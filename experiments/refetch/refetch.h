// Claims C16 and C17 (section 4.3, supplement G.3 to G.5 and J.2, Fig 12): the
// hinge loss at low precision, where a sample is fetched again in full
// precision only when low precision cannot tell its side of the kink.
#pragma once

#include <memory>

#include "core/data/library.h"
#include "core/harness/experiment.h"

namespace zipml {

std::unique_ptr<Experiment> make_refetch(std::shared_ptr<DataLibrary> library);

}  // namespace zipml
