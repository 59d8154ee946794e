#include "core/quantize/packed_samples.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/statistics.h"

using namespace zipml;

namespace {

struct Samples {
  std::size_t rows, features;
  std::vector<float> values;
  Samples(std::size_t rows_, std::size_t features_)
      : rows(rows_), features(features_) {
    RandomStream stream({.seed = 31, .purpose = Purpose::kTest});
    for (std::size_t i = 0; i < rows * features; ++i) {
      values.push_back(static_cast<float>(stream.normal()));
    }
  }
  LevelGrid grid(int intervals) const {
    return LevelGrid::uniform(column_ranges(values.data(), rows, features,
                                            features, Scaling::kColumnMax),
                              intervals);
  }
};

const CounterHash kHash({.seed = 32, .purpose = Purpose::kTest});

}  // namespace

TEST_CASE("bits of a code, and what the paper says of them", "[unit]") {
  // 2^b levels: one draw b bits; a pair without order b + 1 ("one extra bit"),
  // with order b + 2; k draws as a count: log2(k) extra bits.
  for (int bits = 1; bits <= 16; ++bits) {
    const int s = interval_count(bits, LevelConvention::kWholeRange);
    CHECK(code_bits(SampleCode::kSingle, s, 1) == bits);
    CHECK(code_bits(SampleCode::kDrawCount, s, 2) == bits + 1);
    CHECK(code_bits(SampleCode::kDrawCount, s, 16) == bits + 4);
    CHECK(code_bits(SampleCode::kOrderedPair, s, 2) ==
          (bits == 1 ? 2 : bits + 2));
  }
  // The codes of the fast kernels: 6 levels in 4 bits, 86 in 8.
  CHECK(code_bits(SampleCode::kOrderedPair, 5, 2) == 4);
  CHECK(code_bits(SampleCode::kOrderedPair, 85, 2) == 8);
  CHECK(code_bits(SampleCode::kOrderedPair, 86, 2) == 9);
}

TEST_CASE("what is packed reads back as it was drawn", "[property]") {
  const Samples samples(40, 13);
  for (const int bits : {1, 2, 3, 4, 5, 6, 7, 8, 12, 16}) {
    const LevelGrid grid =
        samples.grid(interval_count(bits, LevelConvention::kWholeRange));
    const Quantizer quantizer(grid, Rounding::kStochastic);
    const PackedSamples single(quantizer, SampleCode::kSingle, 1,
                               samples.values.data(), samples.rows, kHash);
    const PackedSamples pair(quantizer, SampleCode::kOrderedPair, 2,
                             samples.values.data(), samples.rows, kHash);
    CHECK(single.bits_per_value() == bits);
    CHECK(single.row_bytes() == (13 * static_cast<std::size_t>(bits) + 7) / 8);
    CHECK(single.bytes() == 40 * single.row_bytes());
    std::vector<float> q1(13), q2(13), read1(13), read2(13);
    for (std::size_t row = 0; row < samples.rows; ++row) {
      const float* values = samples.values.data() + row * 13;
      quantizer.draw(values, kHash, row, q1.data());
      single.read(row, kHash, 0, std::vector<float*>{read1.data()});
      REQUIRE(read1 == q1);
      quantizer.draw_pair(values, kHash, row, q1.data(), q2.data());
      pair.read(row, kHash, 0, std::vector<float*>{read1.data(), read2.data()});
      REQUIRE(read1 == q1);
      REQUIRE(read2 == q2);
    }
  }
}

TEST_CASE("k draws keep their cell and their count", "[property]") {
  const Samples samples(30, 7);
  const LevelGrid grid = samples.grid(7);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  for (const int draws : {1, 2, 3, 16}) {
    const PackedSamples packed(quantizer, SampleCode::kDrawCount, draws,
                               samples.values.data(), samples.rows, kHash);
    const auto k = static_cast<std::size_t>(draws);
    std::vector<std::vector<float>> drawn(k + 1, std::vector<float>(7)),
        read(k, std::vector<float>(7));
    std::vector<float*> out;
    for (auto& one : read) out.push_back(one.data());
    for (std::size_t row = 0; row < samples.rows; ++row) {
      const std::uint64_t pairs = (k + 1) / 2;
      for (std::uint64_t p = 0; p < pairs; ++p) {
        quantizer.draw_pair(samples.values.data() + row * 7, kHash, row, pairs,
                            p, drawn[2 * p].data(), drawn[2 * p + 1].data());
      }
      packed.read(row, kHash, row, out);
      for (std::size_t i = 0; i < 7; ++i) {
        std::vector<float> before, after;
        for (std::size_t draw = 0; draw < k; ++draw) {
          before.push_back(drawn[draw][i]);
          after.push_back(read[draw][i]);
        }
        std::sort(before.begin(), before.end());
        std::sort(after.begin(), after.end());
        REQUIRE(before == after);
      }
    }
  }
}

TEST_CASE("draws read from a count come in any order", "[property]") {
  // One value half-way: with 2 draws, about half of the stores hold (low,
  // high); read many times, either comes first equally often.
  const std::vector<float> value = {0.5f};
  const LevelGrid grid = LevelGrid::uniform({{0, 1}}, 1);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  for (std::uint64_t base = 0; base < 100; ++base) {
    CounterHash hash;
    hash.base = base;
    const PackedSamples packed(quantizer, SampleCode::kDrawCount, 2,
                               value.data(), 1, hash);
    std::uint32_t code = 0;
    packed.unpack(0, &code);
    if (code != 1) continue;
    int high_first = 0;
    constexpr int kReads = 10'000;
    for (std::uint64_t visit = 0; visit < kReads; ++visit) {
      float first = 0, second = 0;
      packed.read(0, kHash, visit, std::vector<float*>{&first, &second});
      REQUIRE(first + second == 1);
      high_first += first == 1 ? 1 : 0;
    }
    // 5 standard errors of a fair coin: once in 1.7 million.
    CHECK(std::abs(high_first - kReads / 2) < 5 * std::sqrt(kReads / 4.0));
    return;
  }
  FAIL("no mixed pair in 100 stores");
}
