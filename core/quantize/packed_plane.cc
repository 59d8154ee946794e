#include "core/quantize/packed_plane.h"

#include <cassert>
#include <thread>

#include "core/base/huge_memory.h"
#include "core/base/thread_team.h"
#include "core/kernels/kernels.h"
#include "core/kernels/packed_kernels.h"

namespace zipml {
namespace {

DrawCode draw_code(SampleCode code, Rounding rounding) {
  switch (code) {
    case SampleCode::kSingle:
      return rounding == Rounding::kNearest ? DrawCode::kNearest
                                            : DrawCode::kOne;
    case SampleCode::kOrderedPair:
      return DrawCode::kOrderedPair;
    case SampleCode::kDrawCount:
      return DrawCode::kSum;
  }
  return DrawCode::kOne;
}

}  // namespace

int plane_draws(SampleCode code) { return code == SampleCode::kSingle ? 1 : 2; }

int plane_bits(SampleCode code, int intervals) {
  const int needed = code_bits(code, intervals, plane_draws(code));
  for (const int bits : {1, 2, 4, 8}) {
    if (needed <= bits) return bits;
  }
  return 0;
}

RowPacker::RowPacker(const Quantizer& quantizer, SampleCode code,
                     const CounterHash& hash)
    : quantizer_(quantizer),
      code_(code),
      hash_(hash),
      bits_(plane_bits(code, quantizer.grid().intervals())),
      blocks_(packed_blocks(quantizer.grid().features(), bits_)),
      codes_(row_bytes() * static_cast<std::size_t>(8 / bits_), 0) {
  assert(bits_ > 0);
  assert(code == SampleCode::kSingle ||
         quantizer.rounding() == Rounding::kStochastic);
}

std::size_t RowPacker::row_bytes() const { return blocks_ * kPackedBlock; }

void RowPacker::pack(const float* values, std::uint64_t row,
                     std::uint8_t* out) {
  const LevelGrid& grid = quantizer_.grid();
  const std::size_t n = grid.features();
  const DrawBits bits{hash_.base, row * code_words(n)};
  const DrawCode code = draw_code(code_, quantizer_.rounding());
  if (grid.is_uniform()) {
    kernels().codes(values, uniform_row(grid), bits, code, n, codes_.data());
  } else {
    kernels().codes_table(values, grid.table(), bits, code, n, codes_.data());
  }
  // What the last block of lanes says of columns that there are not.
  for (std::size_t j = n; j % kLanes != 0; ++j) codes_[j] = 0;
  packed_kernels().pack(codes_.data(), bits_, blocks_, out);
}

PackedPlane::PackedPlane(const Quantizer& quantizer, SampleCode code,
                         const float* values, std::size_t rows,
                         const CounterHash& hash, int threads)
    : PackedPlane(quantizer.grid(), code, rows, nullptr) {
  const std::size_t n = grid_->features();
  const auto memory = make_huge_memory(bytes());
  auto* plane = reinterpret_cast<std::uint8_t*>(memory.get());
  ThreadTeam team(threads);
  team.run([&](int thread) {
    RowPacker packer(quantizer, code, hash);
    const ThreadPart part = thread_part(rows, thread, threads);
    for (std::size_t row = part.begin; row < part.end; ++row) {
      packer.pack(values + row * n, row, plane + row * row_bytes());
    }
  });
  data_ = memory;
}

PackedPlane::PackedPlane(const LevelGrid& grid, SampleCode code,
                         std::size_t rows,
                         std::shared_ptr<const std::byte> data)
    : grid_(&grid),
      code_(code),
      bits_(plane_bits(code, grid.intervals())),
      blocks_(packed_blocks(grid.features(), bits_)),
      rows_(rows),
      data_(std::move(data)) {
  assert(bits_ > 0);
}

int PackedPlane::bits_per_value() const {
  return code_bits(code_, grid_->intervals(), draws());
}

std::size_t PackedPlane::row_bytes() const { return blocks_ * kPackedBlock; }

void PackedPlane::unpack(std::size_t row, std::uint32_t* codes) const {
  const std::uint8_t* bytes = this->row(row);
  const auto per_byte = static_cast<std::size_t>(8 / bits_);
  const std::uint32_t mask = (1u << bits_) - 1;
  for (std::size_t i = 0; i < grid_->features(); ++i) {
    const std::size_t block = i / (kPackedBlock * per_byte);
    const std::size_t field = i / kPackedBlock % per_byte;
    const std::uint32_t byte = bytes[block * kPackedBlock + i % kPackedBlock];
    codes[i] = byte >> (field * static_cast<std::size_t>(bits_)) & mask;
  }
}

void PackedPlane::read(std::size_t row, const CounterHash& hash,
                       std::uint64_t visit, std::span<float* const> out) const {
  assert(out.size() == static_cast<std::size_t>(draws()));
  thread_local std::vector<std::uint32_t> codes;
  codes.resize(grid_->features());
  unpack(row, codes.data());
  decode_draws(code_, *grid_, codes.data(), hash, visit, out);
}

}  // namespace zipml
