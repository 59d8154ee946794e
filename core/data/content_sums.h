// What files hold, by checksum: the same content packed otherwise, under
// another name or in another folder has the same one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace zipml {

// Remembers the SHA-256 of files until they change (size, times or inode), so
// that a large one is read once. Not thread-safe.
class ContentSums {
 public:
  // A file that keeps the sums of large files between programs; it and its
  // folder are made when there is something to keep. Empty: nothing is kept.
  // It is a cache: one that cannot be read or written does no harm.
  explicit ContentSums(std::filesystem::path kept = {});

  // Of the unpacked content. UserError as ByteSource.
  std::string of_content(const std::filesystem::path& file);
  // Of the bytes as they lie. UserError likewise.
  std::string of_bytes(const std::filesystem::path& file);

 private:
  // A file as it was when it was read.
  struct Stamp {
    std::uint64_t size = 0;
    std::uint64_t inode = 0;
    std::int64_t modified = 0;  // nanoseconds
    std::int64_t changed = 0;   // of the inode; no program can set it back

    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  struct Sums {
    Stamp stamp = {};
    std::string content = {};
    std::string bytes = {};  // empty: not yet asked for
    bool keep = false;       // large: worth a line in the kept file
  };

  static Stamp stamp_of(const std::filesystem::path& file);
  Sums& sums_of(const std::filesystem::path& file);
  void read_kept();
  void write_kept() const;

  std::filesystem::path kept_;
  std::map<std::string, Sums> sums_;  // by absolute path
};

}  // namespace zipml
