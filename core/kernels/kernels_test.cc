#include "core/kernels/kernels.h"

#include <catch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/base/random.h"

using namespace zipml;

namespace {

// Every length near a block, and misaligned starts.
const std::vector<std::size_t> kSizes = {0,  1,  2,  7,  15, 16,  17,
                                         31, 32, 33, 90, 91, 128, 1000};

// A row on a grid, `offset` floats past an aligned place, with values inside,
// at the ends, on levels and outside.
struct Row {
  std::vector<float> v, low, step, inverse;
  std::size_t offset, n;
  float intervals;

  Row(std::size_t size, std::size_t shift, std::uint64_t seed)
      : offset(shift), n(size) {
    RandomStream stream(
        {.seed = seed, .purpose = Purpose::kTest, .step = size});
    intervals = static_cast<float>(1 + stream.index(300));
    for (std::size_t i = 0; i < n + offset; ++i) {
      const float radius = static_cast<float>(std::exp(2 * stream.normal()));
      const float width = i % 11 == 5 ? 0 : 2 * radius / intervals;
      low.push_back(-radius);
      step.push_back(width);
      inverse.push_back(width == 0 ? 0 : 1 / width);
      const float level =
          low[i] + width * std::floor(static_cast<float>(
                               stream.uniform(0, intervals + 1)));
      const std::array<float, 5> kinds = {
          static_cast<float>(stream.uniform(-radius, radius)), -radius, radius,
          level, static_cast<float>(1e30 * stream.normal())};
      v.push_back(kinds[std::min<std::uint64_t>(stream.index(8), 4)]);
    }
  }
  UniformGridRow grid() const {
    return {low.data() + offset, step.data() + offset, inverse.data() + offset,
            intervals};
  }
  const float* values() const { return v.data() + offset; }
};

// The dither of value i of a row for draw 0 or 1.
float dither(const DrawBits& bits, std::size_t i, int draw) {
  CounterHash hash;
  hash.base = bits.base;
  const std::uint64_t lane = i % 16;
  const std::uint64_t word =
      bits.first + i - lane + lane / 2 + static_cast<std::uint64_t>(draw) * 8;
  const std::uint64_t half = hash(word) >> (lane % 2 * 32) & 0xffffffffu;
  return static_cast<float>(half >> 8) * 0x1p-24f;
}

// The definition, one value at a time. draw: 0 or 1, -1 for nearest.
float rounded(const Row& row, std::size_t i, const DrawBits& bits, int draw) {
  const float low = row.grid().low[i], step = row.grid().step[i];
  float t = (row.values()[i] - low) * row.grid().inverse_step[i];
  t = std::max(t, 0.0f);
  const float k = std::floor(std::min(t, row.intervals - 1));
  if (draw < 0) return low + step * (t - k >= 0.5f ? k + 1 : k);
  return low + step * (dither(bits, i, draw) < t - k ? k + 1 : k);
}

// Ascending levels of each value, some of them equal, with values inside, on
// levels, at the ends and outside. `shared`: one block for all.
struct Table {
  std::vector<float> v;
  std::vector<std::vector<float>> levels;
  std::vector<float> blocks;
  LevelTableRow table;

  Table(std::size_t n, std::size_t intervals, bool shared) {
    RandomStream stream({.seed = n, .purpose = Purpose::kTest});
    const std::size_t lists = shared ? 1 : (n + 15) / 16 * 16;
    for (std::size_t i = 0; i < lists; ++i) {
      levels.emplace_back();
      for (std::size_t k = 0; k <= intervals; ++k) {
        const auto level = static_cast<float>(stream.normal());
        levels[i].push_back(stream.index(5) == 0 && k > 0 ? levels[i][k - 1]
                                                          : level);
      }
      std::sort(levels[i].begin(), levels[i].end());
    }
    const std::size_t rows = shared ? 16 : lists;
    blocks.resize(std::max<std::size_t>(rows, 16) * (intervals + 1));
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t k = 0; k <= intervals; ++k) {
        blocks[i / 16 * 16 * (intervals + 1) + k * 16 + i % 16] =
            levels[shared ? 0 : i][k];
      }
    }
    table = {blocks.data(), shared ? 0 : 16 * (intervals + 1),
             static_cast<int>(intervals)};
    const float infinity = std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < n; ++i) {
      const std::array<float, 5> kinds = {static_cast<float>(stream.normal()),
                                          of(i)[stream.index(intervals + 1)],
                                          of(i).back(), infinity, -infinity};
      v.push_back(kinds[std::min<std::uint64_t>(stream.index(8), 4)]);
    }
  }
  const std::vector<float>& of(std::size_t i) const {
    return levels[levels.size() == 1 ? 0 : i];
  }
};

float rounded(const Table& table, std::size_t i, const DrawBits& bits,
              int draw) {
  const std::vector<float>& levels = table.of(i);
  const float v = table.v[i];
  if (v <= levels.front()) return levels.front();
  if (v >= levels.back()) return levels.back();
  std::size_t k = 0;
  while (levels[k + 1] <= v) ++k;
  const float fraction = (v - levels[k]) / (levels[k + 1] - levels[k]);
  const bool up =
      draw < 0 ? fraction >= 0.5f : dither(bits, i, draw) < fraction;
  return levels[up ? k + 1 : k];
}

}  // namespace

TEST_CASE("rounding kernels agree with their definition to the bit",
          "[property]") {
  const DrawBits bits{.base = 77, .first = 123456789};
  for (const Target target : available_targets()) {
    const Kernels& kernel = kernels(target);
    INFO(kernel.name);
    for (const std::size_t n : kSizes) {
      for (const std::size_t shift : {0u, 1u, 3u}) {
        const Row row(n, shift, n + shift);
        // One value past the end must stay as it was.
        std::vector<float> q(n + 1, 42), q1(n + 1, 42), q2(n + 1, 42),
            nearest(n + 1, 42);
        kernel.round_stochastic(row.values(), row.grid(), bits, n, q.data());
        kernel.round_pair(row.values(), row.grid(), bits, n, q1.data(),
                          q2.data());
        kernel.round_nearest(row.values(), row.grid(), n, nearest.data());
        for (std::size_t i = 0; i < n; ++i) {
          REQUIRE(q[i] == rounded(row, i, bits, 0));
          REQUIRE(q1[i] == q[i]);
          REQUIRE(q2[i] == rounded(row, i, bits, 1));
          REQUIRE(nearest[i] == rounded(row, i, bits, -1));
        }
        REQUIRE((q[n] == 42 && q1[n] == 42 && q2[n] == 42));
        REQUIRE(nearest[n] == 42);
      }
    }
  }
}

TEST_CASE("rounding to tables agrees with its definition to the bit",
          "[property]") {
  const DrawBits bits{.base = 78, .first = 987654321};
  for (const Target target : available_targets()) {
    const Kernels& kernel = kernels(target);
    INFO(kernel.name);
    for (const std::size_t n : kSizes) {
      for (const std::size_t intervals : {1u, 2u, 3u, 4u, 7u, 15u, 255u}) {
        for (const bool shared : {false, true}) {
          const Table row(n, intervals, shared);
          std::vector<float> q(n + 1, 42), q1(n + 1, 42), q2(n + 1, 42),
              nearest(n + 1, 42);
          kernel.round_stochastic_table(row.v.data(), row.table, bits, n,
                                        q.data());
          kernel.round_pair_table(row.v.data(), row.table, bits, n, q1.data(),
                                  q2.data());
          kernel.round_nearest_table(row.v.data(), row.table, n,
                                     nearest.data());
          for (std::size_t i = 0; i < n; ++i) {
            REQUIRE(q[i] == rounded(row, i, bits, 0));
            REQUIRE(q1[i] == q[i]);
            REQUIRE(q2[i] == rounded(row, i, bits, 1));
            REQUIRE(nearest[i] == rounded(row, i, bits, -1));
          }
          REQUIRE((q[n] == 42 && q1[n] == 42 && q2[n] == 42));
          REQUIRE(nearest[n] == 42);
        }
      }
    }
  }
}

TEST_CASE("dot and add_scaled are right, and the same on every target",
          "[property]") {
  for (const std::size_t n : kSizes) {
    for (const std::size_t shift : {0u, 1u, 3u}) {
      RandomStream stream({.seed = 5, .purpose = Purpose::kTest, .step = n});
      std::vector<float> a(n + shift), b(n + shift);
      double exact = 0, magnitude = 0;
      for (std::size_t i = 0; i < n + shift; ++i) {
        a[i] = static_cast<float>(stream.normal());
        b[i] = static_cast<float>(stream.normal());
        if (i < shift) continue;
        exact += double{a[i]} * double{b[i]};
        magnitude += std::abs(double{a[i]} * double{b[i]});
      }
      const float first =
          kernels(Target::kGeneric).dot(a.data() + shift, b.data() + shift, n);
      // Each product passes at most n / 32 + 7 roundings on its way.
      const double bound = (static_cast<double>(n) / 32 + 8) *
                           double{std::numeric_limits<float>::epsilon()} *
                           magnitude;
      REQUIRE(std::abs(first - exact) <= bound);
      std::vector<float> expected(b.begin() + static_cast<long>(shift),
                                  b.end());
      for (std::size_t i = 0; i < n; ++i) expected[i] += 0.3f * a[i + shift];
      for (const Target target : available_targets()) {
        const Kernels& kernel = kernels(target);
        INFO(kernel.name);
        REQUIRE(kernel.dot(a.data() + shift, b.data() + shift, n) == first);
        std::vector<float> y = b;
        kernel.add_scaled(0.3f, a.data() + shift, y.data() + shift, n);
        REQUIRE(std::equal(expected.begin(), expected.end(),
                           y.begin() + static_cast<long>(shift)));
      }
    }
  }
}
