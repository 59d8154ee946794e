// Sign and power of two, rounded stochastically between neighbours.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/kernels/kernels.h"
#include "core/quantize/codecs/as_it_is.h"
#include "core/quantize/vector_codec.h"

namespace zipml {
namespace {

class NaturalCodec : public VectorCodec {
 public:
  std::string name() const override { return "natural compression"; }

  // Sign and the exponent of a float; no scale.
  std::uint64_t message_bits(std::size_t n) const override { return 9 * n; }

  void send(std::span<const float> in, const CounterHash& hash,
            std::uint64_t message, std::span<float> out) const override {
    assert(in.size() == out.size());
    if (arrives_as_it_is(in)) {
      std::copy(in.begin(), in.end(), out.begin());
      return;
    }
    const std::uint64_t first = message * draw_words(in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
      const float size = std::abs(in[i]);
      if (size == 0) {
        out[i] = in[i];
        continue;
      }
      const float low = std::ldexp(1.0f, std::ilogb(size));
      // size in [low, 2 low): up with the chance (size - low) / low.
      const bool up = dither(hash, first, i, 0) < (size - low) / low;
      out[i] = std::copysign(up ? 2 * low : low, in[i]);
    }
  }
};

}  // namespace

std::unique_ptr<VectorCodec> make_natural_codec() {
  return std::make_unique<NaturalCodec>();
}

}  // namespace zipml
