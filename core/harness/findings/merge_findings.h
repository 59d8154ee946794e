// The findings of a swept study: those of its grid points in one.
#pragma once

#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

struct PointFindings {
  Record coordinates;  // the swept parameters of the point; empty: not swept
  Findings findings;
};

// One point without coordinates is itself. Otherwise: tables become one, with a
// column for each coordinate in front, where id, title, caption and columns
// agree; else a table stays apart, its id and title named after its point. The
// column of a coordinate whose name the table has already is "swept_NAME". A
// verdict that is the very same at several points is one, of these points: its
// cells are. Figures and other verdicts stay apart, named after their point
// ("sgd.batch_size = 16"); a note that all points share is given once.
Findings merge_findings(std::vector<PointFindings> points);

// "sgd.batch_size = 16, seed = 2".
std::string coordinates_text(const Record& coordinates);

}  // namespace zipml
