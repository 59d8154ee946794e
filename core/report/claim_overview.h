// What became of each claim, and where to look: the end of a run in a terminal,
// the table of a README.
#pragma once

#include <map>
#include <span>
#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

// A paragraph for each claim ("C1", ...) among the titles, C2 before C10:
//   C3   A few bits make the extra variance negligible: 4 reproduced, 1 partly
//        (double_sampling, variance_bounds; without gisette)
// with the verdicts that count (counts_for_claim) by outcome, the studies that
// have them, and the sets that were not to be had; one of untested_claims says
// "no experiment". In the end "Not in this run: C1, C2", those that no study
// has tried. Wrapped at `width` columns (at least 40).
std::string claims_overview_text(
    std::span<const StudyVerdicts> studies,
    const std::map<std::string, std::string>& titles, int width);

// The same as a Markdown table, a row for each claim that was tried: its title,
// how many verdicts of each outcome, and "experiment; without gisette".
std::string claims_overview_markdown(
    std::span<const StudyVerdicts> studies,
    const std::map<std::string, std::string>& titles);

}  // namespace zipml
