#include "core/optimal/search/bin_source.h"

#include <algorithm>
#include <cmath>

namespace zipml::optimal {

BinSource::BinSource(const LogLinearHistogram& histogram, BinTable& memory)
    : histogram_(histogram), table_(memory) {
  table_.index.clear();
  table_.weight.clear();
  table_.moment.clear();
  double weight = 0;
  DoubleDouble moment;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    const LogLinearHistogram::Bin bin = histogram.bin(i);
    if (bin.count == 0) continue;
    table_.index.push_back(static_cast<std::uint32_t>(i));
    table_.weight.push_back(weight);
    table_.moment.push_back(moment);
    weight += bin.count;
    moment += DoubleDouble(bin.moment);
    heaviest_ = std::max(heaviest_, bin.count);
  }
  table_.weight.push_back(weight);
  table_.moment.push_back(moment);
  total_ = {DoubleDouble(weight), moment};
}

double BinSource::relative_error() const {
  // A bin's points all lie on one side of the center, so the worst is a
  // rounding of the bin's sum for each of its points.
  return (heaviest_ + 16) * 0x1p-53;
}

Block BinSource::block(std::size_t first, std::size_t last) const {
  Block result;
  result.first = first;
  result.last = last;
  result.before = {DoubleDouble(table_.weight[first]), table_.moment[first]};
  result.sum = {DoubleDouble(table_.weight[last] - table_.weight[first]),
                table_.moment[last] - table_.moment[first]};
  const std::size_t next = table_.index[last - 1] + std::size_t{1};
  result.low = std::clamp(histogram_.edge(table_.index[first]),
                          histogram_.least(), histogram_.greatest());
  result.high = next < histogram_.size()
                    ? std::clamp(histogram_.edge(next), histogram_.least(),
                                 histogram_.greatest())
                    : histogram_.greatest();
  return result;
}

void BinSource::split(const Block& whole, std::size_t parts,
                      std::vector<Block>& out) {
  const std::size_t size = whole.last - whole.first;
  parts = std::min(parts, size);
  std::size_t first = whole.first;
  for (std::size_t k = 1; k <= parts; ++k) {
    const std::size_t last = whole.first + size * k / parts;
    out.push_back(block(first, last));
    first = last;
  }
}

void BinSource::first_blocks(double low, double high, std::size_t blocks,
                             std::vector<Block>& out) {
  out.push_back(end_block(low, {}));
  const std::size_t size = table_.index.size();
  const double range = high - low;
  std::vector<double> share(size + 1, 0);
  for (std::size_t i = 0; i < size; ++i) {
    const Block bin = block(i, i + 1);
    const double width = (bin.high - bin.low) / range;
    share[i + 1] =
        share[i] + std::cbrt(width * width * bin.sum.weight.hi) + 1e-9;
  }
  std::size_t first = 0;
  for (std::size_t k = 1; k <= blocks && first < size; ++k) {
    const double wanted =
        share[size] * static_cast<double>(k) / static_cast<double>(blocks);
    const auto last = static_cast<std::size_t>(
        std::lower_bound(share.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                         share.end() - 1, wanted) -
        share.begin());
    out.push_back(block(first, k == blocks ? size : last));
    first = k == blocks ? size : last;
  }
  out.push_back(end_block(high, total_));
}

}  // namespace zipml::optimal
