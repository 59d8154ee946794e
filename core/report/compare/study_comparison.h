// One study of both runs, before its numbers are judged together with all.
#pragma once

#include <array>

#include "core/report/compare/compare.h"

namespace zipml {

// Every value with its class. Two estimates that are tested have their
// difference and are within noise until it is judged; a verdict that noise may
// leave undecided is so until its number is.
StudyComparison compare_study(const StudyPair& pair);

// Two estimates, to find the same two elsewhere.
using EstimatesKey = std::array<double, 8>;
EstimatesKey key_of(const ComparedValue& value);

}  // namespace zipml
