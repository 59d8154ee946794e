// Whole files, safely: a file that we write is there complete or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace zipml {

// The bytes of a file. UserError: not there, a directory, not readable.
std::string read_file(const std::filesystem::path& path);

// Writes to a temporary name in the same folder, syncs and renames, so that a
// crash at any moment leaves the old file or the new one, never a part.
// Creates missing parent folders. UserError: cannot be written (the reason
// from the system, e.g. "no space left on device"); nothing is left behind.
void write_file_atomically(const std::filesystem::path& path,
                           std::string_view content);

// SHA-256 in lower-case hexadecimal (64 characters).
std::string sha256(std::string_view content);
// The same of a file's bytes, read in pieces. UserError as read_file.
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace zipml
