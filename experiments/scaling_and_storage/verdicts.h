// The parts of make_verdicts.
#pragma once

#include <string>
#include <vector>

#include "experiments/scaling_and_storage/analysis.h"

namespace zipml::scaling_and_storage {

// A verdict on these data sets, without values or outcome.
Verdict about(const std::vector<ProblemSpec>& problems, const char* claim,
              std::string statement, const char* where, std::string metric);

// Supplement A.3: which scaling for samples, models and gradients.
std::vector<Verdict> scaling_verdicts(const CellMaker& cells,
                                      const Measurements& measured);
// Where SGD with fresh and stored draws goes.
std::vector<Verdict> fixed_point_verdicts(const CellMaker& cells,
                                          const Measurements& measured);
// C6: bits of k stored draws.
std::vector<Verdict> storage_verdicts(const CellMaker& cells,
                                      const Results& results);

}  // namespace zipml::scaling_and_storage
