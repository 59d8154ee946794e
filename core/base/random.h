// Counter-based random numbers: a draw is a function of its key and its
// place, so results do not depend on threads, order or instruction set.
#pragma once

#include <array>
#include <cstdint>

namespace zipml {

// What a stream is for. Streams of different purposes are independent, so a
// variant that draws more for one purpose leaves the others unchanged, and
// variants that are compared share their streams (paired comparison).
// Values are part of every result: append, never renumber.
enum class Purpose : std::uint32_t {
  kDataGeneration = 1,
  kSampleOrder = 2,
  kSampleQuantization = 3,
  kModelQuantization = 4,
  kGradientQuantization = 5,
  // 6 was in use once.
  kMonteCarlo = 7,
  kSplit = 8,
  kSearch = 9,
  kRidgeQuantization = 10,
  kSketch = 11,
  kResidualQuantization = 12,
  kNetworkStart = 13,
  kTest = 100,
};

// The full name of a stream: (seed, purpose, repetition, step). What `step`
// counts is the caller's choice (an epoch, a visit, an instance).
struct StreamKey {
  std::uint64_t seed = 0;
  Purpose purpose = Purpose::kTest;
  std::uint64_t repetition = 0;
  std::uint64_t step = 0;
};

// A sequence of draws from Philox4x64-10 (Salmon et al., SC'11; Random123)
// with key (seed, purpose) and counter (block, step, repetition, 0). Copies
// continue independently from the same place. Not thread-safe: one a task.
class RandomStream {
 public:
  explicit RandomStream(const StreamKey& key);

  // 64 uniform bits.
  std::uint64_t bits();
  // Uniform on [0, 1), a multiple of 2^-53.
  double uniform();
  // Uniform on [low, high).
  double uniform(double low, double high);
  // Standard normal, by Box-Muller: two uniforms a pair, no rejection, so
  // the number of draws does not depend on their values.
  double normal();
  // True with the given probability (clamped to [0, 1]).
  bool bernoulli(double probability);
  // Uniform on {0, ..., count - 1}, exactly, by Lemire's multiply and reject.
  // count >= 1.
  std::uint64_t index(std::uint64_t count);

 private:
  std::array<std::uint64_t, 2> key_;
  std::array<std::uint64_t, 4> counter_;
  std::array<std::uint64_t, 4> block_;
  unsigned used_ = 4;
  bool has_spare_ = false;
  double spare_ = 0;
};

// The cheap counter hash of the bulk rounding kernels: value i of the stream
// is splitmix64's finaliser over base + (i + 1) * golden ratio (Steele, Lea
// and Flood 2014), with a base that Philox draws from the same key. 64 bits a
// value; the kernels cut it into dithers. Random access, no state.
struct CounterHash {
  std::uint64_t base = 0;

  CounterHash() = default;
  explicit CounterHash(const StreamKey& key);

  std::uint64_t operator()(std::uint64_t i) const {
    std::uint64_t z = base + (i + 1) * 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
};

}  // namespace zipml
