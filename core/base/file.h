// Whole files, safely: a file that we write is there complete or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace zipml {

// The bytes of a file. UserError: not there, a directory, not readable.
std::string read_file(const std::filesystem::path& path);

// The folder that a file lies in: "." of a name alone.
std::filesystem::path folder_of(const std::filesystem::path& file);

// Makes a folder and those above it where they are missing, each so that it is
// there after a power cut. No error: it is there.
std::error_code make_folders(const std::filesystem::path& folder);

// Makes what was renamed, made or removed in a folder last over a power cut.
// Some file systems cannot: then the file itself is as safe as it can be.
void sync_folder(const std::filesystem::path& folder);

// A file that comes in pieces, in any order. They go to a temporary name in the
// same folder, which commit() syncs and renames, so that a crash at any moment
// leaves the old file or the new one, never a part; the folder is synced too
// (sync_folder), so that the new one is there after a power cut. The umask
// decides who may read it. Every function: UserError when it cannot be written
// (the reason from the system, e.g. "no space left on device"). Without
// commit() nothing is left behind.
class AtomicFile {
 public:
  // Creates missing parent folders (make_folders).
  explicit AtomicFile(const std::filesystem::path& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  // Puts the bytes of `piece` at `offset`; bytes that are never put are 0.
  void write_at(std::uint64_t offset, std::string_view piece);
  // Once, after the last piece.
  void commit();

 private:
  std::filesystem::path path_;
  std::string temporary_;  // empty: renamed
  int descriptor_ = -1;
};

// The same of a content that is there whole.
void write_file_atomically(const std::filesystem::path& path,
                           std::string_view content);

// SHA-256 in lower-case hexadecimal (64 characters).
std::string sha256(std::string_view content);
// The same of a file's bytes, read in pieces. UserError as read_file.
std::string sha256_of_file(const std::filesystem::path& path);

// The same of content that comes in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(std::string_view piece);
  // Once, after the last piece.
  std::string hexadecimal();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace zipml
