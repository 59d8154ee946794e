// The levels that are optimal for the very vector.
#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "core/kernels/kernels.h"
#include "core/optimal/optimal_levels.h"
#include "core/quantize/codecs/as_it_is.h"
#include "core/quantize/packed_samples.h"
#include "core/quantize/vector_codec.h"

namespace zipml {
namespace {

class RowOptimalCodec : public VectorCodec {
 public:
  explicit RowOptimalCodec(int bits)
      : bits_(bits),
        intervals_(interval_count(bits, LevelConvention::kWholeRange)) {}

  std::string name() const override {
    return fmt::format("{}-bit stochastic, optimal levels", bits_);
  }

  std::uint64_t message_bits(std::size_t n) const override {
    const int bits = code_bits(SampleCode::kSingle, intervals_, 1);
    const auto levels = static_cast<std::uint64_t>(intervals_) + 1;
    return static_cast<std::uint64_t>(bits) * n + 32 * levels;
  }

  void send(std::span<const float> in, const CounterHash& hash,
            std::uint64_t message, std::span<float> out) const override {
    assert(in.size() == out.size());
    if (arrives_as_it_is(in)) {
      std::copy(in.begin(), in.end(), out.begin());
      return;
    }
    const auto count = static_cast<std::size_t>(intervals_) + 1;
    const LevelGrid grid = LevelGrid::from_shared_levels(
        in.size(), optimal::solve("exact", in, {.levels = count}).levels);
    kernels().round_stochastic_table(
        in.data(), grid.table(), {hash.base, message * draw_words(in.size())},
        in.size(), out.data());
  }

 private:
  int bits_;
  int intervals_;
};

}  // namespace

std::unique_ptr<VectorCodec> make_row_optimal_codec(int bits) {
  return std::make_unique<RowOptimalCodec>(bits);
}

}  // namespace zipml
