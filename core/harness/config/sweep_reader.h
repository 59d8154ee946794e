// Reads the "sweep" of a config, and one axis of it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/config/parameter_set.h"
#include "core/harness/config/sweep.h"
#include "core/json/mistakes.h"
#include "core/json/tree.h"

namespace zipml {

// Whether an axis of `parameter` may be a range: integers and numbers.
bool takes_ranges(const Parameter& parameter);

// An axis of `parameter`: a non-empty list of its values, each once unless
// `zipped`, or where it takes_ranges a range
// {"from": a, "to": b, "step": s} or {"from": a, "to": b, "factor": f}.
// Mistakes go to `mistakes`, the values of relative files are below `folder`.
std::optional<SweepAxis> read_axis(const Parameter& parameter,
                                   const JsonNode& node,
                                   const std::string& pointer,
                                   const std::filesystem::path& folder,
                                   Mistakes& mistakes, bool zipped = false);

// {"product": {parameter: axis, ...}, "zip": {parameter: axis, ...},
// "exclude": [{parameter: value, ...}, ...]}, each part optional. What was
// good of it is returned, all mistakes go to `mistakes`: unknown keys and
// parameters, bad axes, a parameter on two axes, zipped axes of different
// lengths.
Sweep read_sweep(const JsonNode& node, const ParameterSet& parameters,
                 const std::filesystem::path& folder, Mistakes& mistakes);

}  // namespace zipml
