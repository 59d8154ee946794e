// Studies for the tests of comparisons.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/report/compare/compare.h"

namespace zipml {

// One grid point of "naive_bias" with the parameters bits and sgd.epochs.
StudyQuestion question_of(std::uint64_t seed, int epochs = 20);

// A study of one table.
ComparedSide side_of(const Table& table, StudyQuestion question);

// The only pair's comparison.
StudyComparison compare_sides(const ComparedSide& first,
                              const ComparedSide& second);
StudyComparison compare_tables(const Table& first, const Table& second,
                               const StudyQuestion& first_question,
                               const StudyQuestion& second_question);

// "moved" for each value that is not the same: "class: row; column".
std::vector<std::string> lines_of(const StudyComparison& comparison);

}  // namespace zipml
