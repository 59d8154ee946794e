#include "core/quantize/quantizer.h"

#include "core/kernels/kernels.h"

namespace zipml {

UniformGridRow uniform_row(const LevelGrid& grid) {
  return {grid.low(), grid.step(), grid.inverse_step(),
          static_cast<float>(grid.intervals())};
}

std::string_view rounding_name(Rounding rounding) {
  return rounding == Rounding::kStochastic ? "stochastic" : "nearest";
}

float dither(const CounterHash& hash, std::uint64_t first, std::size_t i,
             int draw) {
  const std::size_t lane = i % kLanes;
  const std::uint64_t word =
      first + (i - lane) + lane / 2 + (draw == 0 ? 0 : kLanes / 2);
  const std::uint64_t half = hash(word) >> (lane % 2 * 32) & 0xffffffffu;
  return static_cast<float>(half >> 8) * 0x1p-24f;
}

void Quantizer::draw(const float* row, const CounterHash& hash,
                     std::uint64_t visit, float* out) const {
  const std::size_t n = grid_->features();
  const DrawBits bits{hash.base, visit * draw_words(n)};
  const Kernels& kernel = kernels();
  const bool nearest = rounding_ == Rounding::kNearest;
  if (grid_->is_uniform()) {
    const UniformGridRow grid = uniform_row(*grid_);
    if (nearest) {
      kernel.round_nearest(row, grid, n, out);
    } else {
      kernel.round_stochastic(row, grid, bits, n, out);
    }
  } else if (nearest) {
    kernel.round_nearest_table(row, grid_->table(), n, out);
  } else {
    kernel.round_stochastic_table(row, grid_->table(), bits, n, out);
  }
}

void Quantizer::draw_pair(const float* row, const CounterHash& hash,
                          std::uint64_t visit, float* first,
                          float* second) const {
  draw_pair(row, hash, visit, 1, 0, first, second);
}

void Quantizer::draw_pair(const float* row, const CounterHash& hash,
                          std::uint64_t visit, std::uint64_t pairs,
                          std::uint64_t p, float* first, float* second) const {
  const std::size_t n = grid_->features();
  if (rounding_ == Rounding::kNearest) {
    draw(row, hash, visit, first);
    draw(row, hash, visit, second);
    return;
  }
  const DrawBits bits{hash.base, (visit * pairs + p) * draw_words(n)};
  if (grid_->is_uniform()) {
    kernels().round_pair(row, uniform_row(*grid_), bits, n, first, second);
  } else {
    kernels().round_pair_table(row, grid_->table(), bits, n, first, second);
  }
}

}  // namespace zipml
