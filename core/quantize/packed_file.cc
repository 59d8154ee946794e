#include "core/quantize/packed_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/base/error.h"
#include "core/base/mapped_file.h"
#include "core/quantize/packed_file_layout.h"

namespace zipml {
namespace {

// Numbers of enumerators in files: append, never renumber.
static_assert(static_cast<int>(SampleCode::kSingle) == 0 &&
              static_cast<int>(SampleCode::kOrderedPair) == 1 &&
              static_cast<int>(SampleCode::kDrawCount) == 2 &&
              static_cast<int>(Rounding::kStochastic) == 0 &&
              static_cast<int>(Rounding::kNearest) == 1);

constexpr std::uint32_t number_of(auto enumerator) {
  return static_cast<std::uint32_t>(enumerator);
}

// Whether the header names a way of rounding that there is.
bool is_known(const PackedFileHeader& header) {
  return header.code <= number_of(SampleCode::kDrawCount) &&
         header.rounding <= number_of(Rounding::kNearest) &&
         header.level_form <= number_of(LevelForm::kShared) &&
         (header.rounding == number_of(Rounding::kStochastic) ||
          header.code == number_of(SampleCode::kSingle));
}

// The header, once it is one that this version reads.
PackedFileHeader read_header(const std::filesystem::path& path,
                             const MappedFile& file) {
  PackedFileHeader header;
  const std::size_t known = std::min(file.size, sizeof header);
  if (known > 0) std::memcpy(&header, file.data.get(), known);
  if (known < header.magic.size() || header.magic != kPackedFileMagic) {
    fail_in(path, "not a file of packed samples: it begins otherwise");
  }
  if (known < sizeof header) {
    fail_in(path, fmt::format("cut short: {} bytes found, a header of {} bytes "
                              "expected",
                              file.size, sizeof header));
  }
  if (header.byte_order != kPackedFileByteOrder) {
    fail_in(path,
            fmt::format("byte order {:#010x} found, {:#010x} expected: written "
                        "on a machine of another byte order",
                        header.byte_order, kPackedFileByteOrder));
  }
  if (header.version != kPackedFileVersion) {
    fail_in(path,
            fmt::format("format version {} found, {} expected", header.version,
                        kPackedFileVersion),
            "write it again from the rows");
  }
  if (!is_known(header)) {
    fail_in(path, fmt::format("code {}, rounding {}, form of levels {} found, "
                              "which there are not",
                              header.code, header.rounding, header.level_form));
  }
  return header;
}

PackedFileLayout read_layout(const std::filesystem::path& path,
                             const PackedFileHeader& header, std::size_t size) {
  const auto layout = packed_file_layout(header);
  if (!layout) {
    fail_in(path, fmt::format("{} rows of {} features on {} intervals found, "
                              "sizes of a file expected",
                              header.rows, header.features, header.intervals));
  }
  if (size != layout->size) {
    fail_in(path, fmt::format("{}: {} bytes found, {} expected",
                              size < layout->size ? "cut short" : "too long",
                              size, layout->size));
  }
  return *layout;
}

std::string text_of(const Sha256Text& sum) { return {sum.begin(), sum.end()}; }

void expect_sum(const std::filesystem::path& path, const std::string& what,
                const std::string& found, const std::string& expected) {
  if (found == expected) return;
  fail_in(path,
          fmt::format("SHA-256 of {}: {} found, {} expected: the file has been "
                      "damaged",
                      what, found, expected),
          "write it again from the rows");
}

}  // namespace

PackedFile::PackedFile(const std::filesystem::path& path) : path_(path) {
  const MappedFile file = map_file(path);
  const PackedFileHeader header = read_header(path, file);
  const PackedFileLayout layout = read_layout(path, header, file.size);
  const std::byte* start = file.data.get();
  const auto* levels =
      reinterpret_cast<const float*>(start + sizeof(PackedFileHeader));
  labels_ = {reinterpret_cast<const float*>(start + layout.labels),
             static_cast<std::size_t>(header.rows)};
  if (const auto fault = fault_of_levels(header, levels); !fault.empty()) {
    fail_in(path, fault);
  }
  Sha256 sum;
  sum.update(bytes_of(levels, layout.level_count));
  sum.update(bytes_of(labels_.data(), labels_.size()));
  expect_sum(path, "header, levels and labels",
             text_of(header_sum(sum, header)), text_of(header.sum));

  grid_ = grid_of_levels(header, levels);
  rounding_ = static_cast<Rounding>(header.rounding);
  hash_.base = header.hash_base;
  plane_sum_ = text_of(header.plane_sum);
  // The plane shares in the whole mapping, which the labels need too.
  plane_.emplace(
      grid_, static_cast<SampleCode>(header.code), labels_.size(),
      std::shared_ptr<const std::byte>(file.data, start + layout.plane));
}

void PackedFile::check_plane() const {
  const auto states =
      code_states(plane_->code(), grid_.intervals(), plane_->draws());
  const bool all_are_states = states == std::uint64_t{1} << plane_->bits();
  std::vector<std::uint32_t> codes(grid_.features());
  Sha256 sum;
  for (std::size_t row = 0; row < plane_->rows(); ++row) {
    sum.update(bytes_of(plane_->row(row), plane_->row_bytes()));
    if (all_are_states) continue;
    plane_->unpack(row, codes.data());
    const auto bad = std::find_if(codes.begin(), codes.end(),
                                  [&](auto code) { return code >= states; });
    if (bad == codes.end()) continue;
    fail_in(path_,
            fmt::format("row {}, column {}: code {} found, at most {} "
                        "expected",
                        row + 1, bad - codes.begin() + 1, *bad, states - 1));
  }
  expect_sum(path_, "codes", sum.hexadecimal(), plane_sum_);
}

}  // namespace zipml
