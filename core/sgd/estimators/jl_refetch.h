// The sample in full precision where random projections leave its side open.
#pragma once

#include <memory>

#include "core/data/dataset.h"
#include "core/sgd/estimator.h"
#include "core/sgd/sketch.h"

namespace zipml {

// JL-refetching (G.3), called l2-refetching in the main text. The device gets a
// draw q, the sketch of the row (made once, before training) and, whenever the
// model has changed since, that of the model. Where |c| <= 2 delta it fetches
// the row again and takes the exact side; else the estimate is -b q or 0 by the
// sign of c. (The paper puts a polynomial there; the sign is known, so none is
// needed.) VisitCost::bits counts both sketches. For the hinge loss only.
//
// It is wrong with some chance: a side that c tells is wrong only if
// |c - m| >= 2 delta, for which, the rounding of the sketches aside, the chance
// is at most sketch_failure_bound(r, 2 delta / (||a|| ||x||)).
//
// Keeps a sketch of every row (rows * dimension floats) and the last model: one
// training run owns one.
std::unique_ptr<GradientEstimator> make_jl_refetch_estimator(
    const FeatureMatrix& rows, const SketchSpec& spec, const StreamKey& key);

}  // namespace zipml
