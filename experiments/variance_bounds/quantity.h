// What the statements bound: variances and second moments, by their closed
// form and measured with the quantizers and estimators of core/.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/base/statistics.h"
#include "experiments/variance_bounds/instance.h"

namespace zipml::variance_bounds {

enum class Quantity {
  kProjection,            // x^T Q(a): its mean is x^T a (Lemma 6 (ii))
  kTotalVariance,         // E ||Q(a) - a||^2
  kNonzeros,              // E ||Q(a)||_0
  kSecondMoment,          // E ||Q(a)||^2
  kDoubleSampling,        // E ||g - g'||^2, one sample
  kSymmetrised,           // the same of the symmetrised form
  kDoubleSamplingMoment,  // mean over samples of E ||g||^2
  kDoubleSamplingNoise,   // mean over samples of E ||g - grad f||^2
  kModelMoment,           // E ||a (a^T Q(x) - b)||^2
  kGradientMoment,        // E ||Q(g')||^2
  kEndToEndMoment,        // E ||Q_4(Q_1(a) (Q_2(a)^T Q_3(x) - b))||^2
  kEndToEndNoise,         // E ||the same - grad f||^2
};

// "total_variance", "E ||Q(a) - a||^2"; std::out_of_range for an unknown name.
std::string quantity_name(Quantity quantity);
std::string quantity_formula(Quantity quantity);
Quantity quantity_from_name(const std::string& name);
std::vector<Quantity> all_quantities();

// Of a quantized vector alone: label and model play no part.
bool is_of_vector(Quantity quantity);
// A distance from grad f: sigma^2 is part of it.
bool is_noise(Quantity quantity);

// The closed form goes over the 2^m outcomes of Q_1(a), so that it asks for a
// small n.
bool is_end_to_end(Quantity quantity);
inline constexpr Eigen::Index kEndToEndFeatures = 8;

// The closed form. End to end: n <= kEndToEndFeatures.
double exact(Quantity quantity, const Instance& instance);

// What it is without quantization: ||a||^2, the mean of ||g'||^2, sigma^2, or 0
// for variances, nonzeros and the projection.
double unquantized(Quantity quantity, const Instance& instance);

// Draws through VectorCodec (row scaling: Q(a) of one vector, model and
// gradient), Quantizer on a LevelGrid (samples and column scaling) and the
// double-sampling estimators; mean over the samples in each draw.
RunningStatistics measure(Quantity quantity, const Instance& instance,
                          std::int64_t draws, const StreamKey& key);

}  // namespace zipml::variance_bounds
