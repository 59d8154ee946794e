// Two runs of one study, number by number.
#pragma once

#include <cstdint>

#include "core/harness/findings/findings.h"

namespace zipml {

struct Comparison {
  // Cells of tables and outcomes of verdicts.
  std::int64_t same = 0;
  std::int64_t changed = 0;
  std::int64_t missing = 0;  // in one of the two
  // A row for each that is not the same: where, row, column, change
  // ("changed", "only in first", "only in second"), first, second, relative
  // (second / first - 1, of numbers).
  Table differences = {};
};

// Values are compared exactly. Rows are matched by their leading text and
// integer cells, equal ones in their order; columns and tables by name;
// verdicts by claim, metric and data.
Comparison compare_findings(const Findings& first, const Findings& second);

}  // namespace zipml
