// What the weights of a layer are rounded to while a network is trained on its
// quantized weights (ZipML section 3.3; the authors' fork of Caffe).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"

namespace zipml {

// The weights of a layer: those of filter f, input channel c and place p of its
// kernel lie at (f * channels + c) * places + p. An inner product is a kernel
// as large as its input.
struct WeightShape {
  int filters = 0;  // outputs
  int channels = 0;
  int places = 0;  // height x width of the kernel

  int filter_size() const { return channels * places; }
  int size() const { return filters * filter_size(); }
  friend bool operator==(const WeightShape&, const WeightShape&) = default;
};

enum class WeightRounding {
  kNearest,  // to the nearest level, as the authors' code does
  // Up with the chance (w - a) / (b - a) between two levels a < b: unbiased
  // where a level lies on either side. What lies beyond the levels is clipped.
  kStochastic,
};

// How to round, and with which draws: weight i takes number i of them.
struct WeightRounder {
  WeightRounding rounding = WeightRounding::kNearest;
  CounterHash draws = {};
};

// Q(W) of min_W loss(Q(W)), and how a gradient comes back from Q(W) to W. A
// quantizer has no state; W is what a training run keeps in full precision.
class WeightQuantizer {
 public:
  virtual ~WeightQuantizer() = default;

  // A rule that W itself has to obey, from the start and after each update.
  // Most have none.
  virtual void constrain(const WeightShape& shape,
                         std::span<float> weights) const;

  // Q(W). All spans have shape.size() elements.
  virtual void quantize(const WeightShape& shape,
                        std::span<const float> weights,
                        const WeightRounder& rounder,
                        std::span<float> quantized) const = 0;

  // The gradient with respect to Q(W) made one with respect to W, in place.
  // Straight-through (Bengio, Leonard and Courville 2013) unless it says
  // otherwise: it is left as it is.
  virtual void pull_back(std::span<const float> weights,
                         std::span<const float> quantized,
                         std::span<float> gradient) const;

  // The levels of this layer, ascending; empty where it has none or each
  // filter has its own.
  virtual std::vector<float> levels(std::span<const float> weights) const;
};

// By name:
//   32-bit            Q(W) = W
//   binary-layer      sign(w) times the layer's mean |w| (the authors' fork)
//   binary-filter     the same by filter, centred and clamped (XNOR-Net)
//   ternary           -a, 0, a (Ternary Weight Networks)
//   heuristic-5       the authors' code for "optimal" levels
//   uniform-K, optimal-K, k-means-K   with K levels, 2 <= K <= 16
// std::out_of_range for another name.
std::unique_ptr<const WeightQuantizer> make_weight_quantizer(
    std::string_view name);
bool is_weight_quantizer(const std::string& name);

// Whether it rounds to levels of its own choice as WeightRounding says; binary
// and ternary weights have rules of their own.
bool has_rounding(std::string_view name);

// For people, e.g. "uniform 5".
std::string weight_quantizer_label(std::string_view name);
// The levels of a weight, e.g. 5; 0 for 32-bit.
int weight_level_count(std::string_view name);

// sum (q - w)^2 / sum w^2; NaN where all weights are 0.
double relative_weight_error(std::span<const float> weights,
                             std::span<const float> quantized);

}  // namespace zipml
