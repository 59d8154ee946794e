#include "core/optimal/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace zipml::optimal {
namespace {

// Digits of 11 bits have 2,048 places to count for each pass, those of 8 bits
// only 256: less than sorting some hundred values by comparisons takes.
constexpr std::size_t kFew = 128;
constexpr std::size_t kMany = 2048;
constexpr unsigned kShortDigit = 8;
constexpr unsigned kLongDigit = 11;

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

// Up to so many values each thread keeps its buffers from call to call.
constexpr std::size_t kKept = 1 << 16;

template <typename Word>
std::span<Word> kept_words(std::size_t size) {
  static thread_local std::vector<Word> words;
  if (words.size() < size) words.resize(size);
  return words;
}

// `values` and `sorted` may be the same.
template <typename Word, unsigned digit, typename T>
void radix_sort(std::span<const T> values, T* sorted) {
  constexpr std::size_t kBuckets = std::size_t{1} << digit;
  constexpr std::size_t kPasses = (8 * sizeof(Word) + digit - 1) / digit;
  const std::size_t size = values.size();
  assert(size < std::size_t{1} << 32);
  std::unique_ptr<Word[]> own;
  if (size > kKept) own = std::make_unique_for_overwrite<Word[]>(2 * size);
  Word* from = own ? own.get() : kept_words<Word>(2 * size).data();
  Word* to = from + size;
  using Table = std::array<std::uint32_t, kBuckets>;
  std::array<Table, kPasses> tables{};
  Table odd_top{};  // of the top digit, which few values differ in
  const auto digit_of = [](Word key, std::size_t pass) {
    return static_cast<std::size_t>((key >> (pass * digit)) & (kBuckets - 1));
  };
  const auto count = [&](std::size_t i, Table& top) {
    const Word key = to_key<Word>(values[i]);
    from[i] = key;
    for (std::size_t pass = 0; pass + 1 < kPasses; ++pass) {
      ++tables[pass][digit_of(key, pass)];
    }
    ++top[digit_of(key, kPasses - 1)];
  };
  for (std::size_t i = 0; i + 1 < size; i += 2) {
    count(i, tables[kPasses - 1]);
    count(i + 1, odd_top);
  }
  if (size % 2 != 0) count(size - 1, odd_top);
  for (std::size_t k = 0; k < kBuckets; ++k) {
    tables[kPasses - 1][k] += odd_top[k];
  }
  Table back;
  for (std::size_t pass = 0; pass < kPasses; ++pass) {
    Table& front = tables[pass];
    if (front[digit_of(from[0], pass)] == size) continue;
    std::uint32_t sum = 0;
    for (std::size_t k = 0; k < kBuckets; ++k) {
      const std::uint32_t bucket = front[k];
      front[k] = sum;
      sum += bucket;
      back[k] = sum;
    }
    // The first half fills the buckets from their fronts, the second half,
    // from its end, from their backs.
    std::size_t i = 0;
    std::size_t j = size;
    while (i + 1 < j) {
      to[front[digit_of(from[i], pass)]++] = from[i];
      ++i;
      --j;
      to[--back[digit_of(from[j], pass)]] = from[j];
    }
    if (i < j) to[front[digit_of(from[i], pass)]++] = from[i];
    std::swap(from, to);
  }
  for (std::size_t i = 0; i < size; ++i) sorted[i] = from_key<T>(from[i]);
}

template <typename Word, typename T>
void sort_to(std::span<const T> values, T* sorted) {
  if (values.size() >= kMany) {
    radix_sort<Word, kLongDigit>(values, sorted);
  } else if (values.size() >= kFew) {
    radix_sort<Word, kShortDigit>(values, sorted);
  } else {
    if (values.data() != sorted) {
      std::copy(values.begin(), values.end(), sorted);
    }
    std::sort(sorted, sorted + values.size());
  }
}

}  // namespace

void sort_values(std::span<const double> values, std::vector<double>& sorted) {
  sorted.resize(values.size());
  sort_to<std::uint64_t>(values, sorted.data());
}

void sort_values(std::span<const float> values, std::vector<float>& sorted) {
  sorted.resize(values.size());
  sort_to<std::uint32_t>(values, sorted.data());
}

void sort_values(std::vector<double>& values) {
  sort_to<std::uint64_t>(std::span<const double>(values), values.data());
}

void sort_values(std::vector<float>& values) {
  sort_to<std::uint32_t>(std::span<const float>(values), values.data());
}

}  // namespace zipml::optimal
