// The bytes of a file or a stream, plain or compressed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace zipml {

// Whether the SHA-256 of the content is worked out while it is read.
enum class Checksum { kNo, kYes };

// A content in pieces, unpacked when it is gzip, bzip2, xz, zstd or a zip
// archive of one file. What it is is decided by its first bytes, not by its
// name. It is read once, from front to back: a pipe, a FIFO and the standard
// input will do.
class ByteSource {
 public:
  // A path, or "-" for the standard input. UserError: not there, a directory,
  // not readable, a broken archive, a zip archive of several files.
  explicit ByteSource(const std::filesystem::path& path,
                      Checksum checksum = Checksum::kNo);
  // A content that is in memory; `name` is for messages.
  ByteSource(std::string content, const std::filesystem::path& name,
             Checksum checksum = Checksum::kNo);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // The first `bytes` of the content, less where it has not so many. next()
  // gives them too. Only before the first next(); valid until then.
  std::string_view start(std::size_t bytes);

  // The next piece, empty at the end. Valid until the next call. UserError
  // naming the file when the archive is truncated or broken.
  std::string_view next();

  const std::filesystem::path& path() const { return path_; }
  // Whether the file is an archive, and its content not its bytes.
  bool is_packed() const;
  // After the end: what was found besides the content, as "17 bytes behind the
  // gzip archive are left out"; empty for nothing.
  const std::string& remark() const;
  // After the end, where it was asked for: SHA-256 of the content.
  const std::string& content_sha256() const;

 private:
  struct Impl;
  std::string_view read_piece();

  std::filesystem::path path_;
  std::unique_ptr<Impl> impl_;
};

// The path that stands for the standard input.
inline constexpr std::string_view kStandardInput = "-";

// Whether it can be read only once: the standard input, a pipe, a FIFO.
bool is_stream(const std::filesystem::path& path);

// The file's name without .gz, .bz2, .xz, .zst or .zip, of whatever case.
std::string unpacked_name(const std::filesystem::path& path);

// All that is left. UserError when it does not fit in memory.
std::string read_all(ByteSource& source);
// All of a file; the same.
std::string read_unpacked(const std::filesystem::path& path);

// What gives a file's content to a reader of whole files: read_unpacked, or one
// that looks at the content first, so that a large file is unpacked once.
using ReadContent = std::function<std::string(const std::filesystem::path&)>;

}  // namespace zipml
