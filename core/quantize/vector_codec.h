// How a vector crosses a channel: whole, or quantized by its own scale. For
// models and gradients, whose values change (supplement A.3: row scaling), or
// by levels that are optimal for it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/quantize/quantizer.h"

namespace zipml {

// One number a vector: M(v).
enum class VectorNorm {
  kEuclidean,  // ||v||_2: the paper's row scaling
  kMax,        // max_i |v_i|
};

class VectorCodec {
 public:
  // 32-bit floats, untouched.
  static VectorCodec full_precision();
  // Levels over [-M(v), M(v)]; M(v) travels as a float.
  static VectorCodec quantized(int bits, LevelConvention convention,
                               Rounding rounding, VectorNorm norm);
  // The 2^bits levels with the least rounding variance for this very vector
  // (`exact` of core/quantize/optimal), which travel with it. The paper has
  // optimal levels for samples only, since vectors change; the solver's speed
  // makes this affordable.
  static VectorCodec optimal_levels(int bits, Rounding rounding);

  bool is_full_precision() const { return intervals_ == 0; }
  // Bits that one vector of n values takes: 32 n, or n ceil(log2(levels)) and
  // the 32 of M(v), or of each optimal level.
  std::uint64_t message_bits(std::size_t n) const;
  // What the receiver sees. `message` numbers the messages of one stream, as a
  // visit does in Quantizer. out may be in. A vector of zeros, or one with a
  // value that is not finite, arrives as it is.
  void send(std::span<const float> in, const CounterHash& hash,
            std::uint64_t message, std::span<float> out) const;
  // "32-bit", "4-bit stochastic", "4-bit stochastic, optimal levels".
  std::string name() const;

 private:
  void send_uniform(std::span<const float> in, double scale,
                    const DrawBits& bits, float* out) const;
  void send_optimal(std::span<const float> in, const DrawBits& bits,
                    float* out) const;

  int bits_ = 32;
  int intervals_ = 0;
  Rounding rounding_ = Rounding::kStochastic;
  VectorNorm norm_ = VectorNorm::kEuclidean;
  bool optimal_ = false;
};

}  // namespace zipml
