// Bytes as a file, for readers that take a path.
#pragma once

#include <filesystem>
#include <string_view>

namespace zipml::fuzz {

// Lies in memory and is gone at the end of scope. std::system_error when the
// system has none.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes = {});
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  // Replaces what it holds.
  void write(std::string_view bytes);
  const std::filesystem::path& path() const { return path_; }

 private:
  int descriptor_ = -1;
  std::filesystem::path path_;
};

}  // namespace zipml::fuzz
