#include "core/quantize/packed_plane.h"

#include <catch.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "core/kernels/target.h"

using namespace zipml;

namespace {

struct PlaneSamples {
  std::size_t rows, features;
  std::vector<float> values;
  LevelGrid uniform, placed;

  PlaneSamples(std::size_t rows_, std::size_t features_, int intervals)
      : rows(rows_), features(features_), values(rows * features) {
    RandomStream stream({.seed = 11, .step = features});
    for (float& value : values) value = static_cast<float>(stream.normal());
    const std::vector<ValueRange> ranges = column_ranges(
        values.data(), rows, features, features, Scaling::kMinMax);
    uniform = LevelGrid::uniform(ranges, intervals);
    std::vector<std::vector<double>> levels;
    for (const ValueRange& range : ranges) {
      std::vector<double> of_feature;
      for (int k = 0; k <= intervals; ++k) {
        const double t = static_cast<double>(k) / intervals;
        of_feature.push_back(range.low + (range.high - range.low) * t * t);
      }
      levels.push_back(of_feature);
    }
    placed = LevelGrid::from_levels(levels);
  }
};

// The definition of core/kernels/kernels.h: draw 0 or 1 of value i of a row.
int drawn(const LevelGrid& grid, const CounterHash& hash, std::uint64_t row,
          std::size_t i, int draw, float value) {
  const LevelGrid::Place at = grid.place(i, value);
  const std::uint64_t word = row * code_words(grid.features()) +
                             i / kLanes * (kLanes / 2) + i % kLanes / 2;
  const std::uint64_t half = hash(word) >> (i % 2 * 32) & 0xffffffffu;
  const auto dither =
      static_cast<std::uint32_t>(draw == 0 ? half & 0xffff : half >> 16);
  const auto chance = static_cast<std::uint32_t>(at.fraction * 65536.0f + 0.5f);
  return at.cell + (dither < chance ? 1 : 0);
}

}  // namespace

TEST_CASE("a plane gives a code the fewest bits of 1, 2, 4 and 8", "[unit]") {
  CHECK(plane_bits(SampleCode::kSingle, 1) == 1);
  CHECK(plane_bits(SampleCode::kSingle, 3) == 2);
  CHECK(plane_bits(SampleCode::kSingle, 4) == 4);
  CHECK(plane_bits(SampleCode::kSingle, 255) == 8);
  CHECK(plane_bits(SampleCode::kSingle, 256) == 0);
  CHECK(plane_bits(SampleCode::kOrderedPair, 1) == 2);
  CHECK(plane_bits(SampleCode::kOrderedPair, 5) == 4);
  CHECK(plane_bits(SampleCode::kOrderedPair, 85) == 8);
  CHECK(plane_bits(SampleCode::kOrderedPair, 86) == 0);
  CHECK(plane_bits(SampleCode::kDrawCount, 1) == 2);
  CHECK(plane_bits(SampleCode::kDrawCount, 7) == 4);
  CHECK(plane_bits(SampleCode::kDrawCount, 127) == 8);
  CHECK(plane_bits(SampleCode::kDrawCount, 128) == 0);
}

TEST_CASE("packed codes are the draws of their definition", "[unit]") {
  const CounterHash hash({.seed = 12});
  for (const Target target : available_targets()) {
    const ForcedTarget forced(target);
    for (const std::size_t features : {1u, 15u, 64u, 70u, 300u}) {
      for (const int intervals : {1, 3, 5, 7, 15, 63, 85}) {
        const PlaneSamples samples(6, features, intervals);
        for (const LevelGrid* grid : {&samples.uniform, &samples.placed}) {
          // The walk over many levels of a table is slow, and the same.
          if (!grid->is_uniform() && intervals > 7) continue;
          const Quantizer stochastic(*grid, Rounding::kStochastic);
          const Quantizer nearest(*grid, Rounding::kNearest);
          const PackedPlane one(stochastic, SampleCode::kSingle,
                                samples.values.data(), samples.rows, hash);
          const PackedPlane pair(stochastic, SampleCode::kOrderedPair,
                                 samples.values.data(), samples.rows, hash);
          const PackedPlane sum(stochastic, SampleCode::kDrawCount,
                                samples.values.data(), samples.rows, hash);
          const PackedPlane rounded(nearest, SampleCode::kSingle,
                                    samples.values.data(), samples.rows, hash);
          std::vector<std::uint32_t> codes[4];
          for (auto& row : codes) row.resize(features);
          for (std::size_t r = 0; r < samples.rows; ++r) {
            one.unpack(r, codes[0].data());
            pair.unpack(r, codes[1].data());
            sum.unpack(r, codes[2].data());
            rounded.unpack(r, codes[3].data());
            for (std::size_t i = 0; i < features; ++i) {
              const float value = samples.values[r * features + i];
              const int k1 = drawn(*grid, hash, r, i, 0, value);
              const int k2 = drawn(*grid, hash, r, i, 1, value);
              const LevelGrid::Place at = grid->place(i, value);
              REQUIRE(static_cast<int>(codes[0][i]) == k1);
              REQUIRE(static_cast<int>(codes[1][i]) == 2 * k1 + k2);
              REQUIRE(static_cast<int>(codes[2][i]) == k1 + k2);
              REQUIRE(static_cast<int>(codes[3][i]) ==
                      at.cell + (at.fraction >= 0.5f ? 1 : 0));
            }
          }
        }
      }
    }
  }
}

TEST_CASE("a plane's bytes do not depend on threads or target", "[unit]") {
  const PlaneSamples samples(41, 130, 5);
  const Quantizer quantizer(samples.uniform, Rounding::kStochastic);
  const CounterHash hash({.seed = 13});
  const PackedPlane reference(quantizer, SampleCode::kOrderedPair,
                              samples.values.data(), samples.rows, hash);
  CHECK(reference.bits() == 4);
  CHECK(reference.bits_per_value() == 4);
  CHECK(reference.bytes() == 41 * 128);
  for (const Target target : available_targets()) {
    const ForcedTarget forced(target);
    for (const int threads : {1, 2, 3}) {
      const PackedPlane plane(quantizer, SampleCode::kOrderedPair,
                              samples.values.data(), samples.rows, hash,
                              threads);
      CHECK(std::memcmp(plane.row(0), reference.row(0), plane.bytes()) == 0);
    }
  }
}

// Means of 2 x 20,000 draws of a value in [0, 1] steps: a deviation of 5 sigma
// has a chance of 6e-7 each, under 1e-4 for all. The dithers' 16 bits add a
// bias of at most 2^-17.
TEST_CASE("packed draws are unbiased and independent", "[property]") {
  constexpr std::size_t kRows = 20'000;
  constexpr std::size_t kFeatures = 33;
  std::vector<float> values(kRows * kFeatures);
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t i = 0; i < kFeatures; ++i) {
      values[r * kFeatures + i] =
          static_cast<float>(i) / static_cast<float>(kFeatures - 1);
    }
  }
  const LevelGrid grid =
      LevelGrid::uniform(std::vector<ValueRange>(kFeatures, {0, 1}), 1);
  const PackedPlane plane({grid, Rounding::kStochastic},
                          SampleCode::kOrderedPair, values.data(), kRows,
                          CounterHash({.seed = 14}));
  std::vector<double> first(kFeatures), second(kFeatures), both(kFeatures);
  std::vector<std::uint32_t> codes(kFeatures);
  for (std::size_t r = 0; r < kRows; ++r) {
    plane.unpack(r, codes.data());
    for (std::size_t i = 0; i < kFeatures; ++i) {
      first[i] += codes[i] / 2;
      second[i] += codes[i] % 2;
      both[i] += codes[i] == 3 ? 1 : 0;
    }
  }
  for (std::size_t i = 0; i < kFeatures; ++i) {
    const double p = static_cast<double>(i) / (kFeatures - 1);
    const double n = kRows;
    const double bound = 5 * std::sqrt(n * p * (1 - p)) + n * 0x1p-17;
    CHECK(std::abs(first[i] - n * p) <= bound);
    CHECK(std::abs(second[i] - n * p) <= bound);
    CHECK(std::abs(both[i] - n * p * p) <=
          5 * std::sqrt(n * p * p * (1 - p * p)) + n * 0x1p-16);
  }
}
