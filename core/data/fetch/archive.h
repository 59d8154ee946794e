// Named files out of an archive.
#pragma once

#include <filesystem>
#include <span>
#include <string>

namespace zipml {

// Writes each of `members` (paths inside a tar archive, plain or packed with
// gzip, bzip2 or xz; "./" in front does not count) to `folder` under its last
// name, whole or not at all. UserError: not an archive, truncated, a member
// that is not there, `folder` not writable.
void unpack_files(const std::filesystem::path& file,
                  std::span<const std::string> members,
                  const std::filesystem::path& folder);

// The content of the first file of this last name in such an archive. UserError
// as above.
std::string read_archived(const std::filesystem::path& file,
                          const std::string& name);

}  // namespace zipml
