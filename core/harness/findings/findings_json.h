// Findings as JSON text: the stored truth that every writer reads, so that
// tables and figures are made again without running anything.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/harness/findings/findings.h"

namespace zipml {

// {"schema", "tables", "figures", "verdicts", "notes", "cells"}, each with the
// members of its struct; values as value_json.h says. Reads back equal, to the
// bit.
std::string findings_to_json(const Findings& findings);
// std::runtime_error when the text is not what findings_to_json writes.
Findings findings_from_json(std::string_view text);

// For other programs: {"schema": "zipml verdicts 1", "verdicts": an array} of
// objects with exactly the members study, claim, kind, statement, where,
// metric, paper, ours (a number, or null when there is none or it is not
// finite), ratio (ours over the paper's number, or null), ci95 ([low, high], or
// null when a limit is not finite or there is no sampling error), n, tolerance,
// verdict (the outcome's name), reason, profile, data, stand_in (a string or
// null: the verdict is on other data and does not count), incomplete (a string
// that says which cells of the study have no result, or null), command and
// seconds (how to compute it anew and the time of its cells, or null).
std::string verdicts_to_json(std::span<const StudyVerdicts> studies);

}  // namespace zipml
