// First windows for many levels, without a layer for each level.
#pragma once

#include "core/optimal/search/coarse_to_fine.h"

namespace zipml::optimal {

// The first rounds of a search. For any price p >= 0 and the cheapest priced
// ways f_p(J) from the left and g_p(J) from the right to a vertex J, every
// path with level t at J has an area of at least
//   max_p (f_p(J) - p t) + max_p (g_p(J) - p (s - 1 - t)),
// a bound that some tens of priced passes of O(M log M) give for all levels
// at once (PROOF.md, step 7); layers would take s of them. Narrows windows and
// splits blocks until the gap is small enough for layers.
void restrict_windows(Search& search, BlockSource& source);

}  // namespace zipml::optimal
