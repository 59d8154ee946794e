#include "core/quantize/packed_values.h"

#include <cassert>

#include "core/kernels/kernels.h"
#include "core/quantize/code_stream.h"

namespace zipml {

PackedValues::PackedValues(const Quantizer& quantizer, int draws,
                           std::span<const float> values,
                           const CounterHash& hash)
    : draws_(draws), size_(values.size()) {
  const LevelGrid& grid = quantizer.grid();
  assert(grid.features() == 1 && (draws == 1 || draws == 2));
  const SampleCode code =
      draws == 1 ? SampleCode::kSingle : SampleCode::kDrawCount;
  bits_ = code_bits(code, grid.intervals(), draws);
  assert(bits_ <= kMostCodeBits);
  for (int k = 0; k <= grid.intervals(); ++k) {
    levels_.push_back(grid.level(0, k));
  }
  stream_.assign(
      (size_ * static_cast<std::size_t>(bits_) + 7) / 8 + kSpareCodeBytes, 0);
  for (std::size_t i = 0; i < size_; ++i) {
    const LevelGrid::Place at = grid.place(0, values[i]);
    // The sum of the draws' levels by number: kSingle's code, and kDrawCount's
    // for two.
    std::uint32_t packed = 0;
    for (int draw = 0; draw < draws; ++draw) {
      const bool up = quantizer.rounding() == Rounding::kNearest
                          ? at.fraction >= 0.5f
                          : dither(hash, 0, i, draw) < at.fraction;
      packed += static_cast<std::uint32_t>(at.cell + (up ? 1 : 0));
    }
    put_code(stream_.data(), i, bits_, packed);
  }
}

void PackedValues::read(std::size_t first, std::size_t count,
                        std::span<float* const> out) const {
  assert(out.size() >= static_cast<std::size_t>(draws_));
  assert(first + count <= size_);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t code = get_code(stream_.data(), first + i, bits_);
    if (draws_ == 1) {
      out[0][i] = levels_[code];
    } else {
      out[0][i] = levels_[code / 2];
      out[1][i] = levels_[code - code / 2];
    }
  }
}

}  // namespace zipml
