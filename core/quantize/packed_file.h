// Packed samples and their labels in a file, for data that is larger than
// memory: written from rows that come one after the other, and trained on where
// it lies. The format: packed_file_layout.h.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "core/quantize/packed_plane.h"
#include "core/quantize/row_source.h"

namespace zipml {

struct PackedFileOptions {
  // plane_bits() > 0; another than kSingle rounds stochastically.
  SampleCode code = SampleCode::kOrderedPair;
  CounterHash hash = {};
  int threads = 1;  // that round and pack; the same bytes for any number
};

// Draws once from each value of the source and writes the codes, which are
// those that PackedPlane makes of the same rows, with the labels and the grid
// to `path`. `rows`: how many the source has. A grid on all rows takes a first
// reading:
//
//   const RowSummary summary = summarize_rows(source, Scaling::kMinMax);
//   const LevelGrid grid = LevelGrid::uniform(summary.ranges, 5);
//   write_packed_file(path, source, summary.rows,
//                     Quantizer(grid, Rounding::kStochastic),
//                     {.hash = CounterHash({.seed = 1})});
//
// Memory: the grid and some megabytes. The file is there complete or not at all
// (AtomicFile). UserError: it cannot be written; the source has no rows, more
// or fewer than `rows`, or a value that is not finite; levels that are not
// finite, as those of a range that float32 cannot hold are.
void write_packed_file(const std::filesystem::path& path, RowSource& source,
                       std::size_t rows, const Quantizer& quantizer,
                       const PackedFileOptions& options = {});

// A file that write_packed_file has written, mapped into memory.
class PackedFile {
 public:
  // Reads all but the plane. Where the rows do not fit in memory, visit them in
  // storage order (SampleOrder::kSequential), which reads the file as one
  // stream; a shuffled order waits for the disk at every row. The file must not
  // be changed while it is open (map_file). UserError: no such file, one of
  // another kind, version or byte order, shorter or longer than its header
  // says, or one whose levels or checksum are wrong.
  explicit PackedFile(const std::filesystem::path& path);
  PackedFile(const PackedFile&) = delete;
  PackedFile& operator=(const PackedFile&) = delete;

  const LevelGrid& grid() const { return grid_; }
  Rounding rounding() const { return rounding_; }
  const CounterHash& hash() const { return hash_; }
  std::span<const float> labels() const { return labels_; }
  // The rows; it may be copied and must not outlive this.
  const PackedPlane& plane() const { return *plane_; }

  // Reads the plane. UserError where its checksum is wrong or a code stands for
  // no level, which the rest of the library takes for granted: for files that
  // have come a long way.
  void check_plane() const;

 private:
  std::filesystem::path path_;
  LevelGrid grid_;
  Rounding rounding_ = Rounding::kStochastic;
  CounterHash hash_;
  std::span<const float> labels_;
  std::string plane_sum_;
  std::optional<PackedPlane> plane_;
};

}  // namespace zipml
