// Random projections of samples and models, from which the side of a sample is
// told (section 4.3, supplement G.3).
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/quantize/vector_codec.h"
#include "core/sgd/estimator_parameters.h"
#include "core/sgd/refetch.h"

namespace zipml {

// A random projection M (r x n) of entries +-1 / sqrt(r) from a seed that both
// sides share (Achlioptas 2003), so that M itself is never sent.
class Sketch {
 public:
  // Memory: dimension * features floats.
  Sketch(std::size_t features, std::size_t dimension, const StreamKey& key);

  std::size_t dimension() const { return dimension_; }
  // out = M v; `vector` of features, `out` of dimension() values.
  void apply(const float* vector, float* out) const;

 private:
  std::size_t features_;
  std::size_t dimension_;
  std::vector<float> signs_;
};

// E ((Ma)^T (Mx) - a^T x)^2, exactly:
//   (||a||^2 ||x||^2 + (a^T x)^2 - 2 sum_i a_i^2 x_i^2) / r.
double sketch_variance(std::span<const float> a, std::span<const float> x,
                       std::size_t dimension);

// Theorem 5 (Johnson and Lindenstrauss) for an inner product: a bound on
// P(|(Ma)^T (Mx) - a^T x| >= gamma ||a|| ||x||), 4 exp(-r (g^2/4 - g^3/6)) with
// g = min(gamma, 1), at most 1. By the norms of u + v and u - v for the unit
// vectors u, v, two tails each.
double sketch_failure_bound(std::size_t dimension, double gamma);
// The least r with sketch_failure_bound(r, gamma) <= tau: O(log(1/tau) /
// gamma^2). 0 < tau < 1, gamma > 0.
std::size_t sketch_dimension(double gamma, double tau);

// Bits of a sketch coordinate: ceil(log2(n / delta)), 2 to 16; Corollary 4's
// O(log(n / delta)) with constant 1.
int sketch_coordinate_bits(std::size_t features, double delta);

struct SketchSpec {
  std::size_t dimension = 64;
  double delta = 0.1;  // of the margin, > 0
};

// The spec as an estimator's parameters, sketch_dimension and delta, and back.
// UserError when one is missing.
EstimatorParameters to_parameters(const SketchSpec& spec);
SketchSpec sketch_from(const EstimatorParameters& parameters);

// Sketches of samples and models as they are sent: rounded to nearest with
// sketch_coordinate_bits bits over [-M, M], M the largest coordinate (32 bits).
class SketchChannel {
 public:
  SketchChannel(std::size_t features, const SketchSpec& spec,
                const StreamKey& key);

  const SketchSpec& spec() const { return spec_; }
  // Bits of one sketch.
  double message_bits() const;
  // What arrives of M v, dimension values.
  void send(const float* vector, std::span<float> out) const;
  // c ~ 1 - b a^T x from two sketches, by the corrected formula of Corollary 4:
  //   a^T x = (||Ma||^2 + ||Mx||^2 - ||Ma - Mx||^2) / 2 = (Ma)^T (Mx).
  static double margin(std::span<const float> sample_sketch,
                       std::span<const float> model_sketch, float label);
  // The side that c tells: kUnknown where |c| <= 2 delta.
  HingeSide side(double margin) const;

 private:
  SketchSpec spec_;
  Sketch sketch_;
  std::unique_ptr<VectorCodec> codec_;
};

}  // namespace zipml
