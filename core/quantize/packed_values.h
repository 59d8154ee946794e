// A list of values that share their levels, drawn once and packed: what a
// sparse matrix keeps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/quantize/quantizer.h"
#include "core/quantize/sample_code.h"

namespace zipml {

class PackedValues {
 public:
  // Draws once or twice from each value, with the levels of the quantizer's
  // grid, which is of one feature. One draw is kSingle's code, two are
  // kDrawCount's, whose order is lost. At most 24 bits a code.
  PackedValues(const Quantizer& quantizer, int draws,
               std::span<const float> values, const CounterHash& hash);

  int draws() const { return draws_; }
  std::size_t size() const { return size_; }
  int bits_per_value() const { return bits_; }

  // The draws of the values first, first + 1, ...: out[i] gets `count` values
  // of draw i. Of two draws that differ, the first is the lower level.
  void read(std::size_t first, std::size_t count,
            std::span<float* const> out) const;

 private:
  int draws_;
  int bits_;
  std::size_t size_;
  std::vector<float> levels_;
  std::vector<std::uint8_t> stream_;
};

}  // namespace zipml
