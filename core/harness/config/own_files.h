// The user's own files that a study names, and what outputs call them: a run's
// results are for others, who have nothing of the folders they lay in.
#pragma once

#include <map>
#include <string>

#include "core/harness/config/parameter_set.h"
#include "core/harness/config/sweep.h"
#include "core/harness/value.h"

namespace zipml {

struct OwnFile {
  std::string name = {};    // without its folder; with " (2)" for a second one
  std::string sha256 = {};  // of its bytes as they lie; of a pipe empty
};

// By path, as settings have it.
using OwnFiles = std::map<std::string, OwnFile>;

// Those that the parameters' values or the axes name. UserError when one
// cannot be read.
OwnFiles own_files(const ParameterSet& parameters, const Record& values,
                   const Sweep& sweep);

// The same with names in the place of paths.
Record with_names(const Record& record, const OwnFiles& files);

}  // namespace zipml
