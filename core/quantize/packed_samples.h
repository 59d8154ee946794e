// The sample store's memory: a code of a few bits a value, packed in one
// plane, row after row, read as one sequential stream.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/quantize/quantizer.h"

namespace zipml {

// What one code holds. With s intervals (s + 1 levels) a feature:
enum class SampleCode {
  // One draw: its level's index k. s + 1 states.
  kSingle,
  // Two draws in order, k1 and k2, which are equal or neighbours: 2 k1 + k2.
  // 3 s + 1 states, one a pair: 3 k is (k, k), 3 k + 1 is (k, k + 1), 3 k + 2
  // is (k + 1, k). The code that fast kernels want: one look-up a draw.
  kOrderedPair,
  // `draws` draws without their order: the lower level's index times draws,
  // plus the count of draws that went up. draws * s + 1 states, since all up
  // in one cell is all down in the next. This is the paper's storage of
  // section 2.2 ("the count of low among k"), and for two draws it is b + 1
  // bits where one draw is b.
  kDrawCount,
};

std::string_view sample_code_name(SampleCode code);

// States of one code, and the whole bits that hold them: ceil(log2(states)).
std::uint64_t code_states(SampleCode code, int intervals, int draws);
int code_bits(SampleCode code, int intervals, int draws);

// Rows of quantized samples, drawn once and stored. Memory: rows * row_bytes.
class PackedSamples {
 public:
  // Draws `draws` times from each value (kSingle: 1, kOrderedPair: 2) and
  // packs. `values` is rows x grid.features(), row-major and dense. The grid
  // must outlive the store. At most 24 bits a code.
  PackedSamples(const Quantizer& quantizer, SampleCode code, int draws,
                const float* values, std::size_t rows, const CounterHash& hash);

  std::size_t rows() const { return rows_; }
  int draws() const { return draws_; }
  int bits_per_value() const { return bits_; }
  std::size_t row_bytes() const { return row_bytes_; }
  // Bytes of the plane, the padding of rows to whole bytes included.
  std::size_t bytes() const { return rows_ * row_bytes_; }

  // The codes of a row, one a feature.
  void unpack(std::size_t row, std::uint32_t* codes) const;

  // The draws of a row as numbers: out[i] gets features() values of draw i.
  // kDrawCount gives them in a random order, by (hash, visit), so that they
  // are as good as independent draws in order.
  void read(std::size_t row, const CounterHash& hash, std::uint64_t visit,
            std::span<float* const> out) const;

 private:
  const LevelGrid* grid_;
  SampleCode code_;
  int draws_;
  int bits_;
  std::size_t rows_;
  std::size_t row_bytes_;
  std::vector<std::uint8_t> plane_;
};

}  // namespace zipml
