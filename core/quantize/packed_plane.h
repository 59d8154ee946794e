// Quantized samples in the layout of the integer kernels: a power of two of
// bits a code, 64 columns a mask (core/kernels/packed_kernels.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/quantize/quantizer.h"
#include "core/quantize/sample_code.h"

namespace zipml {

// Draws of a code: 1 of kSingle, 2 of the others (a plane keeps no more).
int plane_draws(SampleCode code);

// The bits that a plane gives a code: 1, 2, 4 or 8, the fewest that hold its
// states; 0 where 8 are too few. So double sampling has 2, 6 and 86 levels
// (ordered pairs) or 2, 8 and 128 (sums) in 2, 4 and 8 bits, one draw 2^b.
int plane_bits(SampleCode code, int intervals);

// Writes rows of samples as codes. Draws do not depend on who writes which row:
// the dithers of row r are the words r code_words(n) ... of the hash
// (core/kernels/kernels.h), of 16 bits each.
class RowPacker {
 public:
  // plane_bits() > 0. The grid must outlive it.
  RowPacker(const Quantizer& quantizer, SampleCode code,
            const CounterHash& hash);

  int bits() const { return bits_; }
  std::size_t blocks() const { return blocks_; }
  std::size_t row_bytes() const;
  // Packs row number `row` of grid.features() values into row_bytes() bytes.
  void pack(const float* values, std::uint64_t row, std::uint8_t* out);

 private:
  Quantizer quantizer_;
  SampleCode code_;
  CounterHash hash_;
  int bits_;
  std::size_t blocks_;
  std::vector<std::uint8_t> codes_;
};

class PackedPlane {
 public:
  // Draws once from each value and packs, on so many threads; the same bytes
  // for any number. `values`: rows x grid.features(), row-major and dense. The
  // grid must outlive the plane. Memory: rows * row_bytes().
  PackedPlane(const Quantizer& quantizer, SampleCode code, const float* values,
              std::size_t rows, const CounterHash& hash, int threads = 1);
  // Rows that have been packed before: `data` holds rows * row_bytes() bytes.
  PackedPlane(const LevelGrid& grid, SampleCode code, std::size_t rows,
              std::shared_ptr<const std::byte> data);

  const LevelGrid& grid() const { return *grid_; }
  SampleCode code() const { return code_; }
  int draws() const { return plane_draws(code_); }
  std::size_t rows() const { return rows_; }
  // Bits that a code takes here, and that it needs: ceil(log2(states)).
  int bits() const { return bits_; }
  int bits_per_value() const;
  std::size_t blocks() const { return blocks_; }
  std::size_t row_bytes() const;
  std::size_t bytes() const { return rows_ * row_bytes(); }
  const std::uint8_t* row(std::size_t row) const {
    return reinterpret_cast<const std::uint8_t*>(data_.get()) +
           row * row_bytes();
  }

  // The codes of a row, one a feature.
  void unpack(std::size_t row, std::uint32_t* codes) const;
  // The draws of a row as numbers (decode_draws).
  void read(std::size_t row, const CounterHash& hash, std::uint64_t visit,
            std::span<float* const> out) const;

 private:
  const LevelGrid* grid_;
  SampleCode code_;
  int bits_;
  std::size_t blocks_;
  std::size_t rows_;
  std::shared_ptr<const std::byte> data_;
};

}  // namespace zipml
