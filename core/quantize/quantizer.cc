#include "core/quantize/quantizer.h"

#include "core/kernels/kernels.h"

namespace zipml {
namespace {

UniformGridRow kernel_grid(const LevelGrid& grid) {
  return {grid.low(), grid.step(), grid.inverse_step(),
          static_cast<float>(grid.intervals())};
}

}  // namespace

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
  const std::uint64_t first = visit * draw_words(n);
  if (grid_->is_uniform()) {
    const UniformGridRow grid = kernel_grid(*grid_);
    if (rounding_ == Rounding::kNearest) {
      kernels().round_nearest(row, grid, n, out);
    } else {
      kernels().round_stochastic(row, grid, {hash.base, first}, n, out);
    }
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const LevelGrid::Place at = grid_->place(i, row[i]);
    const float threshold =
        rounding_ == Rounding::kNearest ? 0.5f : dither(hash, first, i, 0);
    const bool up = rounding_ == Rounding::kNearest ? at.fraction >= threshold
                                                    : threshold < at.fraction;
    out[i] = grid_->level(i, at.cell + (up ? 1 : 0));
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
  const std::uint64_t word = (visit * pairs + p) * draw_words(n);
  if (grid_->is_uniform()) {
    kernels().round_pair(row, kernel_grid(*grid_), {hash.base, word}, n, first,
                         second);
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const LevelGrid::Place at = grid_->place(i, row[i]);
    const int up1 = dither(hash, word, i, 0) < at.fraction ? 1 : 0;
    const int up2 = dither(hash, word, i, 1) < at.fraction ? 1 : 0;
    first[i] = grid_->level(i, at.cell + up1);
    second[i] = grid_->level(i, at.cell + up2);
  }
}

}  // namespace zipml
