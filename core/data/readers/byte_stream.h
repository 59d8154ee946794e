// The bytes of a source one after the other, counted: for binary formats.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/data/readers/text_source.h"

namespace zipml {

class ByteStream {
 public:
  // The source must outlive the stream, and nobody else may read from it.
  explicit ByteStream(ByteSource& source) : source_(&source) {}

  // The next bytes without a copy, at most `most`, in whole units; `most` is a
  // multiple of `unit`, which is at most 8. Empty at the end; less than a unit
  // when the source ends within one. Valid until the next call.
  std::string_view take(std::uint64_t most, std::size_t unit = 1);
  // The next bytes; fewer than `bytes` when the source ends before. Memory
  // grows with what comes, not with what was asked for.
  std::string read(std::uint64_t bytes);
  // Passes over bytes; returns how many there were.
  std::uint64_t skip(std::uint64_t bytes);

  // Of the next byte, from 0.
  std::uint64_t offset() const { return offset_; }
  const ByteSource& source() const { return *source_; }
  // Throws a UserError about the file.
  [[noreturn]] void fail(const std::string& message,
                         const std::string& hint = "") const;

 private:
  ByteSource* source_;
  std::string_view piece_;          // of the source, not yet given out
  std::array<char, 8> split_ = {};  // a unit that lies across pieces
  std::uint64_t offset_ = 0;
};

}  // namespace zipml
