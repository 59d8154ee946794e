// The command that computes a verdict anew.
#pragma once

#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "tools/zipml/session.h"

namespace zipml {

// One for each verdict of a finished study: what was asked, on the verdict's
// data alone where the experiment lets one choose them, in a run of its own, so
// that nothing is replaced. No command where an experiment or a config that
// comes with the program does not ask the same now: a config or a file of one's
// own is where only its owner knows. `seconds`: those of the cells on the data.
std::vector<VerdictRecipe> recipes_of(const Session& session,
                                      const std::string& study,
                                      const std::vector<Verdict>& verdicts);

}  // namespace zipml
