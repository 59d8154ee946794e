#include "core/harness/run/checkpoint_file.h"

#include <fmt/format.h>

#include <exception>
#include <system_error>

#include "core/base/file.h"

namespace zipml {
namespace {

constexpr int kHeaderLines = 4;

std::string header_of(const std::string& cell_id, std::string_view bytes) {
  return fmt::format("zipml checkpoint 1\ncell {}\nsize {}\nsha256 {}\n",
                     cell_id, bytes.size(), sha256(bytes));
}

// Where the bytes begin; 0 when there are not so many lines.
std::size_t header_size(std::string_view file) {
  std::size_t size = 0;
  for (int line = 0; line < kHeaderLines; ++line) {
    const std::size_t end = file.find('\n', size);
    if (end == std::string_view::npos) return 0;
    size = end + 1;
  }
  return size;
}

}  // namespace

void write_checkpoint_file(const std::filesystem::path& path,
                           const std::string& cell_id, std::string_view bytes) {
  const std::string header = header_of(cell_id, bytes);
  AtomicFile file(path);
  file.write_at(0, header);
  file.write_at(header.size(), bytes);
  file.commit();
}

std::string read_checkpoint_file(const std::filesystem::path& path,
                                 const std::string& cell_id) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return {};
  try {
    std::string file = read_file(path);
    const std::size_t size = header_size(file);
    const std::string header = file.substr(0, size);
    file.erase(0, size);
    // The header that belongs to these bytes, and no other spelling of it.
    if (header != header_of(cell_id, file)) return {};
    return file;
  } catch (const std::exception&) {
    // Not readable: the cell begins anew.
    return {};
  }
}

}  // namespace zipml
