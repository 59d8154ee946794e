// A number of two studies by repetition: sharper than two intervals where both
// hold the same repetitions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/significance.h"
#include "core/report/compare/compare.h"

namespace zipml {

// Where an estimate stands in the findings of one side.
struct EstimatePlace {
  std::string table = {};  // its id; empty: a verdict's `ours`
  std::size_t row = 0;     // or the verdict
  std::size_t column = 0;
  std::vector<std::size_t> key = {};  // the columns that identify the row
};

// The difference of the repetitions that both sides hold, at least two. Nothing
// unless each estimate is the mean, or the geometric mean, of its side's
// repetitions with their t interval, both in one way; and where one repetition
// alone gives other rows than all together.
std::optional<Difference> difference_by_repetition(
    const ComparedSide& first, const EstimatePlace& first_place,
    const ComparedSide& second, const EstimatePlace& second_place);

}  // namespace zipml
