// Least-squares SGD with batches of 1 as others write it: x <- x - step (a^T x
// - b) a over rows in storage order.
#pragma once

#include <span>
#include <vector>

#include "core/data/dataset.h"

namespace zipml::cpu_speed {

using BaselineEpoch = void (*)(const FeatureMatrix& features,
                               std::span<const float> labels, float step,
                               std::vector<float>& model);

// Loops, as the compiler takes them without leave to reorder sums.
void plain_epoch(const FeatureMatrix& features, std::span<const float> labels,
                 float step, std::vector<float>& model);
// Eigen's dot and axpy, for the instruction set that the program is built for.
void eigen_epoch(const FeatureMatrix& features, std::span<const float> labels,
                 float step, std::vector<float>& model);
// OpenBLAS's sdot and saxpy on one thread, for this CPU; null where the program
// was built without it.
BaselineEpoch openblas_epoch();

}  // namespace zipml::cpu_speed
