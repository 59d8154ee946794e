// What variance_bounds computes: each task in the file of its name.
#pragma once

#include "core/harness/experiment.h"
#include "core/quantize/grid.h"

namespace zipml::variance_bounds {

inline constexpr const char* kSearchTask = "search";
inline constexpr const char* kFormulaTask = "formula";
inline constexpr const char* kCurveTask = "curve";
inline constexpr const char* kEndToEndTask = "end_to_end";

inline constexpr LevelConvention kConventions[] = {
    LevelConvention::kPerSign, LevelConvention::kWholeRange};

// A row a dimension: features, random and adversarial (instances),
// random_violations and adversarial_violations, ratio (largest exact / bound;
// infinite when a bound at or below zero is violated); and of the instance with
// the largest objective (Comparison): objective, exact, bound, measured
// (estimate), score (measured - exact in standard errors), instance (its text)
// and steps (its convention).
CellResult run_search(const Cell& cell, const RunContext& context);

// A row an instance: ratio (measured / exact), score (measured - exact in
// standard errors), and score_of_more, the same against a tenth more than exact
// (of a projection: than the norms' product more).
CellResult run_formula(const Cell& cell, const RunContext& context);

// Values, all over ||v||^2: measured, exact; s.
CellResult run_curve(const Cell& cell, const RunContext& context);

// Values: s, measured (E ||g||^2), factor (measured / (||g'||^2 + R^2 / s^2)),
// printed and corrected (the bounds, over the same).
CellResult run_end_to_end(const Cell& cell, const RunContext& context);

}  // namespace zipml::variance_bounds
