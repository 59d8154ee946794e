#include "core/quantize/vector_codec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/kernels/kernels.h"
#include "core/quantize/optimal/optimal_levels.h"
#include "core/quantize/packed_samples.h"

namespace zipml {

VectorCodec VectorCodec::full_precision() { return {}; }

VectorCodec VectorCodec::quantized(int bits, LevelConvention convention,
                                   Rounding rounding, VectorNorm norm) {
  VectorCodec codec;
  codec.bits_ = bits;
  codec.intervals_ = interval_count(bits, convention);
  codec.rounding_ = rounding;
  codec.norm_ = norm;
  return codec;
}

VectorCodec VectorCodec::optimal_levels(int bits, Rounding rounding) {
  VectorCodec codec;
  codec.bits_ = bits;
  codec.intervals_ = interval_count(bits, LevelConvention::kWholeRange);
  codec.rounding_ = rounding;
  codec.optimal_ = true;
  return codec;
}

std::uint64_t VectorCodec::message_bits(std::size_t n) const {
  if (is_full_precision()) return 32 * n;
  const int bits = code_bits(SampleCode::kSingle, intervals_, 1);
  const auto levels = static_cast<std::uint64_t>(intervals_) + 1;
  return static_cast<std::uint64_t>(bits) * n + 32 * (optimal_ ? levels : 1);
}

void VectorCodec::send(std::span<const float> in, const CounterHash& hash,
                       std::uint64_t message, std::span<float> out) const {
  assert(in.size() == out.size());
  double scale = 0;
  bool finite = true;
  if (!is_full_precision()) {
    for (const float value : in) {
      const double v = double{value};
      finite = finite && std::isfinite(v);
      scale = norm_ == VectorNorm::kMax ? std::max(scale, std::abs(v))
                                        : scale + v * v;
    }
    if (norm_ == VectorNorm::kEuclidean) scale = std::sqrt(scale);
  }
  if (is_full_precision() || scale == 0 || !finite) {
    std::copy(in.begin(), in.end(), out.begin());
    return;
  }
  const DrawBits bits{hash.base, message * draw_words(in.size())};
  if (optimal_) {
    send_optimal(in, bits, out.data());
  } else {
    send_uniform(in, scale, bits, out.data());
  }
}

void VectorCodec::send_uniform(std::span<const float> in, double scale,
                               const DrawBits& bits, float* out) const {
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
    kernels().round_nearest(in.data(), grid, n, out);
  } else {
    kernels().round_stochastic(in.data(), grid, bits, n, out);
  }
}

void VectorCodec::send_optimal(std::span<const float> in, const DrawBits& bits,
                               float* out) const {
  const auto count = static_cast<std::size_t>(intervals_) + 1;
  const LevelGrid grid = LevelGrid::from_shared_levels(
      in.size(), optimal::solve("exact", in, {.levels = count}).levels);
  if (rounding_ == Rounding::kNearest) {
    kernels().round_nearest_table(in.data(), grid.table(), in.size(), out);
  } else {
    kernels().round_stochastic_table(in.data(), grid.table(), bits, in.size(),
                                     out);
  }
}

std::string VectorCodec::name() const {
  return is_full_precision()
             ? "32-bit"
             : fmt::format("{}-bit {}{}", bits_, rounding_name(rounding_),
                           optimal_ ? ", optimal levels" : "");
}

}  // namespace zipml
