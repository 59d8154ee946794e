// The file of a cell that has not ended: how far it has come.
//
//   zipml checkpoint 1
//   cell ID
//   size BYTES
//   sha256 OF THE BYTES
//   the bytes, as the cell gave them
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace zipml {

// Writes it whole or not at all. UserError when it cannot be written.
void write_checkpoint_file(const std::filesystem::path& path,
                           const std::string& cell_id, std::string_view bytes);

// The bytes; empty when the file is missing, cannot be read, is truncated,
// altered, of another format or another cell's. Never throws for what is on
// disk.
std::string read_checkpoint_file(const std::filesystem::path& path,
                                 const std::string& cell_id);

}  // namespace zipml
