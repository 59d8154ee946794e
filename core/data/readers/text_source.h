// The bytes and lines of a file, plain or compressed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace zipml {

// A file's content in pieces, unpacked when it is gzip, bzip2 or xz. What it
// is is decided by its first bytes, not by its name.
class ByteSource {
 public:
  // UserError: not there, a directory, not readable, a broken archive.
  explicit ByteSource(const std::filesystem::path& path);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // The next piece, empty at the end. Valid until the next call. UserError
  // naming the file when the archive is truncated or broken.
  std::string_view next();

  const std::filesystem::path& path() const { return path_; }
  // Whether the file is an archive, and its content not its bytes.
  bool is_packed() const;

 private:
  struct Impl;
  std::filesystem::path path_;
  std::unique_ptr<Impl> impl_;
};

// The file's name without .gz, .bz2 or .xz.
std::string unpacked_name(const std::filesystem::path& path);

// All of it.
std::string read_unpacked(const std::filesystem::path& path);

// The lines of a ByteSource, without their endings (\n or \r\n). The last
// line may lack its ending. A byte order mark (UTF-8) at the start is dropped.
class LineSource {
 public:
  explicit LineSource(const std::filesystem::path& path);

  // False at the end. `line` is valid until the next call.
  bool next(std::string_view& line);

  // Of the line that next() gave last, from 1.
  int line_number() const { return line_number_; }
  // True when the file had no byte at all (known after the end).
  bool empty() const { return !any_byte_; }
  const std::filesystem::path& path() const { return source_.path(); }

  // Throws a UserError at this line; `column` from 1, 0 for the whole line.
  [[noreturn]] void fail(std::size_t column, const std::string& message,
                         const std::string& hint = "") const;
  // Throws a UserError about the whole file: "is empty; `expected` was
  // expected" or "has no `missing`".
  [[noreturn]] void fail_without_rows(const std::string& expected) const;

 private:
  ByteSource source_;
  std::string_view piece_;  // not yet given out
  std::string line_;        // a line that lies across pieces
  int line_number_ = 0;
  bool any_byte_ = false;
};

// A piece of a file for a message: in quotes, at most 40 bytes, with bytes
// that do not print written as \xNN.
std::string in_quotes(std::string_view text);

}  // namespace zipml
