#include "core/optimal/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

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

template <typename Word>
struct SortMemory {
  std::vector<Word> first;
  std::vector<Word> second;
};

// Kept from call to call unless it has grown large.
template <typename Word>
SortMemory<Word>& sort_memory() {
  static thread_local SortMemory<Word> memory;
  constexpr std::size_t kKept = 1 << 17;
  if (memory.first.capacity() > kKept) memory = SortMemory<Word>();
  return memory;
}

// `values` and `sorted` may be the same.
template <typename Word, unsigned digit, typename T>
void radix_sort(std::span<const T> values, T* sorted) {
  constexpr std::size_t kBuckets = std::size_t{1} << digit;
  constexpr std::size_t kPasses = (8 * sizeof(Word) + digit - 1) / digit;
  const std::size_t size = values.size();
  SortMemory<Word>& memory = sort_memory<Word>();
  memory.first.resize(std::max(memory.first.size(), size));
  memory.second.resize(std::max(memory.second.size(), size));
  // Two tables side by side, here and in the passes: values that share a digit
  // would wait for each other's count.
  using Table = std::array<std::uint32_t, kBuckets>;
  std::array<Table, kPasses> fronts{};
  std::array<Table, kPasses> backs{};
  Word* from = memory.first.data();
  Word* to = memory.second.data();
  const auto digit_of = [](Word key, unsigned shift) {
    return static_cast<std::size_t>((key >> shift) & (kBuckets - 1));
  };
  const auto count = [&](std::array<Table, kPasses>& tables, std::size_t i) {
    const Word key = to_key<Word>(values[i]);
    from[i] = key;
    for (std::size_t pass = 0; pass < kPasses; ++pass) {
      ++tables[pass][digit_of(key, static_cast<unsigned>(pass) * digit)];
    }
  };
  for (std::size_t i = 0; i + 1 < size; i += 2) {
    count(fronts, i);
    count(backs, i + 1);
  }
  if (size % 2 != 0) count(fronts, size - 1);
  for (std::size_t pass = 0; pass < kPasses; ++pass) {
    Table& front = fronts[pass];
    Table& back = backs[pass];
    const unsigned shift = static_cast<unsigned>(pass) * digit;
    const std::size_t first = digit_of(from[0], shift);
    if (front[first] + back[first] == size) continue;
    std::uint32_t sum = 0;
    for (std::size_t k = 0; k < kBuckets; ++k) {
      const std::uint32_t bucket = front[k] + back[k];
      front[k] = sum;
      sum += bucket;
      back[k] = sum;
    }
    // The first half fills the buckets from their fronts, the second half,
    // from its end, from their backs.
    std::size_t i = 0;
    std::size_t j = size;
    while (i + 1 < j) {
      to[front[digit_of(from[i], shift)]++] = from[i];
      ++i;
      --j;
      to[--back[digit_of(from[j], shift)]] = from[j];
    }
    if (i < j) to[front[digit_of(from[i], shift)]++] = from[i];
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
