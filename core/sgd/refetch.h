// Refetching (section 4.3, supplement G.3 to G.5): a sample is fetched again in
// full precision only where low precision cannot tell on which side of the
// hinge's kink it lies, that is the sign of the margin m = 1 - b a^T x.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/quantize/quantizer.h"
#include "core/sgd/estimator.h"

namespace zipml {

// The hinge's derivative in z is -b where m > 0 and 0 where m <= 0.
enum class HingeSide { kActive, kInactive, kUnknown };

// The side by a sample in full precision, never kUnknown: products exact in
// double, summed with compensation (Knuth's two-sum). The sign of the computed
// m is the exact one unless |m| is below about n^2 2^-106 (1 + sum_i |a_i
// x_i|). label: -1 or +1.
HingeSide exact_hinge_side(const float* sample, std::span<const float> model,
                           float label);

// How far a value can lie from the level that it was rounded to, float
// rounding included. The value must lie within the grid's range. For uniform
// levels it is the resolution of the column: the step for stochastic rounding,
// half a step to nearest. For others it is the wider of the two cells (or half
// cells) next to the drawn level.
class RoundingError {
 public:
  // The grid must outlive it.
  RoundingError(const LevelGrid& grid, Rounding rounding);

  // max |a_i - drawn| over the values a_i that may be rounded to `drawn`, which
  // must be a level of the feature.
  double of(std::size_t feature, float drawn) const {
    return uniform_.empty() ? of_levels(feature, drawn) : uniform_[feature];
  }

 private:
  double of_levels(std::size_t feature, float drawn) const;

  const LevelGrid* grid_;
  Rounding rounding_;
  std::vector<double> uniform_;  // by feature; empty for other grids
};

// The l1 bound of G.4 with column scaling: m lies within
//   1 - b Q(a)^T x +- sum_i |x_i| e_i,  e_i = RoundingError::of(i, Q(a_i)).
// kUnknown where that interval, widened by the rounding of its own arithmetic,
// holds 0. Otherwise the side is the exact one, whatever the sample: no flip is
// ever let through.
HingeSide bounded_hinge_side(const float* drawn, const RoundingError& error,
                             std::span<const float> model, float label);

// What both estimators do once they know the side, or know that they do not:
// gradient += weight * (-b q) for an active sample, nothing for an inactive
// one, q the visit's draw; an unknown side fetches the row again, and q is the
// row itself and the side the exact one. visit.full must be there then.
VisitCost add_hinge_gradient(HingeSide side, const SampleVisit& visit,
                             std::span<const float> model, float weight,
                             std::span<float> gradient);

// l1-refetching. One draw q; where bounded_hinge_side(q) knows the side the
// estimate is -b q or 0, else the row is fetched again (32 bits a value) and
// the estimate is -b a or 0 by the exact side. For the hinge loss only. Given
// the side, a stochastic draw is not quite unbiased: the draws that need no
// refetch are those that err away from the kink. The grid must outlive it.
std::unique_ptr<GradientEstimator> make_l1_refetch_estimator(
    const LevelGrid& grid, Rounding rounding);

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

// Sketches of samples and models as they are sent: rounded to nearest with
// sketch_coordinate_bits bits over [-M, M], M the largest coordinate (32 bits).
class SketchChannel {
 public:
  SketchChannel(std::size_t features, const SketchSpec& spec,
                const StreamKey& key);
  ~SketchChannel();

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
  std::unique_ptr<class VectorCodec> codec_;
};

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
