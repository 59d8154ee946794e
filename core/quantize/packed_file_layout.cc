#include "core/quantize/packed_file_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/kernels/packed_kernels.h"

namespace zipml {
namespace {

__extension__ using Wide = unsigned __int128;

// Of a file and of each of its counts: no product of them leaves Wide.
constexpr std::uint64_t kMostCount = std::uint64_t{1} << 48;
constexpr Wide kMostBytes = Wide{1} << 62;
// A page, so that rows keep the alignment of PackedPlane when they are mapped.
constexpr std::size_t kPlaneAlignment = 4096;

std::size_t level_count(const PackedFileHeader& header) {
  const std::size_t levels = header.intervals + std::size_t{1};
  switch (static_cast<LevelForm>(header.level_form)) {
    case LevelForm::kUniform:
      return header.features * 3;
    case LevelForm::kByFeature:
      return header.features * levels;
    case LevelForm::kShared:
      return levels;
  }
  return 0;
}

std::string fault_of_uniform(const float* levels, std::size_t features,
                             float intervals) {
  for (std::size_t j = 0; j < features; ++j) {
    const float low = levels[j];
    const float step = levels[features + j];
    const float inverse = levels[2 * features + j];
    if (!std::isfinite(low) || !std::isfinite(low + step * intervals) ||
        !(step >= 0) || !(inverse >= 0)) {
      return fmt::format(
          "feature {}: levels from {} in steps of {} (inverse {}) found, "
          "finite ones that ascend expected",
          j + 1, low, step, inverse);
    }
  }
  return "";
}

// `lists` lists of `count` levels that follow each other.
std::string fault_of_lists(const float* levels, std::size_t lists,
                           std::size_t count) {
  for (std::size_t i = 0; i < lists * count; ++i) {
    const bool ascends = i % count == 0 || levels[i - 1] <= levels[i];
    if (std::isfinite(levels[i]) && ascends) continue;
    return fmt::format(
        "feature {}, level {}: {} found, a finite one not below the last "
        "expected",
        i / count + 1, i % count + 1, levels[i]);
  }
  return "";
}

}  // namespace

std::optional<PackedFileLayout> packed_file_layout(
    const PackedFileHeader& header) {
  const auto code = static_cast<SampleCode>(header.code);
  // 8 bits have no more than 256 states, whatever the code.
  if (header.intervals < 1 || header.intervals > 255) return {};
  const int bits = plane_bits(code, static_cast<int>(header.intervals));
  if (bits == 0 || header.rows < 1 || header.rows > kMostCount ||
      header.features < 1 || header.features > kMostCount) {
    return {};
  }
  PackedFileLayout layout;
  layout.level_count = level_count(header);
  layout.row_bytes = packed_blocks(header.features, bits) * kPackedBlock;
  const Wide labels =
      sizeof(PackedFileHeader) + Wide{layout.level_count} * sizeof(float);
  const Wide labels_end = labels + Wide{header.rows} * sizeof(float);
  const Wide plane =
      (labels_end + kPlaneAlignment - 1) / kPlaneAlignment * kPlaneAlignment;
  const Wide size = plane + Wide{header.rows} * layout.row_bytes;
  if (size > kMostBytes) return {};
  layout.labels = static_cast<std::size_t>(labels);
  layout.plane = static_cast<std::size_t>(plane);
  layout.size = static_cast<std::size_t>(size);
  return layout;
}

LevelForm level_form(const LevelGrid& grid) {
  if (grid.is_uniform()) return LevelForm::kUniform;
  return grid.is_shared() ? LevelForm::kShared : LevelForm::kByFeature;
}

std::vector<float> kept_levels(const LevelGrid& grid) {
  std::vector<float> levels;
  const std::size_t features = grid.features();
  if (grid.is_uniform()) {
    for (const float* part : {grid.low(), grid.step(), grid.inverse_step()}) {
      levels.insert(levels.end(), part, part + features);
    }
    return levels;
  }
  const std::size_t lists = grid.is_shared() ? 1 : features;
  for (std::size_t j = 0; j < lists; ++j) {
    for (int k = 0; k <= grid.intervals(); ++k) {
      levels.push_back(grid.level(j, k));
    }
  }
  return levels;
}

LevelGrid grid_of_levels(const PackedFileHeader& header, const float* levels) {
  const std::size_t n = header.features;
  const std::size_t count = header.intervals + std::size_t{1};
  switch (static_cast<LevelForm>(header.level_form)) {
    case LevelForm::kUniform:
      return LevelGrid::from_steps(
          {levels, levels + n}, {levels + n, levels + 2 * n},
          {levels + 2 * n, levels + 3 * n}, static_cast<int>(header.intervals));
    case LevelForm::kByFeature: {
      std::vector<std::vector<double>> lists;
      lists.reserve(n);
      for (std::size_t j = 0; j < n; ++j) {
        lists.emplace_back(levels + j * count, levels + (j + 1) * count);
      }
      return LevelGrid::from_levels(lists);
    }
    case LevelForm::kShared:
      return LevelGrid::from_shared_levels(n, {levels, levels + count});
  }
  return {};
}

std::string fault_of_levels(const PackedFileHeader& header,
                            const float* levels) {
  const std::size_t count = header.intervals + std::size_t{1};
  switch (static_cast<LevelForm>(header.level_form)) {
    case LevelForm::kUniform:
      return fault_of_uniform(levels, header.features,
                              static_cast<float>(header.intervals));
    case LevelForm::kByFeature:
      return fault_of_lists(levels, header.features, count);
    case LevelForm::kShared:
      return fault_of_lists(levels, 1, count);
  }
  return "";
}

Sha256Text sum_text(Sha256& hash) {
  Sha256Text text;
  const std::string digits = hash.hexadecimal();
  std::copy_n(digits.begin(), text.size(), text.begin());
  return text;
}

Sha256Text header_sum(Sha256& levels_and_labels,
                      const PackedFileHeader& header) {
  levels_and_labels.update(
      bytes_of(&header, 1).substr(0, offsetof(PackedFileHeader, sum)));
  return sum_text(levels_and_labels);
}

}  // namespace zipml
