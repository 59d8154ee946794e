#include "core/kernels/packed_kernels.h"

#include <catch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "core/base/random.h"

using namespace zipml;

namespace {

constexpr std::array<std::uint8_t, 16> kSmallTable = {
    0, 15, 3, 7, 1, 2, 9, 14, 4, 5, 6, 8, 10, 11, 12, 13};
constexpr std::array<std::uint8_t, 16> kTable = {
    0, 63, 3, 7, 1, 2, 9, 62, 40, 50, 61, 33, 10, 11, 12, 13};

const std::uint8_t* table_of(CodeView view) {
  if (view == CodeView::kSmallTable4) return kSmallTable.data();
  return view == CodeView::kTable4 ? kTable.data() : nullptr;
}

// Random codes of a view's bits, packed as the header says.
struct Batch {
  std::size_t columns, blocks;
  int bits;
  std::vector<std::vector<int>> codes;
  std::vector<std::uint8_t> memory;
  std::vector<const std::uint8_t*> rows;

  Batch(CodeView view, std::size_t count, std::size_t columns_,
        RandomStream& stream, bool extreme)
      : columns(columns_),
        blocks(packed_blocks(columns_, code_view_bits(view))),
        bits(code_view_bits(view)),
        memory(count * blocks * kPackedBlock, 0) {
    const std::uint64_t states = std::uint64_t{1} << bits;
    const auto per_byte = static_cast<std::size_t>(8 / bits);
    for (std::size_t r = 0; r < count; ++r) {
      std::vector<int> row(columns);
      std::uint8_t* bytes = memory.data() + r * blocks * kPackedBlock;
      for (std::size_t c = 0; c < columns; ++c) {
        row[c] = extreme ? static_cast<int>(states - 1)
                         : static_cast<int>(stream.index(states));
        const std::size_t within = c % (kPackedBlock * per_byte);
        bytes[c / (kPackedBlock * per_byte) * kPackedBlock + within % 64] |=
            static_cast<std::uint8_t>(
                row[c] << (within / 64 * static_cast<std::size_t>(bits)));
      }
      codes.push_back(std::move(row));
      rows.push_back(bytes);
    }
  }
  std::size_t padded() const {
    return blocks * kPackedBlock * static_cast<std::size_t>(8 / bits);
  }
  PackedBatch batch() const {
    return {.rows = rows.data(),
            .count = rows.size(),
            .blocks = blocks,
            .next = rows.data(),
            .next_count = rows.size()};
  }
};

// Signed bytes in two planes, or one.
struct Planes {
  std::vector<std::int8_t> high, low;
  std::vector<int> values;

  Planes(std::size_t used, std::size_t padded, bool two, RandomStream& stream,
         bool extreme)
      : high(padded, 0), low(two ? padded : 0, 0), values(padded, 0) {
    for (std::size_t i = 0; i < used; ++i) {
      const auto draw = [&](int from, int to) {
        const int sign = stream.bernoulli(0.5) ? to : from;
        return extreme ? sign
                       : from + static_cast<int>(stream.index(
                                    static_cast<std::uint64_t>(to - from + 1)));
      };
      const int top = draw(-127, 127);
      high[i] = static_cast<std::int8_t>(top);
      values[i] = top;
      if (!two) continue;
      const int rest = draw(-64, 63);
      low[i] = static_cast<std::int8_t>(rest);
      values[i] = 128 * top + rest;
    }
  }
  BytePlanes planes() const {
    return {high.data(), low.empty() ? nullptr : low.data()};
  }
};

void check_products(const PackedKernels& kernels, CodeView view,
                    std::size_t rows, std::size_t columns, bool two_planes,
                    std::uint64_t seed, bool extreme) {
  RandomStream stream({.seed = seed, .repetition = columns, .step = rows});
  const Batch batch(view, rows, columns, stream, extreme);
  const std::uint8_t* table = table_of(view);
  const auto seen = [&](std::size_t r, std::size_t c) {
    return c < columns ? code_view_value(view, batch.codes[r][c], table)
                       : code_view_value(view, 0, table);
  };
  INFO(kernels.name << " view " << static_cast<int>(view) << " rows " << rows
                    << " columns " << columns << " planes "
                    << (two_planes ? 2 : 1));

  const Planes image(columns, batch.padded(), two_planes, stream, extreme);
  std::vector<std::int64_t> sums(rows, -1);
  kernels.dots(view, table, batch.batch(), image.planes(),
               std::accumulate(image.values.begin(), image.values.end(),
                               std::int64_t{0}),
               sums.data());
  for (std::size_t r = 0; r < rows; ++r) {
    std::int64_t expected = 0;
    for (std::size_t c = 0; c < columns; ++c) {
      expected += std::int64_t{seen(r, c)} * image.values[c];
    }
    REQUIRE(sums[r] == expected);
  }

  const Planes residuals(rows, (rows + 3) / 4 * 4, two_planes, stream, extreme);
  std::vector<std::int32_t> gradient(batch.padded(), -1);
  kernels.gradient(view, table, batch.batch(), residuals.planes(),
                   gradient.data());
  for (std::size_t c = 0; c < batch.padded(); ++c) {
    std::int32_t expected = 0;
    for (std::size_t r = 0; r < rows; ++r) {
      expected += seen(r, c) * residuals.values[r];
    }
    REQUIRE(gradient[c] == expected);
  }
}

}  // namespace

TEST_CASE("integer dots and gradients are those of plain loops", "[unit]") {
  for (const Target target : available_targets()) {
    const PackedKernels& kernels = packed_kernels(target);
    for (int v = 0; v < kCodeViews; ++v) {
      const auto view = static_cast<CodeView>(v);
      for (const bool two_planes : {false, true}) {
        for (const std::size_t columns :
             {1u, 2u, 31u, 63u, 64u, 65u, 127u, 129u, 500u, 513u, 1025u}) {
          for (const std::size_t rows : {1u, 2u, 3u, 4u, 5u, 33u}) {
            check_products(kernels, view, rows, columns, two_planes, 7, false);
          }
        }
        // Rows enough that 16-bit sums are widened on the way.
        check_products(kernels, view, 300, 70, two_planes, 8, false);
      }
    }
  }
}

TEST_CASE("the largest codes, images and residuals do not overflow", "[unit]") {
  for (const Target target : available_targets()) {
    const PackedKernels& kernels = packed_kernels(target);
    for (int v = 0; v < kCodeViews; ++v) {
      const auto view = static_cast<CodeView>(v);
      for (const bool two_planes : {false, true}) {
        check_products(kernels, view, 200, 130, two_planes, 9, true);
        // More columns than are summed at once in 32 bits.
        check_products(kernels, view, 3, 140'000, two_planes, 10, true);
      }
    }
  }
}

TEST_CASE("the views of a pair are its two draws", "[unit]") {
  for (int k1 = 0; k1 <= 85; ++k1) {
    for (const int k2 : {k1 - 1, k1, k1 + 1}) {
      if (k2 < 0 || k2 > 85) continue;
      const int code = 2 * k1 + k2;
      CHECK(code_view_value(CodeView::kThird8, code, nullptr) == k1);
      CHECK(code_view_value(CodeView::kRest8, code, nullptr) == k2);
      if (k1 > 1 || k2 > 1) continue;
      CHECK(code_view_value(CodeView::kHighBit2, code, nullptr) == k1);
      CHECK(code_view_value(CodeView::kLowBit2, code, nullptr) == k2);
    }
  }
}

TEST_CASE("the model's image is the scaled model, rounded to nearest",
          "[unit]") {
  for (const Target target : available_targets()) {
    const PackedKernels& kernels = packed_kernels(target);
    for (const std::size_t n : {1u, 7u, 16u, 33u, 1000u}) {
      RandomStream stream({.seed = 3, .step = n});
      std::vector<float> x(n), scale(n);
      for (std::size_t j = 0; j < n; ++j) {
        x[j] = static_cast<float>(stream.normal());
        scale[j] = static_cast<float>(stream.uniform(0.1, 2));
      }
      for (const float* scales : {static_cast<const float*>(nullptr),
                                  static_cast<const float*>(scale.data())}) {
        float most = 0;
        for (std::size_t j = 0; j < n; ++j) {
          most = std::max(most,
                          std::abs(scales == nullptr ? x[j] : x[j] * scale[j]));
        }
        CHECK(kernels.largest(x.data(), scales, n) == most);
        for (const int limit : {kOnePlaneLimit, kTwoPlaneLimit}) {
          const bool two = limit == kTwoPlaneLimit;
          std::vector<std::int8_t> high(n), low(n);
          const float inverse = static_cast<float>(limit) / most;
          const std::int64_t sum =
              kernels.image(x.data(), scales, inverse, n, high.data(),
                            two ? low.data() : nullptr);
          std::int64_t expected_sum = 0;
          for (std::size_t j = 0; j < n; ++j) {
            const float y = (scales == nullptr ? x[j] : x[j] * scale[j]);
            const float t = y * inverse;
            const int value = two ? 128 * high[j] + low[j] : high[j];
            CHECK(value == static_cast<int>(std::nearbyintf(t)));
            CHECK(std::abs(value) <= limit);
            expected_sum += value;
          }
          CHECK(sum == expected_sum);
        }
      }
    }
    std::vector<float> broken = {1, std::numeric_limits<float>::quiet_NaN(), 2};
    CHECK(std::isnan(kernels.largest(broken.data(), nullptr, 3)));
    broken[1] = -std::numeric_limits<float>::infinity();
    CHECK(std::isinf(kernels.largest(broken.data(), nullptr, 3)));
  }
}

TEST_CASE("residuals are rounded to their neighbours by their dithers",
          "[unit]") {
  const CounterHash hash({.seed = 5});
  for (const Target target : available_targets()) {
    const PackedKernels& kernels = packed_kernels(target);
    for (const std::size_t n : {1u, 3u, 4u, 63u, 64u, 65u, 200u}) {
      RandomStream stream({.seed = 4, .step = n});
      std::vector<float> e(n);
      for (float& value : e) value = static_cast<float>(stream.normal());
      e[0] = 4;
      for (const int limit : {1, 40, kOnePlaneLimit, 5000, kTwoPlaneLimit}) {
        const float inverse = static_cast<float>(limit) / 4;
        std::vector<std::int8_t> high(n + 4, 77), low(n + 4, 77);
        const bool two = limit > kOnePlaneLimit;
        const std::int64_t sum =
            kernels.round_residuals(e.data(), inverse, limit, hash.base, 1000,
                                    n, high.data(), two ? low.data() : nullptr);
        std::int64_t expected_sum = 0;
        for (std::size_t r = 0; r < n; ++r) {
          const double t = double{e[r] * inverse};
          const double dither =
              static_cast<double>(hash(1000 + r) >> 40) * 0x1p-24;
          const double up = dither < t - std::floor(t) ? 1 : 0;
          const int value = two ? 128 * high[r] + low[r] : high[r];
          CHECK(value == std::floor(t) + up);
          expected_sum += value;
        }
        CHECK(sum == expected_sum);
        for (std::size_t r = n; r < (n + 3) / 4 * 4; ++r) {
          CHECK(high[r] == 0);
          CHECK(low[r] == (two ? 0 : 77));
        }
        CHECK(high[(n + 3) / 4 * 4] == 77);
      }
    }
  }
}

TEST_CASE("sums become a gradient, column by column", "[unit]") {
  constexpr std::size_t kColumns = 37;
  std::vector<std::int32_t> sums(kColumns);
  std::vector<float> scale(kColumns), middle(kColumns);
  RandomStream stream({.seed = 6});
  for (std::size_t j = 0; j < kColumns; ++j) {
    sums[j] = static_cast<std::int32_t>(stream.index(1 << 30)) - (1 << 29);
    scale[j] = static_cast<float>(stream.uniform());
    middle[j] = static_cast<float>(stream.normal());
  }
  for (const Target target : available_targets()) {
    for (const bool is_scaled : {false, true}) {
      for (const bool is_shifted : {false, true}) {
        std::vector<float> out(kColumns);
        packed_kernels(target).scale_gradient(
            sums.data(), 12345, 0.25f, is_scaled ? scale.data() : nullptr,
            is_shifted ? middle.data() : nullptr, -1.5f, kColumns, out.data());
        for (std::size_t j = 0; j < kColumns; ++j) {
          float expected =
              static_cast<float>(2 * std::int64_t{sums[j]} - 12345) * 0.25f;
          if (is_scaled) expected *= scale[j];
          if (is_shifted) {
            const float shift = middle[j] * -1.5f;
            expected += shift;
          }
          CHECK(out[j] == expected);
        }
      }
    }
  }
}
