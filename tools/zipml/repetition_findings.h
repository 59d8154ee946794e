// What each repetition of a finished study alone has found, from its stored
// cells: what paired comparisons are made of.
#pragma once

#include <vector>

#include "core/report/compare/compare.h"
#include "core/report/compare/question.h"
#include "tools/zipml/session.h"

namespace zipml {

// Each is the analysis of the study as if it had that repetition only; cells
// that are not repeated are the same in all. Nothing when it has one
// repetition, when its grid points have not the same ones, or when it cannot be
// planned again (its data or files are not there) or a cell of it is not stored
// as this program computes it.
std::vector<RepetitionFindings> findings_by_repetition(
    const Session& session, const StudyQuestion& question);

}  // namespace zipml
