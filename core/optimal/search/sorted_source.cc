#include "core/optimal/search/sorted_source.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/optimal/kernels/sorted_kernels.h"

namespace zipml::optimal {
namespace {

// From here on the kernel's sixteen sums are faster, and more exact.
constexpr std::size_t kLongSum = 32;

auto kernel(const double*) { return sorted_kernels().doubles; }
auto kernel(const float*) { return sorted_kernels().floats; }

}  // namespace

template <typename T>
SortedSource<T>::SortedSource(std::span<const T> values,
                              std::span<const double> weights,
                              Checkpoints& memory, std::size_t always_exact)
    : values_(values),
      weights_(weights),
      origin_(static_cast<double>(values[values.size() / 2])),
      moments_(memory.moments),
      masses_(memory.weights),
      starts_(memory.values) {
  const auto root =
      static_cast<std::size_t>(std::sqrt(static_cast<double>(values.size())));
  chunk_ = std::bit_ceil(std::max<std::size_t>(root / 2, 16));
  exact_ = !weights.empty() || values.size() <= always_exact;
  if (exact_) {
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
      ascending_ = ascending_ && values[i] <= values[i + 1];
    }
    ascending_ = ascending_ && !std::isnan(values[0]);
    if (ascending_) exact_pass();
  } else {
    fast_pass();
  }
}

template <typename T>
void SortedSource<T>::fast_pass() {
  const std::size_t size = values_.size();
  moments_.reserve(size / chunk_ + 2);
  moments_.assign(1, DoubleDouble());
  starts_.clear();
  starts_.reserve(size / chunk_ + 1);
  const auto chunk_sums = kernel(values_.data());
  DoubleDouble moment;
  DoubleDouble second;
  for (std::size_t first = 0; first < size; first += chunk_) {
    const std::size_t count = std::min(chunk_, size - first);
    starts_.push_back(static_cast<double>(values_[first]));
    const ChunkSums sums =
        chunk_sums(values_.data() + first, count, size - first, origin_);
    if (!sums.ascending) {
      ascending_ = false;
      return;
    }
    moment += DoubleDouble(sums.moment);
    second += DoubleDouble(sums.second_moment);
    moments_.push_back(moment);
  }
  second_moment_ = second;
  total_ = {DoubleDouble(static_cast<double>(size)), moment};
}

template <typename T>
void SortedSource<T>::exact_pass() {
  const std::size_t size = values_.size();
  moments_.assign(1, DoubleDouble());
  masses_.assign(1, DoubleDouble());
  starts_.clear();
  Sums sums;
  DoubleDouble second;
  for (std::size_t first = 0; first < size; first += chunk_) {
    const std::size_t last = std::min(first + chunk_, size);
    starts_.push_back(static_cast<double>(values_[first]));
    sums = sums + sum_directly(first, last);
    moments_.push_back(sums.moment);
    masses_.push_back(sums.weight);
    for (std::size_t i = first; i < last; ++i) {
      const DoubleDouble about =
          DoubleDouble::difference(static_cast<double>(values_[i]), origin_);
      const DoubleDouble square = about * about;
      second += weights_.empty() ? square : square * DoubleDouble(weights_[i]);
    }
  }
  total_ = sums;
  second_moment_ = second;
}

template <typename T>
double SortedSource<T>::relative_error() const {
  // Sums of up to two chunks in sixteen parts: a term passes through at most
  // 2 chunk / 16 + 32 roundings in double.
  return exact_ ? 0 : (static_cast<double>(chunk_) / 8 + 32) * 0x1p-53;
}

template <typename T>
Sums SortedSource<T>::sum_directly(std::size_t first, std::size_t last) const {
  Sums sums;
  if (!exact_ && !sharp_) {
    double moment = 0;
    if (last - first >= kLongSum) {
      moment = kernel(values_.data())(values_.data() + first, last - first,
                                      values_.size() - first, origin_)
                   .moment;
    } else {
      for (std::size_t i = first; i < last; ++i) {
        moment += static_cast<double>(values_[i]) - origin_;
      }
    }
    return {DoubleDouble(static_cast<double>(last - first)),
            DoubleDouble(moment)};
  }
  for (std::size_t i = first; i < last; ++i) {
    const DoubleDouble about =
        DoubleDouble::difference(static_cast<double>(values_[i]), origin_);
    if (weights_.empty()) {
      sums.moment += about;
    } else {
      sums.weight += DoubleDouble(weights_[i]);
      sums.moment += about * DoubleDouble(weights_[i]);
    }
  }
  if (weights_.empty()) {
    sums.weight = DoubleDouble(static_cast<double>(last - first));
  }
  return sums;
}

template <typename T>
Sums SortedSource<T>::checkpoint(std::size_t chunk) const {
  if (weights_.empty()) {
    const std::size_t count = std::min(chunk * chunk_, values_.size());
    return {DoubleDouble(static_cast<double>(count)), moments_[chunk]};
  }
  return {masses_[chunk], moments_[chunk]};
}

template <typename T>
Sums SortedSource<T>::append(std::size_t first, std::size_t last,
                             const Sums& before,
                             std::vector<Block>& out) const {
  Block block;
  block.first = first;
  block.last = last;
  block.before = before;
  Sums after;
  if (last % chunk_ == 0 && last - first >= chunk_ && (exact_ || !sharp_)) {
    // Without a look at the data; the next point bounds the block as well.
    after = checkpoint(last / chunk_);
    block.sum = after - before;
    block.low = (first % chunk_ == 0 ? starts_[first / chunk_]
                                     : static_cast<double>(values_[first]));
    block.high = last < values_.size() ? starts_[last / chunk_]
                                       : static_cast<double>(values_[last - 1]);
  } else {
    block.sum = sum_directly(first, last);
    after = before + block.sum;
    block.low = static_cast<double>(values_[first]);
    block.high = static_cast<double>(values_[last - 1]);
  }
  out.push_back(block);
  return after;
}

template <typename T>
void SortedSource<T>::split(const Block& block, std::size_t parts,
                            std::vector<Block>& out) {
  const std::size_t size = block.last - block.first;
  parts = std::min(parts, size);
  const bool whole_chunks = size / parts >= chunk_;
  Sums before = block.before;
  std::size_t first = block.first;
  for (std::size_t k = 1; k <= parts; ++k) {
    std::size_t last = block.first + size * k / parts;
    if (k == parts) {
      last = block.last;
    } else if (whole_chunks) {
      last = last / chunk_ * chunk_;
    }
    if (last <= first) continue;
    before = append(first, last, before, out);
    first = last;
  }
}

template <typename T>
void SortedSource<T>::prefetch(const Block& block) const {
  constexpr std::size_t kLine = 64 / sizeof(T);
  constexpr std::size_t kMost = 1024;
  if (block.last - block.first >= 4 * chunk_) return;
  const std::size_t last = std::min(block.last, block.first + kMost);
  for (std::size_t i = block.first; i < last; i += kLine) {
    __builtin_prefetch(values_.data() + i);
  }
}

template <typename T>
void SortedSource<T>::first_blocks(double low, double high, std::size_t blocks,
                                   std::vector<Block>& out) {
  const std::size_t size = values_.size();
  blocks = std::clamp<std::size_t>(blocks, 1, size);
  // Equal shares of sum (width^2 count)^(1/3), measured on groups of chunks.
  const std::size_t groups = std::min(std::max<std::size_t>(4 * blocks, 256),
                                      (size + chunk_ - 1) / chunk_);
  std::vector<std::size_t> cuts;
  const auto edge = [&](std::size_t g) {
    return std::min(g * ((size + chunk_ - 1) / chunk_) / groups * chunk_, size);
  };
  if (groups < 2 * blocks) {
    for (std::size_t k = 1; k <= blocks; ++k) {
      cuts.push_back(size * k / blocks);
    }
  } else {
    std::vector<double> share(groups + 1, 0);
    const double range = high - low;
    for (std::size_t g = 0; g < groups; ++g) {
      const double upper = g + 1 == groups
                               ? static_cast<double>(values_[size - 1])
                               : starts_[edge(g + 1) / chunk_];
      const double width = (upper - starts_[edge(g) / chunk_]) / range;
      share[g + 1] = share[g] + std::cbrt(width * width) + 1e-9;
    }
    for (std::size_t k = 1; k <= blocks; ++k) {
      const double wanted =
          share[groups] * static_cast<double>(k) / static_cast<double>(blocks);
      const auto group = static_cast<std::size_t>(
          std::lower_bound(share.begin(), share.end() - 1, wanted) -
          share.begin());
      cuts.push_back(group == groups ? size : edge(group));
    }
    // Tails: the outermost groups are halved towards the ends.
    for (std::size_t step = edge(1) / 2; step > 0; step /= 2) {
      cuts.push_back(step);
    }
    for (std::size_t step = (size - edge(groups - 1)) / 2; step > 0;
         step /= 2) {
      cuts.push_back(size - step);
    }
    cuts.push_back(edge(1));
    cuts.push_back(edge(groups - 1));
    std::sort(cuts.begin(), cuts.end());
  }
  out.push_back(end_block(low, {}));
  Sums before;
  std::size_t first = 0;
  for (const std::size_t last : cuts) {
    if (last <= first) continue;
    before = append(first, last, before, out);
    first = last;
  }
  out.push_back(end_block(high, total_));
}

template <typename T>
void SortedSource<T>::blocks_of(double low, double high,
                                std::span<const PlaceRange> ranges,
                                std::vector<Block>& out) {
  out.push_back(end_block(low, {}));
  Sums before;
  std::size_t place = 0;
  for (const PlaceRange& range : ranges) {
    const std::size_t chunk = range.first / chunk_;
    if (chunk * chunk_ > place) {
      before = checkpoint(chunk);
      place = chunk * chunk_;
    }
    before = before + sum_directly(place, range.first);
    before = append(range.first, range.last, before, out);
    place = range.last;
  }
  out.push_back(end_block(high, total_));
}

template <typename T>
bool SortedSource<T>::sharpen(std::vector<Block>& blocks) {
  if (exact_) return true;
  sharp_ = true;
  sharpen_blocks(blocks, [this](const Block& block) {
    return sum_directly(block.first, block.last);
  });
  return true;
}

template <typename T>
bool SortedSource<T>::make_exact(std::vector<Block>& blocks) {
  if (exact_) return true;
  exact_ = true;
  exact_pass();
  Sums before;
  std::size_t place = 0;
  for (Block& block : blocks) {
    if (block.first == block.last) continue;
    const std::size_t chunk = block.first / chunk_;
    if (chunk * chunk_ > place) {
      before = checkpoint(chunk);
      place = chunk * chunk_;
    }
    before = before + sum_directly(place, block.first);
    block.before = before;
    block.sum = sum_directly(block.first, block.last);
    before = before + block.sum;
    place = block.last;
  }
  blocks.back().before = total_;
  return true;
}

template class SortedSource<float>;
template class SortedSource<double>;

}  // namespace zipml::optimal
