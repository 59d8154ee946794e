#include "core/data/readers/text_source.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <system_error>

#include "core/base/error.h"

namespace zipml {
namespace {

// libarchive's own words differ between packings and versions.
[[noreturn]] void fail_broken(const std::filesystem::path& path,
                              std::string_view packing, archive* reader) {
  if (!packing.empty()) {
    fail_in(path,
            fmt::format("the {} archive is truncated or broken", packing));
  }
  const char* reason = archive_error_string(reader);
  fail_in(path, fmt::format("cannot be read: {}",
                            reason == nullptr ? "broken" : reason));
}

constexpr std::size_t kReadBytes = 1 << 20;

// The name of the packing by its first bytes; empty for none.
std::string_view packing_of(std::string_view start) {
  using namespace std::string_view_literals;
  if (start.starts_with("\x1f\x8b"sv)) return "gzip";
  if (start.starts_with("BZh"sv)) return "bzip2";
  if (start.starts_with("\xfd\x37zXZ"sv)) return "xz";
  return "";
}

}  // namespace

struct ByteSource::Impl {
  int descriptor = -1;
  archive* reader = nullptr;
  std::string_view packing;
  bool at_end = false;

  ~Impl() {
    if (reader != nullptr) archive_read_free(reader);
    if (descriptor >= 0) ::close(descriptor);
  }
};

ByteSource::ByteSource(const std::filesystem::path& path)
    : path_(path), impl_(std::make_unique<Impl>()) {
  impl_->descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (impl_->descriptor < 0 || ::fstat(impl_->descriptor, &status) != 0) {
    fail_in(path, "cannot be read: " + std::generic_category().message(errno));
  }
  if (S_ISDIR(status.st_mode)) {
    fail_in(path, "is a directory; a file was expected");
  }
  std::array<char, 6> start{};
  const ssize_t got = ::pread(impl_->descriptor, start.data(), start.size(), 0);
  if (got < 0) {
    fail_in(path, "cannot be read: " + std::generic_category().message(errno));
  }
  impl_->packing = packing_of({start.data(), static_cast<std::size_t>(got)});

  impl_->reader = archive_read_new();
  if (impl_->reader == nullptr) throw std::bad_alloc();
  archive_read_support_filter_gzip(impl_->reader);
  archive_read_support_filter_bzip2(impl_->reader);
  archive_read_support_filter_xz(impl_->reader);
  archive_read_support_format_raw(impl_->reader);
  archive_read_support_format_empty(impl_->reader);
  archive_entry* entry = nullptr;
  int result =
      archive_read_open_fd(impl_->reader, impl_->descriptor, kReadBytes);
  if (result == ARCHIVE_OK) {
    result = archive_read_next_header(impl_->reader, &entry);
  }
  if (result == ARCHIVE_EOF) {
    impl_->at_end = true;
  } else if (result < ARCHIVE_WARN) {
    fail_broken(path, impl_->packing, impl_->reader);
  }
  // libarchive takes a file that ends inside its header for a plain one.
  const bool unpacks = archive_filter_count(impl_->reader) > 1;
  if (!impl_->packing.empty() && (impl_->at_end || !unpacks)) {
    fail_broken(path, impl_->packing, impl_->reader);
  }
}

ByteSource::~ByteSource() = default;

bool ByteSource::is_packed() const { return !impl_->packing.empty(); }

std::string_view ByteSource::next() {
  const void* block = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  while (!impl_->at_end && size == 0) {
    const int result =
        archive_read_data_block(impl_->reader, &block, &size, &offset);
    if (result == ARCHIVE_EOF) {
      impl_->at_end = true;
      return {};
    }
    if (result < ARCHIVE_WARN) {
      fail_broken(path_, impl_->packing, impl_->reader);
    }
  }
  return {static_cast<const char*>(block), size};
}

std::string unpacked_name(const std::filesystem::path& path) {
  std::filesystem::path name = path.filename();
  for (const char* packing : {".gz", ".bz2", ".xz"}) {
    if (name.extension() == packing) name = name.stem();
  }
  return name.string();
}

std::string read_unpacked(const std::filesystem::path& path) {
  ByteSource source(path);
  std::string content;
  for (auto piece = source.next(); !piece.empty(); piece = source.next()) {
    content += piece;
  }
  return content;
}

LineSource::LineSource(const std::filesystem::path& path) : source_(path) {}

bool LineSource::next(std::string_view& line) {
  line_.clear();
  bool ended = false;
  while (!ended) {
    if (piece_.empty()) {
      piece_ = source_.next();
      if (piece_.empty()) {
        if (line_.empty()) return false;
        break;  // the last line has no ending
      }
      if (!any_byte_ && piece_.starts_with("\xef\xbb\xbf")) {
        piece_.remove_prefix(3);
      }
      any_byte_ = true;
    }
    const std::size_t end = piece_.find('\n');
    ended = end != std::string_view::npos;
    const std::string_view part = piece_.substr(0, end);
    piece_.remove_prefix(ended ? end + 1 : piece_.size());
    if (ended && line_.empty()) {
      line = part;  // the usual case: no copy
    } else {
      line_ += part;
      line = line_;
    }
  }
  if (line.ends_with('\r')) line.remove_suffix(1);
  ++line_number_;
  return true;
}

void LineSource::fail(std::size_t column, const std::string& message,
                      const std::string& hint) const {
  zipml::fail({.file = path(),
               .position = {line_number_, static_cast<int>(column)},
               .message = message,
               .hint = hint});
}

void LineSource::fail_without_rows(const std::string& expected) const {
  fail_in(path(),
          fmt::format("{}; {} expected",
                      empty() ? "is empty" : "has no rows of data", expected));
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  std::string result = "\"";
  for (const char character : text.substr(0, kLongest)) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte >= 0x20 && byte < 0x7f) {
      result += character;
    } else {
      result += fmt::format("\\x{:02x}", byte);
    }
  }
  result += text.size() > kLongest ? "...\"" : "\"";
  return result;
}

}  // namespace zipml
