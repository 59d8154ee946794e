#include "core/sgd/stores/drawing_store.h"

#include <cassert>

namespace zipml {

DrawingStore::DrawingStore(int draws, int held, std::size_t features,
                           const StreamKey& key)
    : draws_(draws),
      key_(key),
      rows_(static_cast<std::size_t>(held), std::vector<float>(features)) {
  for (auto& row : rows_) pointers_.push_back(row.data());
}

void DrawingStore::begin_epoch(int epoch) {
  key_.step = static_cast<std::uint64_t>(epoch);
  hash_ = CounterHash(key_);
}

void DrawingStore::fetch(Eigen::Index row, std::uint64_t visit,
                         std::span<const float*> draws) {
  assert(draws.size() <= static_cast<std::size_t>(draws_));
  draw(row, visit, draws.size());
  for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = pointers_[i];
}

int fresh_code_bits(int draws, Rounding rounding, int intervals) {
  const bool is_single = draws == 1 || rounding == Rounding::kNearest;
  return code_bits(is_single ? SampleCode::kSingle : SampleCode::kDrawCount,
                   intervals, draws);
}

}  // namespace zipml
