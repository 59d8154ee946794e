// Looking for the instance on which a bound is worst.
#pragma once

#include <vector>

#include "core/base/random.h"
#include "experiments/variance_bounds/statement.h"

namespace zipml::variance_bounds {

struct SearchResult {
  std::int64_t instances = 0;
  std::int64_t violations = 0;
  double ratio = 0;       // the largest, of all
  double objective = -1;  // the largest of those that are measurable
  // Where it is met; there is none with an objective of -1.
  Instance worst;
  Comparison comparison;
};

// `count` random instances.
SearchResult try_random(const Statement& statement, Eigen::Index features,
                        const std::vector<int>& bits, std::int64_t count,
                        RandomStream& stream);

// Hill climbing on the objective: `restarts` starts (the first at the worst of
// `start`, the others random), `steps` moves each; a move changes one or a few
// coordinates, a label, a scale or the bits and stays when the objective does
// not fall. Every move is an instance that counts.
SearchResult climb(const Statement& statement, Eigen::Index features,
                   const std::vector<int>& bits, const SearchResult& start,
                   std::int64_t restarts, std::int64_t steps,
                   RandomStream& stream);

// The instance with its numbers cut to three digits where that costs less than
// 1 % of the objective: a reader can check it by hand.
SearchResult rounded(const Statement& statement, SearchResult result);

}  // namespace zipml::variance_bounds
