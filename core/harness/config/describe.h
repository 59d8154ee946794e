// What an experiment's parameters are, for people: on a terminal and in the
// generated config reference.
#pragma once

#include <string>

#include "core/harness/experiment.h"

namespace zipml {

// For a terminal: title, claims, and each parameter with its type, range,
// default by profile and help, wrapped at `width` columns (words longer than
// that stay whole).
std::string describe_text(const ExperimentInfo& info, std::size_t width = 80);

// A section of Markdown: heading, where the claims are, and a table with a row
// for each parameter: name, type, default, range, unit, help. Defaults that
// differ by profile are "quick / standard / paper".
std::string reference_markdown(const ExperimentInfo& info);

}  // namespace zipml
