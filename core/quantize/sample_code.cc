#include "core/quantize/sample_code.h"

#include <bit>

namespace zipml {

std::string_view sample_code_name(SampleCode code) {
  switch (code) {
    case SampleCode::kSingle:
      return "single";
    case SampleCode::kOrderedPair:
      return "ordered pair";
    case SampleCode::kDrawCount:
      return "draw count";
  }
  return "";
}

std::uint64_t code_states(SampleCode code, int intervals, int draws) {
  const auto s = static_cast<std::uint64_t>(intervals);
  switch (code) {
    case SampleCode::kSingle:
      return s + 1;
    case SampleCode::kOrderedPair:
      return 3 * s + 1;
    case SampleCode::kDrawCount:
      return static_cast<std::uint64_t>(draws) * s + 1;
  }
  return 0;
}

int code_bits(SampleCode code, int intervals, int draws) {
  return static_cast<int>(
      std::bit_width(code_states(code, intervals, draws) - 1));
}

void decode_draws(SampleCode code, const LevelGrid& grid,
                  const std::uint32_t* codes, const CounterHash& hash,
                  std::uint64_t visit, std::span<float* const> out) {
  const std::size_t n = grid.features();
  switch (code) {
    case SampleCode::kSingle:
      for (std::size_t i = 0; i < n; ++i) {
        out[0][i] = grid.level(i, static_cast<int>(codes[i]));
      }
      break;
    case SampleCode::kOrderedPair:
      // 3 k: (k, k); 3 k + 1: (k, k + 1); 3 k + 2: (k + 1, k).
      for (std::size_t i = 0; i < n; ++i) {
        const auto k = static_cast<int>(codes[i] / 3);
        const std::uint32_t which = codes[i] % 3;
        out[0][i] = grid.level(i, which == 2 ? k + 1 : k);
        out[1][i] = grid.level(i, which == 1 ? k + 1 : k);
      }
      break;
    case SampleCode::kDrawCount: {
      const auto draws = static_cast<std::uint32_t>(out.size());
      for (std::size_t i = 0; i < n; ++i) {
        const auto cell = static_cast<int>(codes[i] / draws);
        std::uint32_t up = codes[i] % draws;
        // Selection sampling: each order of the draws is equally likely.
        for (std::uint32_t draw = 0; draw < draws; ++draw) {
          const std::uint64_t word = (visit * draws + draw) * n + i;
          const double u = static_cast<double>(hash(word) >> 11) * 0x1p-53;
          const bool is_up = u * (draws - draw) < up;
          out[draw][i] = grid.level(i, cell + (is_up ? 1 : 0));
          up -= is_up ? 1 : 0;
        }
      }
      break;
    }
  }
}

}  // namespace zipml
