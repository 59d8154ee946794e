// The recorded step searches, as a table.
#pragma once

#include <vector>

#include "experiments/linear/linear_point.h"

namespace zipml {

// A row for each candidate of each search.
Table step_search_table(const std::vector<NamedSearch>& searches,
                        const Results& results);

}  // namespace zipml
