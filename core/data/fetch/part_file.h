// The unfinished file of a download, owned by one process at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace zipml {

class PartFile {
 public:
  // Opens or makes `target`.part and waits until no other process has it.
  // UserError: cannot be made. FetchStopped when should_stop says so meanwhile.
  explicit PartFile(const std::filesystem::path& target,
                    const std::function<bool()>& should_stop = {});
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  // What an earlier download left.
  std::int64_t size() const;
  // Empties it.
  void restart();
  // At the end. False on an error, which error() then holds.
  bool append(std::string_view bytes);
  int error() const { return error_; }

  // Syncs and renames to the target, and syncs its folder. UserError when that
  // fails.
  void finish();
  void remove();

  const std::filesystem::path& path() const { return path_; }

  // A UserError for this file with the system's reason.
  [[noreturn]] void fail(int code) const;

 private:
  std::filesystem::path target_;
  std::filesystem::path path_;
  int descriptor_ = -1;
  int error_ = 0;
};

}  // namespace zipml
