// A folder of its own for a test or an unpacking, gone at the end of scope.
#pragma once

#include <filesystem>

namespace zipml {

class TemporaryFolder {
 public:
  // Made in `parent`, by default the system's folder for temporary files.
  // UserError when it cannot be made.
  TemporaryFolder();
  explicit TemporaryFolder(const std::filesystem::path& parent);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace zipml
