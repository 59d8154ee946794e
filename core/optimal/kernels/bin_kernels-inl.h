// Body of the kernels; included once for each instruction set, within its own
// namespace, after <bit>, <cstring> and bin_kernels.h.

using Doubles __attribute__((vector_size(32))) = double;
using Floats __attribute__((vector_size(16))) = float;
using Words __attribute__((vector_size(32))) = long long;

inline void load(const double* from, Doubles& to) {
  std::memcpy(&to, from, sizeof to);
}
inline void load(const float* from, Doubles& to) {
  Floats narrow;
  std::memcpy(&narrow, from, sizeof narrow);
  to = __builtin_convertvector(narrow, Doubles);
}

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
    std::memcpy(&bits, &about, sizeof bits);
    // All ones below the center. A zero of either sign is not below.
    const Words below = about < Doubles{};
    bits &= magnitude;
    Doubles distance;
    std::memcpy(&distance, &bits, sizeof distance);
    const Doubles t = distance * inverse + one;
    Words key;
    std::memcpy(&key, &t, sizeof key);
    key = ((key & magnitude) >> shift) - base;
    farthest = key > farthest ? key : farthest;
    key ^= below;
    std::memcpy(batch.bins + i, &key, sizeof key);
    std::memcpy(batch.about + i, &about, sizeof about);
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
      std::memcpy(&about, batch.about + i + 4 * k, sizeof about);
      sums[k] += about * about;
    }
  }
  const Doubles both = sums[0] + sums[1];
  batch.second_moment = (both[0] + both[2]) + (both[1] + both[3]);
  for (; i < count; ++i) {
    batch.second_moment += batch.about[i] * batch.about[i];
  }
}

constexpr BinKernels kBinKernels = {bin_batch<double>, bin_batch<float>};
