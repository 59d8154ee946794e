#include "core/base/random.h"

#include <catch.h>

#include <cmath>
#include <vector>

#include "core/base/statistics.h"

using namespace zipml;

namespace {

// Bounds below are 5 standard errors: a false alarm once in 1.7 million for
// each check, were the seed not fixed.
constexpr double kSigmas = 5;
constexpr int kDraws = 200'000;

RandomStream test_stream(std::uint64_t step) {
  return RandomStream({.seed = 7, .purpose = Purpose::kTest, .step = step});
}

}  // namespace

TEST_CASE("Philox4x64-10 agrees with its published answers", "[unit]") {
  // Random123's kat_vectors, philox4x64 10: zero counter and key.
  RandomStream stream(
      {.seed = 0, .purpose = Purpose{}, .repetition = 0, .step = 0});
  CHECK(stream.bits() == 0x16554d9eca36314cu);
  CHECK(stream.bits() == 0xdb20fe9d672d0fdcu);
  CHECK(stream.bits() == 0xd7e772cee186176bu);
  CHECK(stream.bits() == 0x7e68b68aec7ba23bu);
}

TEST_CASE("a stream is a function of its key", "[unit]") {
  const StreamKey key{.seed = 3, .purpose = Purpose::kTest, .step = 9};
  RandomStream first(key), second(key);
  for (int i = 0; i < 100; ++i) REQUIRE(first.bits() == second.bits());

  StreamKey other = key;
  other.repetition = 1;
  CHECK(RandomStream(other).bits() != RandomStream(key).bits());
  other = key;
  other.purpose = Purpose::kSplit;
  CHECK(RandomStream(other).bits() != RandomStream(key).bits());
  CHECK(CounterHash(other).base != CounterHash(key).base);
}

TEST_CASE("uniform draws have the uniform's moments", "[property]") {
  RandomStream stream = test_stream(1);
  RunningStatistics statistics;
  for (int i = 0; i < kDraws; ++i) {
    const double u = stream.uniform();
    REQUIRE((u >= 0 && u < 1));
    statistics.add(u);
  }
  const double n = kDraws;
  CHECK(std::abs(statistics.mean() - 0.5) < kSigmas / std::sqrt(12 * n));
  // Var of the sample variance of a uniform: (mu4 - sigma^4)/n, mu4 = 1/80.
  CHECK(std::abs(statistics.variance() - 1.0 / 12) <
        kSigmas * std::sqrt((1.0 / 80 - 1.0 / 144) / n));
}

TEST_CASE("normal draws have the normal's moments", "[property]") {
  RandomStream stream = test_stream(2);
  RunningStatistics value, cube, fourth;
  for (int i = 0; i < kDraws; ++i) {
    const double z = stream.normal();
    value.add(z);
    cube.add(z * z * z);
    fourth.add(z * z * z * z);
  }
  const double n = kDraws;
  CHECK(std::abs(value.mean()) < kSigmas / std::sqrt(n));
  CHECK(std::abs(value.variance() - 1) < kSigmas * std::sqrt(2 / n));
  CHECK(std::abs(cube.mean()) < kSigmas * std::sqrt(15 / n));
  CHECK(std::abs(fourth.mean() - 3) < kSigmas * std::sqrt(96 / n));
}

TEST_CASE("Bernoulli and index draws have the stated chances", "[property]") {
  RandomStream stream = test_stream(3);
  int hits = 0;
  for (int i = 0; i < kDraws; ++i) hits += stream.bernoulli(0.3) ? 1 : 0;
  const double n = kDraws;
  CHECK(std::abs(hits / n - 0.3) < kSigmas * std::sqrt(0.21 / n));
  CHECK_FALSE(stream.bernoulli(0));
  CHECK(stream.bernoulli(1));

  std::vector<int> counts(7);
  for (int i = 0; i < kDraws; ++i) ++counts[stream.index(7)];
  for (const int count : counts) {
    CHECK(std::abs(count / n - 1.0 / 7) < kSigmas * std::sqrt(6.0 / 49 / n));
  }
  CHECK(stream.index(1) == 0);
}

TEST_CASE("each bit of the counter hash is a fair coin", "[property]") {
  const CounterHash hash({.seed = 5, .purpose = Purpose::kTest});
  std::vector<int> ones(64), equal_to_next(64);
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    const std::uint64_t bits = hash(i);
    const std::uint64_t same = ~(bits ^ hash(i + 1));
    for (unsigned b = 0; b < 64; ++b) {
      ones[b] += static_cast<int>(bits >> b & 1);
      equal_to_next[b] += static_cast<int>(same >> b & 1);
    }
  }
  const double bound = kSigmas * std::sqrt(0.25 * kDraws);
  for (unsigned b = 0; b < 64; ++b) {
    CHECK(std::abs(ones[b] - kDraws / 2) < bound);
    CHECK(std::abs(equal_to_next[b] - kDraws / 2) < bound);
  }
}
