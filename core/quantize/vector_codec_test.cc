#include "core/quantize/vector_codec.h"

#include <catch.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/base/error.h"
#include "core/base/statistics.h"
#include "core/optimal/optimal_levels.h"

using namespace zipml;

namespace {

const CounterHash kMessageHash({.seed = 41, .purpose = Purpose::kTest});

}  // namespace

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
    const auto codec =
        make_vector_codec("row_l2", bits, LevelConvention::kPerSign);
    CHECK(codec->message_bits(20) ==
          20 * static_cast<std::uint64_t>(bits + 1) + 32);
    constexpr int kMessages = 20'000;
    std::vector<RunningStatistics> statistics(20);
    std::vector<float> out(20);
    for (std::uint64_t message = 0; message < kMessages; ++message) {
      codec->send(v, kMessageHash, message, out);
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
  const auto codec = make_row_optimal_codec(3);
  CHECK(codec->message_bits(50) == 50 * 3 + 32 * 8);
  CHECK(codec->name() == "3-bit stochastic, optimal levels");
  const auto solved = optimal::solve("exact", v, {.levels = 8});
  constexpr int kMessages = 20'000;
  RunningStatistics error, square;
  std::vector<float> out(50);
  for (std::uint64_t message = 0; message < kMessages; ++message) {
    codec->send(v, kMessageHash, message, out);
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
  codec->send(few, kMessageHash, 0, out);
  CHECK(out == few);
}

TEST_CASE("zeros, infinities and NaN arrive as they are", "[unit]") {
  const float infinity = std::numeric_limits<float>::infinity();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const std::string& name : vector_codec_names()) {
    INFO(name);
    const auto codec = make_vector_codec(name, 2, LevelConvention::kWholeRange);
    std::vector<float> out(2);
    codec->send(std::vector<float>{0, 0}, kMessageHash, 0, out);
    CHECK(out == std::vector<float>{0, 0});
    codec->send(std::vector<float>{infinity, 1}, kMessageHash, 0, out);
    CHECK(out == std::vector<float>{infinity, 1});
    codec->send(std::vector<float>{0.3f, nan}, kMessageHash, 0, out);
    CHECK(out[0] == 0.3f);
    CHECK(std::isnan(out[1]));
  }
  const auto nearest = make_row_codec(2, LevelConvention::kWholeRange,
                                      Rounding::kNearest, VectorNorm::kMax);
  // Nearest of the levels -3, -1, 1, 3.
  std::vector<float> out(2);
  nearest->send(std::vector<float>{-3, 0.5f}, kMessageHash, 0, out);
  CHECK(out == std::vector<float>{-3, 1});
}

TEST_CASE("every codec is unbiased unless it rounds to nearest", "[property]") {
  const std::vector<float> v = {0.3f, -1.7f, 0.001f, 2.5f, -0.4f, 0};
  for (const std::string& name : vector_codec_names()) {
    INFO(name);
    const auto codec = make_vector_codec(name, 4, LevelConvention::kPerSign);
    constexpr int kMessages = 40'000;
    std::vector<RunningStatistics> statistics(v.size());
    std::vector<float> out(v.size());
    for (std::uint64_t message = 0; message < kMessages; ++message) {
      codec->send(v, kMessageHash, message, out);
      for (std::size_t i = 0; i < v.size(); ++i) {
        statistics[i].add(double{out[i]});
      }
    }
    bool unbiased = true;
    for (std::size_t i = 0; i < v.size(); ++i) {
      // |Z| > 5 once in 1.7 million; floats add 1e-6 of the scale.
      unbiased &= std::abs(statistics[i].mean() - double{v[i]}) <
                  5 * statistics[i].standard_error() + 4e-6;
    }
    CHECK(unbiased == (name != "row_l2_nearest"));
  }
  CHECK_THROWS_AS(make_vector_codec("row_l3", 4, LevelConvention::kPerSign),
                  UserError);
}

TEST_CASE("natural compression gives powers of two, 9/8 at most",
          "[property]") {
  const auto codec = make_natural_codec();
  CHECK(codec->message_bits(10) == 90);
  // t in [1, 2]: E C^2 / t^2 = (3 t - 2) / t^2 is largest, 9/8, at t = 4/3.
  const std::vector<float> v = {4.0f / 3, -1, 1.1f, 1.9f, 0, -0.0078125f};
  std::vector<float> out(v.size());
  RunningStatistics squares;
  for (std::uint64_t message = 0; message < 20'000; ++message) {
    codec->send(v, kMessageHash, message, out);
    for (const float value : out) {
      int exponent = 0;
      const float mantissa = std::frexp(std::abs(value), &exponent);
      CHECK((value == 0 || mantissa == 0.5f));
    }
    CHECK(out[1] == -1);
    CHECK(out[4] == 0);
    CHECK(out[5] == v[5]);
    squares.add(double{out[0]} * double{out[0]} * 9 / 16);
  }
  // 1 or 4 (times 9/16): deviation 0.8; |Z| < 5.
  CHECK(std::abs(squares.mean() - 9.0 / 8) < 5 * squares.standard_error());
}
