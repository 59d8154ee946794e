#include "core/quantize/packed_samples.h"

#include <cassert>

#include "core/kernels/kernels.h"
#include "core/quantize/code_stream.h"

namespace zipml {
namespace {

// Draws of one value, as indices, in order.
int drawn_index(const Quantizer& quantizer, const LevelGrid::Place& at,
                float u) {
  const bool up = quantizer.rounding() == Rounding::kNearest
                      ? at.fraction >= 0.5f
                      : u < at.fraction;
  return at.cell + (up ? 1 : 0);
}

}  // namespace

PackedSamples::PackedSamples(const Quantizer& quantizer, SampleCode code,
                             int draws, const float* values, std::size_t rows,
                             const CounterHash& hash)
    : grid_(&quantizer.grid()),
      code_(code),
      draws_(draws),
      bits_(code_bits(code, grid_->intervals(), draws)),
      rows_(rows) {
  assert(bits_ <= kMostCodeBits);
  assert(code != SampleCode::kSingle || draws == 1);
  assert(code != SampleCode::kOrderedPair || draws == 2);
  const std::size_t n = grid_->features();
  row_bytes_ = (n * static_cast<std::size_t>(bits_) + 7) / 8;
  plane_.assign(rows * row_bytes_ + kSpareCodeBytes, 0);

  const auto pairs = static_cast<std::uint64_t>((draws + 1) / 2);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < n; ++i) {
      const LevelGrid::Place at = grid_->place(i, values[row * n + i]);
      std::uint32_t packed = 0;
      for (int draw = 0; draw < draws; ++draw) {
        // The same dithers as Quantizer::draw_pair for this visit.
        const std::uint64_t pair = static_cast<std::uint64_t>(draw) / 2;
        const std::uint64_t first = (row * pairs + pair) * draw_words(n);
        const float u = dither(hash, first, i, draw % 2);
        const auto k =
            static_cast<std::uint32_t>(drawn_index(quantizer, at, u));
        const auto cell = static_cast<std::uint32_t>(at.cell);
        switch (code) {
          case SampleCode::kSingle:
            packed = k;
            break;
          case SampleCode::kOrderedPair:
            packed += draw == 0 ? 2 * k : k;
            break;
          case SampleCode::kDrawCount:
            packed += draw == 0 ? cell * static_cast<std::uint32_t>(draws) : 0;
            packed += k - cell;
            break;
        }
      }
      put_code(plane_.data() + row * row_bytes_, i, bits_, packed);
    }
  }
}

void PackedSamples::unpack(std::size_t row, std::uint32_t* codes) const {
  const std::uint8_t* start = plane_.data() + row * row_bytes_;
  for (std::size_t i = 0; i < grid_->features(); ++i) {
    codes[i] = get_code(start, i, bits_);
  }
}

void PackedSamples::read(std::size_t row, const CounterHash& hash,
                         std::uint64_t visit,
                         std::span<float* const> out) const {
  assert(out.size() == static_cast<std::size_t>(draws_));
  thread_local std::vector<std::uint32_t> codes;
  codes.resize(grid_->features());
  unpack(row, codes.data());
  decode_draws(code_, *grid_, codes.data(), hash, visit, out);
}

}  // namespace zipml
