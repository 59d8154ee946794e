// The recorded step searches, as a table.
#pragma once

#include <vector>

#include "experiments/linear/linear_point.h"

namespace zipml {

// A row for each candidate of each search.
Table step_search_table(const std::vector<NamedSearch>& searches,
                        const Results& results);

// Temporary: the old form.
inline Table step_search_table(
    const std::vector<std::pair<std::string, std::shared_ptr<const Cell>>>&
        searches,
    const Results& results) {
  std::vector<NamedSearch> named;
  for (const auto& [title, cell] : searches) named.push_back({title, cell});
  return step_search_table(named, results);
}

}  // namespace zipml
