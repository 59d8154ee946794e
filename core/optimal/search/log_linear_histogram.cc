#include "core/optimal/search/log_linear_histogram.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "core/optimal/atoms.h"

namespace zipml::optimal {
namespace {

constexpr double kFar = 0x1p400;
constexpr double kLeastScale = 0x1p-200;

}  // namespace

template <typename T>
BinRule choose_rule(std::span<const T> values, int bits) {
  constexpr std::size_t kSample = 1024;
  const std::size_t size = std::min(kSample, values.size());
  std::vector<double> sample;
  for (std::size_t i = 0; i < size; ++i) {
    const auto x = static_cast<double>(values[i * values.size() / size]);
    if (std::fabs(x) <= kFar) sample.push_back(x);
  }
  BinRule rule{.center = 0, .inverse_scale = 1, .bits = bits};
  if (sample.empty()) return rule;
  std::sort(sample.begin(), sample.end());
  rule.center = sample[sample.size() / 2];
  double scale =
      (sample[sample.size() * 3 / 4] - sample[sample.size() / 4]) / 2;
  if (!(scale > 0)) scale = (sample.back() - sample.front()) / 16;
  if (!(scale > 0)) scale = std::fabs(rule.center) / 16;
  if (!(scale > kLeastScale)) scale = kLeastScale;
  rule.inverse_scale = 1 / scale;
  return rule;
}

template BinRule choose_rule(std::span<const float>, int);
template BinRule choose_rule(std::span<const double>, int);

void LogLinearHistogram::reset(const BinRule& rule) {
  rule_ = rule;
  std::fill(even_.begin(), even_.end(), Bin{});
  std::fill(odd_.begin(), odd_.end(), Bin{});
  count_ = 0;
  second_moment_ = {};
}

void LogLinearHistogram::grow(std::size_t side) {
  std::vector<Bin> even(2 * side);
  std::vector<Bin> odd(2 * side);
  const auto shift = static_cast<std::ptrdiff_t>(side - side_);
  std::copy(even_.begin(), even_.end(), even.begin() + shift);
  std::copy(odd_.begin(), odd_.end(), odd.begin() + shift);
  even_.swap(even);
  odd_.swap(odd);
  side_ = side;
}

template <typename T>
bool LogLinearHistogram::add(std::span<const T> values, std::size_t offset) {
  BinBatch batch;
  for (std::size_t first = 0; first < values.size(); first += kBinBatch) {
    const std::size_t size = std::min(kBinBatch, values.size() - first);
    fill_batch(values.data() + first, size, rule_, batch);
    if (batch.farthest >= static_cast<std::int64_t>(side_)) {
      for (std::size_t i = first; i < first + size; ++i) {
        const auto x = static_cast<double>(values[i]);
        if (!std::isfinite(x)) throw_not_finite(offset + i, x);
        if (std::fabs(x) > kFar ||
            std::fabs(x - rule_.center) * rule_.inverse_scale > kFar) {
          return false;
        }
      }
      // To the end of this octave, at least the first two.
      const std::size_t octave = std::size_t{1} << rule_.bits;
      const auto reach = static_cast<std::size_t>(batch.farthest);
      grow(std::max(2 * octave, (reach / octave + 1) * octave));
    }
    Bin* even = even_.data() + side_;
    Bin* odd = odd_.data() + side_;
    std::size_t i = 0;
    for (; i + 2 <= size; i += 2) {
      Bin& a = even[batch.bins[i]];
      a.count += 1;
      a.moment += batch.about[i];
      Bin& b = odd[batch.bins[i + 1]];
      b.count += 1;
      b.moment += batch.about[i + 1];
    }
    if (i < size) {
      even[batch.bins[i]].count += 1;
      even[batch.bins[i]].moment += batch.about[i];
    }
    least_ = count_ == 0 ? batch.least : std::min(least_, batch.least);
    greatest_ =
        count_ == 0 ? batch.greatest : std::max(greatest_, batch.greatest);
    second_moment_ += DoubleDouble(batch.second_moment);
    count_ += size;
  }
  return true;
}

template bool LogLinearHistogram::add(std::span<const float>, std::size_t);
template bool LogLinearHistogram::add(std::span<const double>, std::size_t);

void LogLinearHistogram::merge(const LogLinearHistogram& other) {
  assert(rule_ == other.rule_);
  if (other.count_ == 0) return;
  if (other.side_ > side_) grow(other.side_);
  const std::size_t shift = side_ - other.side_;
  for (std::size_t i = 0; i < other.size(); ++i) {
    even_[i + shift].count += other.even_[i].count;
    even_[i + shift].moment += other.even_[i].moment;
    odd_[i + shift].count += other.odd_[i].count;
    odd_[i + shift].moment += other.odd_[i].moment;
  }
  least_ = count_ == 0 ? other.least_ : std::min(least_, other.least_);
  greatest_ =
      count_ == 0 ? other.greatest_ : std::max(greatest_, other.greatest_);
  second_moment_ += other.second_moment_;
  count_ += other.count_;
}

LogLinearHistogram::Bin LogLinearHistogram::bin(std::size_t index) const {
  return {even_[index].count + odd_[index].count,
          even_[index].moment + odd_[index].moment};
}

double LogLinearHistogram::edge(std::size_t index) const {
  // Distance from the center at which key `k` begins.
  const auto distance = [&](std::size_t k) {
    const auto word = ((std::uint64_t{1023} << rule_.bits) + k)
                      << (52 - rule_.bits);
    return (std::bit_cast<double>(word) - 1) / rule_.inverse_scale;
  };
  return index >= side_ ? rule_.center + distance(index - side_)
                        : rule_.center - distance(side_ - index);
}

}  // namespace zipml::optimal
