// Parameters set or swept on the command line.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/harness/config/parameter_set.h"
#include "core/harness/config/sweep.h"
#include "core/harness/value.h"
#include "core/json/mistakes.h"

namespace zipml {

// "--set NAME=TEXT" or "--sweep NAME=TEXT".
struct Override {
  std::string name = {};  // full, or the last part where that is unambiguous
  std::string text = {};
};

// Splits "name=text" at the first '='; `option` is "--set" or "--sweep", for
// the UserError when there is no '=' or no name.
Override parse_override(const std::string& option, const std::string& argument);

// The values of --set by full parameter name; the same one twice is a mistake.
// The text is read by the parameter's type: a number as people type it (.5,
// 1e6: core/base/typed_number.h), true or false, a text as it stands; a list as
// JSON "[1, 2]" or with commas "1,2". Mistakes are added as `--set NAME: ...`.
Record read_sets(std::span<const Override> sets, const ParameterSet& parameters,
                 Mistakes& mistakes);

// The axes of --sweep, each parameter once: values with commas "1,4,16", a
// range "1..8", "0.1..0.5:0.1" (step) or "1..64*4" (factor), or JSON as in a
// config.
std::vector<SweepAxis> read_sweeps(std::span<const Override> sweeps,
                                   const ParameterSet& parameters,
                                   Mistakes& mistakes);

// Puts the overrides in place: values and axes of the config that they
// replace go, the order of the remaining axes stays. A sweep's axis takes its
// old place in the product, or the last one. The same parameter set and swept
// is a mistake.
void apply_overrides(const Record& sets, const std::vector<SweepAxis>& sweeps,
                     Record& values, Sweep& sweep, Mistakes& mistakes);

}  // namespace zipml
