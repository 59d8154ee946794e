// The JSON Schema of an experiment's configs, for editors.
#pragma once

#include <string>

#include "core/harness/experiment.h"

namespace zipml {

// JSON Schema 2020-12, made from the parameters' descriptors: an editor that
// reads it completes keys and choices, shows help, units and defaults, and
// marks what load_study would refuse (but for the existence of files, the
// lengths of zipped axes and the like). What is said more than once is in
// $defs: the parameters' values and a sweep's axes. As indented_json writes it,
// on lines of 80 columns where they can be broken; the same info gives the same
// bytes.
std::string schema_text(const ExperimentInfo& info);

}  // namespace zipml
