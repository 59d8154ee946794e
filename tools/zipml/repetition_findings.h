// What each repetition of a finished study alone has found, from its stored
// cells: what paired comparisons are made of.
#pragma once

#include <string>
#include <vector>

#include "core/report/compare/compare.h"
#include "core/report/compare/question.h"
#include "tools/zipml/session.h"

namespace zipml {

// Whether both hold two or more of the same repetitions: of one seed, by one
// number, at all grid points.
bool share_repetitions(const StudyQuestion& first, const StudyQuestion& second);

struct StudyRepetitions {
  // Each is the analysis of the study as if it had that repetition only; cells
  // that are not repeated are the same in all.
  std::vector<RepetitionFindings> findings = {};
  std::string missing = {};  // why there are none
};

// There are none when the study cannot be planned again (its data or files are
// not there) or a cell of it is not stored as this program computes it.
StudyRepetitions findings_by_repetition(const Session& session,
                                        const StudyQuestion& question);

}  // namespace zipml
