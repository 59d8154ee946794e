// Small files and messages for this folder's tests.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/temporary_folder.h"

namespace zipml::data_testing {

// The text of the UserError that the action throws; "no error" if none.
std::string message_of(const std::function<void()>& action);

enum class Packing { kGzip, kBzip2, kXz };
std::string packed(std::string_view content, Packing packing);

// A gzip-packed tar archive of one file.
std::string tar_of(const std::string& name, std::string_view content);

// A folder that files are written into.
class Files {
 public:
  std::filesystem::path write(const std::string& name,
                              std::string_view content) const;
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

// The message of reading `content`, with the file's path replaced by "FILE".
std::string problem_with(
    std::string_view content,
    const std::function<void(const std::filesystem::path&)>& read);

}  // namespace zipml::data_testing
