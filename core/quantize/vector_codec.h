// How a vector crosses a channel: quantized by its own scale. For models and
// gradients, whose values change (supplement A.3). One file each in codecs/;
// the table is in vector_codec.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/quantize/quantizer.h"

namespace zipml {

class VectorCodec {
 public:
  virtual ~VectorCodec() = default;
  // "4-bit stochastic, row_l2".
  virtual std::string name() const = 0;
  // Bits that one vector of n values takes, its scale included.
  virtual std::uint64_t message_bits(std::size_t n) const = 0;
  // What the receiver sees, in.size() == out.size() values. `message` numbers
  // the messages of one stream, as a visit does in Quantizer. out may be in.
  // A vector of zeros, or one with a value that is not finite, arrives as it
  // is.
  virtual void send(std::span<const float> in, const CounterHash& hash,
                    std::uint64_t message, std::span<float> out) const = 0;
};

// One number a vector: M(v).
enum class VectorNorm {
  kEuclidean,  // ||v||_2: the paper's row scaling
  kMax,        // max_i |v_i|
};

// Uniform levels of `bits` bits over [-M(v), M(v)]; M(v) travels as a float:
// n ceil(log2(levels)) + 32 bits. Stochastic rounding is unbiased; with
// per-sign levels its variance is that of Lemma 2. bits: 1 to 16.
std::unique_ptr<VectorCodec> make_row_codec(int bits,
                                            LevelConvention convention,
                                            Rounding rounding, VectorNorm norm);

// Natural compression (Horvath et al. 2022): sign and power of two, rounded
// stochastically between neighbours, 9 bits a value. Unbiased, with
// E C(t)^2 <= 9/8 t^2.
std::unique_ptr<VectorCodec> make_natural_codec();

// The 2^bits levels with the least rounding variance for this very vector
// (`exact` of core/optimal), which travel with it as floats. The paper
// has optimal levels for samples only, since vectors change; the solver's speed
// makes this affordable.
std::unique_ptr<VectorCodec> make_row_optimal_codec(int bits);

// By name: "row_l2" and "row_max" (stochastic), "row_l2_nearest", "natural"
// (which ignores bits and convention), "row_optimal" (which ignores the
// convention). UserError for an unknown one.
std::unique_ptr<VectorCodec> make_vector_codec(const std::string& name,
                                               int bits,
                                               LevelConvention convention);
std::vector<std::string> vector_codec_names();

}  // namespace zipml
