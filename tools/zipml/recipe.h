// The command that computes a verdict anew.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "tools/zipml/session.h"

namespace zipml {

// One for each verdict of a finished study: as the study was asked for, on the
// verdict's data alone where the experiment lets one choose them, in a folder
// of its own then, and by force. `seconds`: those of the cells on these data.
std::vector<VerdictRecipe> recipes_of(const Session& session,
                                      const std::string& study,
                                      const std::vector<Verdict>& verdicts);

}  // namespace zipml
