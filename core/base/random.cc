#include "core/base/random.h"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>

namespace zipml {

RandomStream::RandomStream(const StreamKey& key)
    : key_{key.seed, static_cast<std::uint64_t>(key.purpose)},
      counter_{0, key.step, key.repetition, 0},
      block_{} {}

std::uint64_t RandomStream::bits() {
  if (used_ == block_.size()) {
    const r123::Philox4x64::ctr_type counter = {
        {counter_[0], counter_[1], counter_[2], counter_[3]}};
    const r123::Philox4x64::key_type key = {{key_[0], key_[1]}};
    const r123::Philox4x64::ctr_type drawn = r123::Philox4x64()(counter, key);
    for (unsigned i = 0; i < block_.size(); ++i) block_[i] = drawn[i];
    ++counter_[0];
    used_ = 0;
  }
  return block_[used_++];
}

double RandomStream::uniform() {
  return static_cast<double>(bits() >> 11) * 0x1p-53;
}

double RandomStream::uniform(double low, double high) {
  return low + (high - low) * uniform();
}

double RandomStream::normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  // 1 - u lies in (0, 1], so the logarithm is finite.
  const double radius = std::sqrt(-2 * std::log(1 - uniform()));
  const double angle = 2 * std::numbers::pi * uniform();
  spare_ = radius * std::sin(angle);
  has_spare_ = true;
  return radius * std::cos(angle);
}

bool RandomStream::bernoulli(double probability) {
  return uniform() < probability;
}

std::uint64_t RandomStream::index(std::uint64_t count) {
  // The high word of bits * count is uniform once the low words that would
  // favour some values (the first 2^64 mod count) are rejected.
  __extension__ using Wide = unsigned __int128;
  const std::uint64_t threshold = (0 - count) % count;
  while (true) {
    const Wide product = static_cast<Wide>(bits()) * count;
    if (static_cast<std::uint64_t>(product) >= threshold) {
      return static_cast<std::uint64_t>(product >> 64);
    }
  }
}

CounterHash::CounterHash(const StreamKey& key)
    : base(RandomStream(key).bits()) {}

}  // namespace zipml
