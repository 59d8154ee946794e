#include "core/quantize/packed_values.h"

#include <catch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/base/random.h"
#include "core/base/statistics.h"

using namespace zipml;

namespace {

std::vector<float> values_of(std::size_t count) {
  RandomStream stream({.seed = 41});
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(stream.uniform());
  return values;
}

struct Draws {
  std::vector<float> first, second;
};

Draws read_all(const PackedValues& packed, std::size_t first,
               std::size_t count) {
  Draws draws{std::vector<float>(count), std::vector<float>(count)};
  const std::array<float*, 2> out = {draws.first.data(), draws.second.data()};
  packed.read(first, count, out);
  return draws;
}

}  // namespace

TEST_CASE("packed values are their levels, wherever they are read from",
          "[unit]") {
  const std::vector<float> values = values_of(1000);
  for (const int bits : {1, 3, 8, 12, 16}) {
    const LevelGrid grid = LevelGrid::uniform({{0, 1}}, (1 << bits) - 1);
    for (const Rounding rounding :
         {Rounding::kNearest, Rounding::kStochastic}) {
      const Quantizer quantizer(grid, rounding);
      for (const int draws : {1, 2}) {
        INFO(bits << " bits, " << draws << " draws");
        const PackedValues packed(quantizer, draws, values,
                                  CounterHash({.seed = 4}));
        CHECK(packed.bits_per_value() == bits + draws - 1);
        const Draws all = read_all(packed, 0, values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
          const LevelGrid::Place at = grid.place(0, values[i]);
          const float low = grid.level(0, at.cell);
          const float high = grid.level(0, at.cell + 1);
          if (rounding == Rounding::kNearest) {
            CHECK(all.first[i] == (at.fraction >= 0.5f ? high : low));
          } else {
            CHECK((all.first[i] == low || all.first[i] == high));
          }
          if (draws == 2) {
            CHECK((all.second[i] == low || all.second[i] == high));
            CHECK(all.first[i] <= all.second[i]);
          }
        }
        // A part is the same part of the whole.
        const Draws part = read_all(packed, 333, 500);
        CHECK(std::equal(part.first.begin(), part.first.end(),
                         all.first.begin() + 333));
      }
    }
  }
}

TEST_CASE("draws of packed values are unbiased and independent", "[property]") {
  // One value many times: mean of a draw, and of the product of two.
  const float value = 0.3f;
  const std::vector<float> values(100'000, value);
  const LevelGrid grid = LevelGrid::uniform({{0, 1}}, 1);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  const PackedValues packed(quantizer, 2, values, CounterHash({.seed = 6}));
  const Draws all = read_all(packed, 0, values.size());
  RunningStatistics mean, product;
  for (std::size_t i = 0; i < values.size(); ++i) {
    mean.add((all.first[i] + all.second[i]) / 2);
    product.add(all.first[i] * all.second[i]);
  }
  // Five standard errors each: 1 false alarm in 10^6.
  CHECK(std::abs(mean.mean() - value) < 5 * mean.standard_error());
  CHECK(std::abs(product.mean() - value * value) <
        5 * product.standard_error());
}

TEST_CASE("packed values take levels that are not uniform", "[unit]") {
  const std::vector<float> values = values_of(100);
  const LevelGrid grid = LevelGrid::from_shared_levels(1, {0, 0.1, 0.7, 1});
  const Quantizer quantizer(grid, Rounding::kNearest);
  const PackedValues packed(quantizer, 1, values, CounterHash());
  CHECK(packed.bits_per_value() == 2);
  const Draws all = read_all(packed, 0, values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    CHECK(all.first[i] == static_cast<float>(grid.nearest(0, values[i]).mean));
  }
}
