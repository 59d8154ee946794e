// The sample store's memory: a code of a few bits a value, packed in one
// plane, row after row, read as one sequential stream.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/quantize/quantizer.h"
#include "core/quantize/sample_code.h"

namespace zipml {

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
