// The parts of make_verdicts.
#pragma once

#include <vector>

#include "experiments/scaling_and_storage/analysis.h"

namespace zipml::scaling_and_storage {

// Supplement A.3: which scaling for samples, models and gradients.
std::vector<Verdict> scaling_verdicts(const Cells& cells,
                                      const Measurements& measured);
// Where SGD with fresh and stored draws goes.
std::vector<Verdict> fixed_point_verdicts(const Cells& cells,
                                          const Measurements& measured);
// C6: bits of k stored draws.
std::vector<Verdict> storage_verdicts(const Cells& cells,
                                      const Measurements& measured);

}  // namespace zipml::scaling_and_storage
