#include "core/quantize/vector_codec.h"

#include <catch.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/base/statistics.h"
#include "core/quantize/optimal/optimal_levels.h"

using namespace zipml;

namespace {

const CounterHash kHash({.seed = 41, .purpose = Purpose::kTest});

}  // namespace

TEST_CASE("full precision is the vector itself, 32 bits a value", "[unit]") {
  const VectorCodec codec = VectorCodec::full_precision();
  const std::vector<float> v = {1, -2, 3.25f};
  std::vector<float> out(3);
  codec.send(v, kHash, 0, out);
  CHECK(out == v);
  CHECK(codec.message_bits(3) == 96);
  CHECK(codec.name() == "32-bit");
}

TEST_CASE("quantized messages are unbiased and within Lemma 2", "[property]") {
  // TV_s(v) <= min(n / s^2, sqrt(n) / s) ||v||^2 with step M / s, M = ||v||_2:
  // the per-sign convention, s = 2^(bits - 1).
  std::vector<float> v(20);
  RandomStream stream({.seed = 42, .purpose = Purpose::kTest});
  double norm = 0;
  for (float& value : v) {
    value = static_cast<float>(stream.normal());
    norm += double{value} * double{value};
  }
  for (const int bits : {1, 3, 6}) {
    const VectorCodec codec =
        VectorCodec::quantized(bits, LevelConvention::kPerSign,
                               Rounding::kStochastic, VectorNorm::kEuclidean);
    CHECK(codec.message_bits(20) ==
          20 * static_cast<std::uint64_t>(bits + 1) + 32);
    constexpr int kMessages = 20'000;
    std::vector<RunningStatistics> statistics(20);
    std::vector<float> out(20);
    for (std::uint64_t message = 0; message < kMessages; ++message) {
      codec.send(v, kHash, message, out);
      for (std::size_t i = 0; i < 20; ++i) statistics[i].add(double{out[i]});
    }
    const double s = 1 << (bits - 1);
    const double step = std::sqrt(norm) / s;
    double variance = 0;
    for (std::size_t i = 0; i < 20; ++i) {
      variance += statistics[i].variance();
      // A two-point variable with gap `step` has deviation <= step / 2.
      CHECK(std::abs(statistics[i].mean() - double{v[i]}) <
            5 * step / 2 / std::sqrt(kMessages) + 1e-6);
    }
    CHECK(variance < std::min(20 / (s * s), std::sqrt(20.0) / s) * norm);
  }
}

TEST_CASE("messages on their own optimal levels", "[property]") {
  std::vector<float> v(50);
  RandomStream stream({.seed = 43, .purpose = Purpose::kTest});
  for (float& value : v) value = static_cast<float>(std::exp(stream.normal()));
  const VectorCodec codec =
      VectorCodec::optimal_levels(3, Rounding::kStochastic);
  CHECK(codec.message_bits(50) == 50 * 3 + 32 * 8);
  CHECK(codec.name() == "3-bit stochastic, optimal levels");
  const auto solved = optimal::solve("exact", v, {.levels = 8});
  constexpr int kMessages = 20'000;
  RunningStatistics error, square;
  std::vector<float> out(50);
  for (std::uint64_t message = 0; message < kMessages; ++message) {
    codec.send(v, kHash, message, out);
    for (std::size_t i = 0; i < 50; ++i) {
      const double e = double{out[i]} - double{v[i]};
      error.add(e);
      square.add(e * e);
    }
  }
  // 5 standard errors, once in 1.7 million each; the dither has 24 bits.
  const double draws = 50.0 * kMessages;
  const double width = solved.levels.back() - solved.levels.front();
  CHECK(std::abs(error.mean()) <=
        5 * std::sqrt(solved.variance / draws) + 1e-6 * width);
  CHECK(std::abs(square.mean() - solved.variance) <=
        5 * std::sqrt(square.variance() / draws) + 1e-6 * width * width);
  // As many levels as values: each arrives as it is.
  const std::vector<float> few = {3, -1, 0.5f, 3};
  out.resize(4);
  codec.send(few, kHash, 0, out);
  CHECK(out == few);
}

TEST_CASE("zeros and infinities arrive as they are", "[unit]") {
  const VectorCodec codec = VectorCodec::quantized(
      2, LevelConvention::kWholeRange, Rounding::kNearest, VectorNorm::kMax);
  std::vector<float> out(2);
  codec.send(std::vector<float>{0, 0}, kHash, 0, out);
  CHECK(out == std::vector<float>{0, 0});
  const float infinity = std::numeric_limits<float>::infinity();
  codec.send(std::vector<float>{infinity, 1}, kHash, 0, out);
  CHECK(out == std::vector<float>{infinity, 1});
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const VectorCodec& other :
       {codec, VectorCodec::optimal_levels(2, Rounding::kStochastic)}) {
    other.send(std::vector<float>{nan, 0.3f}, kHash, 0, out);
    CHECK((std::isnan(out[0]) && out[1] == 0.3f));
    other.send(std::vector<float>{0.3f, nan}, kHash, 0, out);
    CHECK((out[0] == 0.3f && std::isnan(out[1])));
  }
  // Nearest of the levels -3, -1, 1, 3.
  codec.send(std::vector<float>{-3, 0.5f}, kHash, 0, out);
  CHECK(out == std::vector<float>{-3, 1});
}
