#include "core/data/fetch/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"

namespace zipml {
namespace {

constexpr std::size_t kArchiveBlock = 1 << 18;

using Archive = std::unique_ptr<archive, int (*)(archive*)>;

void check(int result, archive* reader, const std::filesystem::path& file) {
  if (result >= ARCHIVE_WARN) return;
  const char* reason = archive_error_string(reader);
  fail_in(file, fmt::format("cannot be unpacked: {}",
                            reason == nullptr ? "broken archive" : reason));
}

enum class Walk { kOn, kEnd };

std::string content_of(archive* reader, const std::filesystem::path& file) {
  std::string content;
  while (true) {
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int result = archive_read_data_block(reader, &block, &size, &offset);
    if (result == ARCHIVE_EOF) return content;
    check(result, reader, file);
    // A sparse file leaves holes out.
    content.resize(static_cast<std::size_t>(offset));
    content.append(static_cast<const char*>(block), size);
  }
}

// Calls `visit` with the name and the reader of each regular file, until it
// says that it has had enough.
template <typename Visit>
void walk(const std::filesystem::path& file, const Visit& visit) {
  const Archive reader(archive_read_new(), &archive_read_free);
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_format_tar(reader.get());
  check(archive_read_open_filename(reader.get(), file.c_str(), kArchiveBlock),
        reader.get(), file);
  while (true) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader.get(), &entry);
    if (result == ARCHIVE_EOF) return;
    check(result, reader.get(), file);
    if (archive_entry_filetype(entry) != AE_IFREG) continue;
    const char* text = archive_entry_pathname(entry);
    std::string_view name = text == nullptr ? "" : text;
    if (name.starts_with("./")) name.remove_prefix(2);
    if (visit(name, reader.get()) == Walk::kEnd) return;
  }
}

}  // namespace

void unpack_files(const std::filesystem::path& file,
                  std::span<const std::string> members,
                  const std::filesystem::path& folder) {
  std::vector<std::string> missing(members.begin(), members.end());
  if (missing.empty()) return;
  walk(file, [&](std::string_view name, archive* reader) {
    const auto wanted = std::find(missing.begin(), missing.end(), name);
    if (wanted == missing.end()) return Walk::kOn;
    const std::filesystem::path target =
        folder / std::filesystem::path(*wanted).filename();
    write_file_atomically(target, content_of(reader, file));
    missing.erase(wanted);
    return missing.empty() ? Walk::kEnd : Walk::kOn;
  });
  if (!missing.empty()) {
    fail_in(file, fmt::format("holds no {}", missing.front()));
  }
}

std::string read_archived(const std::filesystem::path& file,
                          const std::string& name) {
  std::optional<std::string> content;
  walk(file, [&](std::string_view path, archive* reader) {
    if (std::filesystem::path(path).filename() != name) return Walk::kOn;
    content = content_of(reader, file);
    return Walk::kEnd;
  });
  if (!content) fail_in(file, fmt::format("holds no {}", name));
  return *std::move(content);
}

}  // namespace zipml
