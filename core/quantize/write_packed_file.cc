#include <fmt/format.h>

#include <cassert>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/thread_team.h"
#include "core/quantize/packed_file.h"
#include "core/quantize/packed_file_layout.h"

namespace zipml {
namespace {

// Rows of a block to codes, each thread its part.
class BlockPacker {
 public:
  BlockPacker(const Quantizer& quantizer, const PackedFileOptions& options)
      : team_(options.threads),
        packers_(static_cast<std::size_t>(options.threads),
                 RowPacker(quantizer, options.code, options.hash)) {}

  const std::vector<std::uint8_t>& pack(const RowBlocks& block) {
    const std::size_t row_bytes = packers_.front().row_bytes();
    codes_.resize(block.rows() * row_bytes);
    team_.run([&](int thread) {
      RowPacker& packer = packers_[static_cast<std::size_t>(thread)];
      const ThreadPart part = thread_part(block.rows(), thread, team_.size());
      for (std::size_t row = part.begin; row < part.end; ++row) {
        packer.pack(block.row(row), block.first_row() + row,
                    codes_.data() + row * row_bytes);
      }
    });
    return codes_;
  }

 private:
  ThreadTeam team_;
  std::vector<RowPacker> packers_;
  std::vector<std::uint8_t> codes_;
};

}  // namespace

void write_packed_file(const std::filesystem::path& path, RowSource& source,
                       std::size_t rows, const Quantizer& quantizer,
                       const PackedFileOptions& options) {
  const LevelGrid& grid = quantizer.grid();
  assert(source.features() == grid.features());
  PackedFileHeader header{
      .code = static_cast<std::uint32_t>(options.code),
      .rounding = static_cast<std::uint32_t>(quantizer.rounding()),
      .level_form = static_cast<std::uint32_t>(level_form(grid)),
      .intervals = static_cast<std::uint32_t>(grid.intervals()),
      .rows = rows,
      .features = grid.features(),
      .hash_base = options.hash.base,
  };
  const auto layout = packed_file_layout(header);
  if (!layout) {
    fail_in(path, fmt::format("{} rows of {} features found, at least one of "
                              "each and less than 2^62 bytes expected",
                              rows, grid.features()));
  }
  const std::vector<float> levels = kept_levels(grid);
  if (const auto fault = fault_of_levels(header, levels.data());
      !fault.empty()) {
    fail_in(path, fault);
  }

  AtomicFile file(path);
  Sha256 levels_and_labels, plane;
  file.write_at(sizeof header, bytes_of(levels.data(), levels.size()));
  levels_and_labels.update(bytes_of(levels.data(), levels.size()));
  BlockPacker packer(quantizer, options);
  RowBlocks block(source);
  while (block.next() && block.first_row() + block.rows() <= rows) {
    const auto labels = bytes_of(block.labels().data(), block.rows());
    file.write_at(layout->labels + block.first_row() * sizeof(float), labels);
    levels_and_labels.update(labels);
    const std::vector<std::uint8_t>& packed = packer.pack(block);
    const auto codes = bytes_of(packed.data(), packed.size());
    file.write_at(layout->plane + block.first_row() * layout->row_bytes, codes);
    plane.update(codes);
  }
  if (const std::size_t read = block.first_row() + block.rows(); read != rows) {
    fail_in(path, fmt::format("{}{} rows found, {} expected",
                              read > rows ? "at least " : "", read, rows));
  }
  header.plane_sum = sum_text(plane);
  header.sum = header_sum(levels_and_labels, header);
  file.write_at(0, bytes_of(&header, 1));
  file.commit();
}

}  // namespace zipml
