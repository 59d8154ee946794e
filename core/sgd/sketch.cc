#include "core/sgd/sketch.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/kernels/kernels.h"

namespace zipml {

Sketch::Sketch(std::size_t features, std::size_t dimension,
               const StreamKey& key)
    : features_(features), dimension_(dimension), signs_(features * dimension) {
  assert(dimension >= 1);
  const CounterHash hash(key);
  const float size = 1 / std::sqrt(static_cast<float>(dimension));
  for (std::size_t i = 0; i < signs_.size(); ++i) {
    const bool plus = (hash(i / 64) >> (i % 64) & 1) != 0;
    signs_[i] = plus ? size : -size;
  }
}

void Sketch::apply(const float* vector, float* out) const {
  const Kernels& kernel = kernels();
  for (std::size_t j = 0; j < dimension_; ++j) {
    out[j] = kernel.dot(signs_.data() + j * features_, vector, features_);
  }
}

double sketch_variance(std::span<const float> a, std::span<const float> x,
                       std::size_t dimension) {
  double a_square = 0, x_square = 0, product = 0, both = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double p = double{a[i]} * double{x[i]};
    a_square += double{a[i]} * double{a[i]};
    x_square += double{x[i]} * double{x[i]};
    product += p;
    both += p * p;
  }
  return (a_square * x_square + product * product - 2 * both) /
         static_cast<double>(dimension);
}

double sketch_failure_bound(std::size_t dimension, double gamma) {
  const double g = std::min(gamma, 1.0);
  const double exponent =
      static_cast<double>(dimension) * (g * g / 4 - g * g * g / 6);
  return std::min(1.0, 4 * std::exp(-exponent));
}

std::size_t sketch_dimension(double gamma, double tau) {
  const double g = std::min(gamma, 1.0);
  return static_cast<std::size_t>(
      std::ceil(std::log(4 / tau) / (g * g / 4 - g * g * g / 6)));
}

int sketch_coordinate_bits(std::size_t features, double delta) {
  const double bits =
      std::ceil(std::log2(static_cast<double>(features) / delta));
  return static_cast<int>(std::clamp(bits, 2.0, 16.0));
}

EstimatorParameters to_parameters(const SketchSpec& spec) {
  return {{"sketch_dimension", static_cast<int>(spec.dimension)},
          {"delta", spec.delta}};
}

SketchSpec sketch_from(const EstimatorParameters& parameters) {
  const int dimension = parameters.integer("sketch_dimension");
  return {.dimension = static_cast<std::size_t>(dimension),
          .delta = parameters.number("delta")};
}

SketchChannel::SketchChannel(std::size_t features, const SketchSpec& spec,
                             const StreamKey& key)
    : spec_(spec),
      sketch_(features, spec.dimension, key),
      codec_(make_row_codec(sketch_coordinate_bits(features, spec.delta),
                            LevelConvention::kWholeRange, Rounding::kNearest,
                            VectorNorm::kMax)) {}

double SketchChannel::message_bits() const {
  return static_cast<double>(codec_->message_bits(spec_.dimension));
}

void SketchChannel::send(const float* vector, std::span<float> out) const {
  assert(out.size() == spec_.dimension);
  sketch_.apply(vector, out.data());
  codec_->send(out, CounterHash(), 0, out);
}

double SketchChannel::margin(std::span<const float> sample_sketch,
                             std::span<const float> model_sketch, float label) {
  const float product = kernels().dot(sample_sketch.data(), model_sketch.data(),
                                      sample_sketch.size());
  return 1 - double{label} * double{product};
}

HingeSide SketchChannel::side(double margin) const {
  if (margin > 2 * spec_.delta) return HingeSide::kActive;
  if (margin < -2 * spec_.delta) return HingeSide::kInactive;
  return HingeSide::kUnknown;
}

}  // namespace zipml
