// Rows of several seeds as rows of one larger sample.
#pragma once

#include <string>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

struct PooledRows {
  Table table = {};          // without the columns that are pooled
  std::string mistake = {};  // why there is none; empty when there is one
};

// The rows that agree but for the columns `pooled` as one. Rows are told apart,
// within one combination of the pooled values, by their texts, truth values,
// lists and the columns `swept`; where these are not enough, by their integers
// and then by their numbers, from the left on, as few as it takes. All else is
// measured: estimates become that of all values behind them (statistics.h:
// pooled), different numbers the estimate of their mean, equal numbers stay,
// and what is null in some of the rows is of the others. A mistake: rows that
// nothing tells apart, an interval that cannot be pooled.
PooledRows pool_rows(const Table& table, const std::vector<std::string>& pooled,
                     const std::vector<std::string>& swept);

}  // namespace zipml
