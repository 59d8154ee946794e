// The only source of the kernels of the bins (target_body.h of core/kernels:
// how it becomes one version a target). Four lanes on every target: which of
// two zeros of unlike signs is the least depends on the lanes.
#pragma once

#include "core/optimal/kernels/bin_kernels.h"
#include "core/optimal/kernels/doubles_body.h"

namespace zipml::optimal {
namespace ZIPML_KERNEL_TARGET {
namespace {

using Doubles = Vectors<32>::Doubles;
using Words = Vectors<32>::Words;

template <typename T>
void bin_batch(const T* x, std::size_t count, const BinRule& rule,
               BinBatch& batch) {
  // A short batch repeats its last value; repeats are not counted below.
  T padded[kBinBatch];
  if (count < kBinBatch) {
    for (std::size_t i = 0; i < kBinBatch; ++i) {
      padded[i] = x[i < count ? i : count - 1];
    }
    x = padded;
  }
  const Doubles center = {rule.center, rule.center, rule.center, rule.center};
  const double s = rule.inverse_scale;
  const Doubles inverse = {s, s, s, s};
  const Doubles one = {1, 1, 1, 1};
  const Words magnitude = {~(1LL << 63), ~(1LL << 63), ~(1LL << 63),
                           ~(1LL << 63)};
  const long long zero_key = 1023LL << rule.bits;
  const Words base = {zero_key, zero_key, zero_key, zero_key};
  const int shift = 52 - rule.bits;
  Doubles least;
  load(x, least);
  Doubles greatest = least;
  Words farthest = {};
  for (std::size_t i = 0; i < kBinBatch; i += 4) {
    Doubles value;
    load(x + i, value);
    least = value < least ? value : least;
    greatest = value > greatest ? value : greatest;
    const Doubles about = value - center;
    Words bits;
    __builtin_memcpy(&bits, &about, sizeof bits);
    // All ones below the center. A zero of either sign is not below.
    const Words below = about < Doubles{};
    bits &= magnitude;
    Doubles distance;
    __builtin_memcpy(&distance, &bits, sizeof distance);
    const Doubles t = distance * inverse + one;
    Words key;
    __builtin_memcpy(&key, &t, sizeof key);
    key = ((key & magnitude) >> shift) - base;
    farthest = key > farthest ? key : farthest;
    key ^= below;
    __builtin_memcpy(batch.bins + i, &key, sizeof key);
    __builtin_memcpy(batch.about + i, &about, sizeof about);
  }
  batch.farthest = 0;
  batch.least = least[0];
  batch.greatest = greatest[0];
  for (int k = 0; k < 4; ++k) {
    batch.farthest =
        farthest[k] > batch.farthest ? farthest[k] : batch.farthest;
    batch.least = least[k] < batch.least ? least[k] : batch.least;
    batch.greatest =
        greatest[k] > batch.greatest ? greatest[k] : batch.greatest;
  }
  Doubles sums[2] = {};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (std::size_t k = 0; k < 2; ++k) {
      Doubles about;
      __builtin_memcpy(&about, batch.about + i + 4 * k, sizeof about);
      sums[k] += about * about;
    }
  }
  const Doubles both = sums[0] + sums[1];
  batch.second_moment = (both[0] + both[2]) + (both[1] + both[3]);
  for (; i < count; ++i) {
    batch.second_moment += batch.about[i] * batch.about[i];
  }
}

}  // namespace

extern const BinKernels kBinKernels = {ZIPML_KERNEL_NAME, bin_batch<double>,
                                       bin_batch<float>};

}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml::optimal
