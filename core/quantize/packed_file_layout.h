// Where things lie in a file of packed samples (packed_file.h).
//
//   header          PackedFileHeader, 184 bytes
//   levels          float32: for uniform levels low, step and inverse step of
//                   every feature; for others every level of the first feature,
//                   of the second, ...; for shared ones the levels once
//   labels          float32 a row
//   zeros           up to a multiple of 4096 bytes
//   plane           the rows of a PackedPlane, which ends the file
//
// All numbers are in the byte order of the machine that wrote them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.h"
#include "core/quantize/packed_plane.h"

namespace zipml {

inline constexpr std::array<char, 8> kPackedFileMagic = {'Z', 'I', 'P', 'M',
                                                         'L', 'P', 'K', '\n'};
inline constexpr std::uint32_t kPackedFileVersion = 1;
inline constexpr std::uint32_t kPackedFileByteOrder = 0x01020304;

// How the levels are kept. Part of files: append, never renumber.
enum class LevelForm : std::uint32_t { kUniform, kByFeature, kShared };

// A SHA-256 in hexadecimal.
using Sha256Text = std::array<char, 64>;

struct PackedFileHeader {
  std::array<char, 8> magic = kPackedFileMagic;
  std::uint32_t byte_order = kPackedFileByteOrder;
  std::uint32_t version = kPackedFileVersion;
  std::uint32_t code = 0;      // SampleCode
  std::uint32_t rounding = 0;  // Rounding
  std::uint32_t level_form = 0;
  std::uint32_t intervals = 0;
  std::uint64_t rows = 0;
  std::uint64_t features = 0;
  std::uint64_t hash_base = 0;  // of the CounterHash of the draws
  Sha256Text plane_sum = {};    // of the plane
  // Of the levels, the labels and the header up to here, in this order.
  Sha256Text sum = {};
};
static_assert(sizeof(PackedFileHeader) == 184);

struct PackedFileLayout {
  std::size_t level_count = 0;  // floats
  std::size_t labels = 0;       // offsets
  std::size_t plane = 0;
  std::size_t row_bytes = 0;
  std::size_t size = 0;  // of the file
};

// By the sizes that a header names; nothing for one whose file would have no
// row, no feature, codes of more than 8 bits or 2^62 bytes.
std::optional<PackedFileLayout> packed_file_layout(
    const PackedFileHeader& header);

// The levels of a grid as a file keeps them, and the very same grid again, of
// level_count floats.
LevelForm level_form(const LevelGrid& grid);
std::vector<float> kept_levels(const LevelGrid& grid);
LevelGrid grid_of_levels(const PackedFileHeader& header, const float* levels);
// What keeps them from being levels, in words; empty where they are finite and
// ascend.
std::string fault_of_levels(const PackedFileHeader& header,
                            const float* levels);

// The header's own checksum, where `levels_and_labels` has been fed those.
Sha256Text header_sum(Sha256& levels_and_labels,
                      const PackedFileHeader& header);
Sha256Text sum_text(Sha256& hash);

// The bytes of things that a file keeps as they are.
template <typename T>
std::string_view bytes_of(const T* things, std::size_t count) {
  return {reinterpret_cast<const char*>(things), count * sizeof(T)};
}

}  // namespace zipml
