// The recorded step searches, as a table.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/problem_spec.h"

namespace zipml {

// A row for each candidate of each search cell; what was searched for.
Table step_search_table(
    const std::vector<std::pair<std::string, std::shared_ptr<const Cell>>>&
        searches,
    const Results& results);

}  // namespace zipml
