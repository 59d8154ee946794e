#include "core/optimal/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace zipml::optimal {
namespace {

constexpr std::size_t kFew = 2048;
constexpr unsigned kDigit = 11;
constexpr std::size_t kBuckets = std::size_t{1} << kDigit;

// Bits that ascend with the value: negative ones reversed.
template <typename Word, typename T>
Word to_key(T value) {
  const auto bits = std::bit_cast<Word>(value);
  constexpr Word kSign = Word{1} << (8 * sizeof(Word) - 1);
  return (bits & kSign) != 0 ? static_cast<Word>(~bits)
                             : static_cast<Word>(bits | kSign);
}
template <typename T, typename Word>
T from_key(Word key) {
  constexpr Word kSign = Word{1} << (8 * sizeof(Word) - 1);
  return std::bit_cast<T>((key & kSign) != 0 ? static_cast<Word>(key & ~kSign)
                                             : static_cast<Word>(~key));
}

template <typename Word, typename T>
void radix_sort(std::vector<T>& values) {
  constexpr std::size_t kPasses = (8 * sizeof(Word) + kDigit - 1) / kDigit;
  const std::size_t size = values.size();
  const auto first = std::make_unique_for_overwrite<Word[]>(size);
  const auto second = std::make_unique_for_overwrite<Word[]>(size);
  std::vector<std::array<std::size_t, kBuckets>> counts(kPasses);
  for (std::size_t i = 0; i < size; ++i) {
    const Word key = to_key<Word>(values[i]);
    first[i] = key;
    for (std::size_t pass = 0; pass < kPasses; ++pass) {
      ++counts[pass][(key >> (pass * kDigit)) & (kBuckets - 1)];
    }
  }
  Word* from = first.get();
  Word* to = second.get();
  for (std::size_t pass = 0; pass < kPasses; ++pass) {
    auto& places = counts[pass];
    const unsigned shift = static_cast<unsigned>(pass) * kDigit;
    if (places[(from[0] >> shift) & (kBuckets - 1)] == size) continue;
    std::size_t sum = 0;
    for (std::size_t& place : places) {
      const std::size_t count = place;
      place = sum;
      sum += count;
    }
    for (std::size_t i = 0; i < size; ++i) {
      to[places[(from[i] >> shift) & (kBuckets - 1)]++] = from[i];
    }
    std::swap(from, to);
  }
  for (std::size_t i = 0; i < size; ++i) values[i] = from_key<T>(from[i]);
}

}  // namespace

void sort_values(std::vector<double>& values) {
  if (values.size() < kFew) {
    std::sort(values.begin(), values.end());
  } else {
    radix_sort<std::uint64_t>(values);
  }
}

void sort_values(std::vector<float>& values) {
  if (values.size() < kFew) {
    std::sort(values.begin(), values.end());
  } else {
    radix_sort<std::uint32_t>(values);
  }
}

}  // namespace zipml::optimal
