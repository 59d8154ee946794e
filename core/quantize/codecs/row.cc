// Uniform levels over a range of the vector's own.
#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/kernels/kernels.h"
#include "core/quantize/codecs/as_it_is.h"
#include "core/quantize/packed_samples.h"
#include "core/quantize/vector_codec.h"

namespace zipml {
namespace {

class RowCodec : public VectorCodec {
 public:
  RowCodec(int bits, LevelConvention convention, Rounding rounding,
           VectorNorm norm)
      : bits_(bits),
        intervals_(interval_count(bits, convention)),
        rounding_(rounding),
        norm_(norm) {}

  std::string name() const override {
    return fmt::format("{}-bit {}, {}", bits_, rounding_name(rounding_),
                       norm_ == VectorNorm::kMax ? "row_max" : "row_l2");
  }

  std::uint64_t message_bits(std::size_t n) const override {
    const int bits = code_bits(SampleCode::kSingle, intervals_, 1);
    return static_cast<std::uint64_t>(bits) * n + 32;
  }

  void send(std::span<const float> in, const CounterHash& hash,
            std::uint64_t message, std::span<float> out) const override {
    assert(in.size() == out.size());
    if (arrives_as_it_is(in)) {
      std::copy(in.begin(), in.end(), out.begin());
      return;
    }
    const double scale = scale_of(in);
    // The kernels want a grid a value; this one has the same for all.
    const std::size_t n = in.size();
    thread_local std::vector<float> low, step, inverse;
    const double width = 2 * scale / intervals_;
    low.assign(n, static_cast<float>(-scale));
    step.assign(n, static_cast<float>(width));
    inverse.assign(n, static_cast<float>(1 / width));
    const UniformGridRow grid{low.data(), step.data(), inverse.data(),
                              static_cast<float>(intervals_)};
    if (rounding_ == Rounding::kNearest) {
      kernels().round_nearest(in.data(), grid, n, out.data());
    } else {
      kernels().round_stochastic(
          in.data(), grid, {hash.base, message * draw_words(n)}, n, out.data());
    }
  }

 private:
  double scale_of(std::span<const float> in) const {
    double scale = 0;
    for (const float value : in) {
      const double v = double{value};
      scale = norm_ == VectorNorm::kMax ? std::max(scale, std::abs(v))
                                        : scale + v * v;
    }
    return norm_ == VectorNorm::kEuclidean ? std::sqrt(scale) : scale;
  }

  int bits_;
  int intervals_;
  Rounding rounding_;
  VectorNorm norm_;
};

}  // namespace

std::unique_ptr<VectorCodec> make_row_codec(int bits,
                                            LevelConvention convention,
                                            Rounding rounding,
                                            VectorNorm norm) {
  return std::make_unique<RowCodec>(bits, convention, rounding, norm);
}

}  // namespace zipml
