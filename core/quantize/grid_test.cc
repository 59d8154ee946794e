#include "core/quantize/grid.h"

#include <catch.h>

#include <cmath>
#include <vector>

#include "core/base/random.h"

using namespace zipml;

TEST_CASE("the two conventions of the paper", "[unit]") {
  // Section 2.1: 2^b levels. B.2: s = ceil((2^b - 1) / 2) a sign.
  for (int bits = 1; bits <= 16; ++bits) {
    const int levels = 1 << bits;
    CHECK(interval_count(bits, LevelConvention::kWholeRange) == levels - 1);
    const int s = (levels - 1 + 1) / 2;
    CHECK(interval_count(bits, LevelConvention::kPerSign) == 2 * s);
  }
}

TEST_CASE("column ranges", "[unit]") {
  const std::vector<float> values = {1, -3, 7, 2, 0.5f, 7};
  const auto max = column_ranges(values.data(), 2, 3, 3, Scaling::kColumnMax);
  CHECK((max[0].low == -2 && max[0].high == 2));
  CHECK((max[1].low == -3 && max[1].high == 3));
  const auto both = column_ranges(values.data(), 2, 3, 3, Scaling::kMinMax);
  CHECK((both[1].low == -3 && both[1].high == 0.5));
  CHECK((both[2].low == 7 && both[2].high == 7));
}

TEST_CASE("uniform levels, ends and constant features", "[unit]") {
  const LevelGrid grid = LevelGrid::uniform({{-1, 1}, {5, 5}, {0, 8}}, 4);
  CHECK(grid.features() == 3);
  CHECK(grid.level(0, 0) == -1);
  CHECK(grid.level(0, 4) == 1);
  CHECK(grid.level(2, 3) == 6);
  CHECK(grid.level(1, 0) == 5);
  CHECK(grid.stochastic(1, 5).variance == 0);
  CHECK(grid.place(0, -9).cell == 0);
  CHECK(grid.place(0, -9).fraction == 0);
  CHECK(grid.place(0, 9).cell == 3);
  CHECK(grid.place(0, 9).fraction == 1);
  CHECK(grid.place(2, 7).cell == 3);
  CHECK(grid.place(2, 7).fraction == 0.5f);
}

TEST_CASE("the exact moments are those of the two neighbours", "[property]") {
  RandomStream stream({.seed = 11, .purpose = Purpose::kTest});
  const LevelGrid uniform = LevelGrid::uniform({{-2, 3}}, 7);
  const LevelGrid irregular =
      LevelGrid::from_levels({{-2, -1.5, 0.25, 0.5, 2, 3}});
  for (const LevelGrid* grid : {&uniform, &irregular}) {
    for (int trial = 0; trial < 2000; ++trial) {
      const auto v = static_cast<float>(stream.uniform(-2, 3));
      int cell = 0;
      while (cell + 1 < grid->intervals() && grid->level(0, cell + 1) <= v) {
        ++cell;
      }
      const double l = double{grid->level(0, cell)};
      const double u = double{grid->level(0, cell + 1)};
      const double p = (double{v} - l) / (u - l);
      const Moments exact = grid->stochastic(0, v);
      // One float rounding of v - low may move a value on a level to the
      // neighbouring cell: |error| <= width * 4 eps(float) * range / width.
      const double bound = 5 * 4 * 6e-8;
      REQUIRE(std::abs(exact.mean - ((1 - p) * l + p * u)) <= bound);
      REQUIRE(std::abs(exact.variance - p * (1 - p) * (u - l) * (u - l)) <=
              bound);
      const Moments nearest = grid->nearest(0, v);
      REQUIRE(std::abs(nearest.mean - double{v}) <= (u - l) / 2 + bound);
      REQUIRE(nearest.variance == 0);
    }
  }
}

TEST_CASE("shorter level lists are padded with levels never reached",
          "[unit]") {
  const LevelGrid grid = LevelGrid::from_levels({{0, 1, 2, 3}, {0, 1}, {4}});
  CHECK(grid.intervals() == 3);
  CHECK(grid.level(1, 3) == 1);
  CHECK(grid.stochastic(1, 0.5f).variance == 0.25);
  CHECK(grid.stochastic(1, 1).variance == 0);
  CHECK(grid.stochastic(2, 4).mean == 4);
  CHECK(grid.stochastic(2, 4).variance == 0);
}
