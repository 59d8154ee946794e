// What an experiment's parameters are, for people: on a terminal and in
// configs/README.md.
#pragma once

#include <map>
#include <string>

#include "core/harness/experiment.h"

namespace zipml {

// For a terminal: title, claims, and each parameter with its type, range,
// default by profile and help, wrapped at `width` columns (words longer than
// that stay whole). `claim_titles` says by number what a claim is; one that it
// lacks stands there as its number.
std::string describe_text(
    const ExperimentInfo& info,
    const std::map<std::string, std::string>& claim_titles = {},
    int width = 80);

// A section of Markdown on what every config has besides parameters: its name,
// the sweep, and the tables and figures that it asks for.
std::string describe_config_markdown();

// A section of Markdown: heading, where the claims are, and a table with a row
// for each parameter: name, type, default, range, unit, help. Defaults that
// differ by profile are "quick / standard / paper".
std::string describe_markdown(const ExperimentInfo& info);

}  // namespace zipml
