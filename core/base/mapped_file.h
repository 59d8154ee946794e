// A file as memory that the system reads when it is looked at.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

namespace zipml {

struct MappedFile {
  // Aligned to a page; stays valid when the file is renamed or removed. Null
  // for an empty file.
  std::shared_ptr<const std::byte> data;
  std::size_t size = 0;
};

// Maps a file read-only. It takes no memory that the system could not take
// back. Nobody may shorten the file meanwhile: what is cut off cannot be read,
// and the system ends a program that tries. UserError: not there, not a plain
// file, not readable.
MappedFile map_file(const std::filesystem::path& path);

}  // namespace zipml
