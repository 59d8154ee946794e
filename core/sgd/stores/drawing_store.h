// What the stores of rounded samples share. Internal to core/sgd/stores.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/sgd/sample_store.h"

namespace zipml {

// Dithers that change with the epoch, and memory for the draws of one row.
class DrawingStore : public SampleStore {
 public:
  int draws() const final { return draws_; }
  // The key's step is the epoch.
  void begin_epoch(int epoch) final;
  void fetch(Eigen::Index row, std::uint64_t visit,
             std::span<const float*> draws) final;

 protected:
  // `held`: draws that there is memory for, at least `draws`.
  DrawingStore(int draws, int held, std::size_t features, const StreamKey& key);

  // Writes at least the first `count` draws of the row to memory(0),
  // memory(1), ...
  virtual void draw(Eigen::Index row, std::uint64_t visit,
                    std::size_t count) = 0;

  const CounterHash& hash() const { return hash_; }
  float* memory(std::size_t draw) { return pointers_[draw]; }
  std::span<float* const> memory() const { return pointers_; }

 private:
  int draws_;
  StreamKey key_;
  CounterHash hash_;
  std::vector<std::vector<float>> rows_;
  std::vector<float*> pointers_;  // to the rows
};

// Bits of the code of a value that is drawn anew at every visit. Nearest
// rounding gives the same value each time: one copy will do.
int fresh_code_bits(int draws, Rounding rounding, int intervals);

}  // namespace zipml
