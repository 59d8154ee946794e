#include "core/data/readers/byte_source.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <new>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/memory.h"

namespace zipml {
namespace {

constexpr std::size_t kReadBytes = 1 << 20;
constexpr std::size_t kLeastBytes = 1 << 12;
constexpr std::size_t kLongestMagic = 6;

// The name of the packing by its first bytes; empty for none.
std::string_view packing_of(std::string_view start) {
  using namespace std::string_view_literals;
  if (start.starts_with("\x1f\x8b"sv)) return "gzip";
  if (start.starts_with("BZh"sv)) return "bzip2";
  if (start.starts_with("\xfd\x37zXZ"sv)) return "xz";
  if (start.starts_with("\x28\xb5\x2f\xfd"sv)) return "zstd";
  if (start.starts_with("PK\x03\x04"sv) || start.starts_with("PK\x05\x06"sv)) {
    return "zip";
  }
  return "";
}

[[noreturn]] void fail_to_read(const std::filesystem::path& path) {
  fail_in(path, "cannot be read: " + std::generic_category().message(errno));
}

// The bytes as they lie, of a descriptor or of a content in memory.
class RawBytes {
 public:
  explicit RawBytes(const std::filesystem::path& path) : path_(path) {
    const bool standard_input = path == kStandardInput;
    descriptor_ = standard_input ? STDIN_FILENO
                                 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) {
      fail_to_read(path);
    }
    if (S_ISDIR(status.st_mode)) {
      fail_in(path, "is a directory; a file was expected");
    }
    // No larger than a file: many are small.
    const auto wanted = S_ISREG(status.st_mode)
                            ? static_cast<std::size_t>(status.st_size) + 1
                            : kReadBytes;
    buffer_.resize(std::clamp(wanted, kLeastBytes, kReadBytes));
  }
  RawBytes(std::string content, const std::filesystem::path& name)
      : path_(name), memory_(std::move(content)) {}
  ~RawBytes() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }
  RawBytes(const RawBytes&) = delete;
  RawBytes& operator=(const RawBytes&) = delete;

  // The first few, which next() gives too: a pipe may give them one by one.
  std::string_view start() {
    std::size_t got = 0;
    if (descriptor_ < 0) {
      latest_ = memory_;
      memory_place_ = memory_.size();
    } else {
      while (got < kLongestMagic) {
        const std::size_t more = read_into(got);
        if (more == 0) break;
        got += more;
      }
      latest_ = {buffer_.data(), got};
    }
    total_ += latest_.size();
    given_again_ = true;
    return latest_;
  }

  // Empty at the end.
  std::string_view next() {
    if (std::exchange(given_again_, false)) return latest_;
    std::string_view piece;
    if (descriptor_ < 0) {
      piece = std::string_view(memory_).substr(memory_place_);
      memory_place_ = memory_.size();
    } else {
      piece = {buffer_.data(), read_into(0)};
    }
    total_ += piece.size();
    if (!piece.empty()) latest_ = piece;
    return piece;
  }

  // Of all bytes given so far.
  std::uint64_t total() const { return total_; }
  // The last piece that was not empty.
  std::string_view latest() const { return latest_; }

 private:
  std::size_t read_into(std::size_t place) {
    ssize_t got = 0;
    do {
      got = ::read(descriptor_, buffer_.data() + place, buffer_.size() - place);
    } while (got < 0 && errno == EINTR);
    if (got < 0) fail_to_read(path_);
    return static_cast<std::size_t>(got);
  }

  std::filesystem::path path_;
  int descriptor_ = -1;  // none: in memory
  std::vector<char> buffer_;
  std::string memory_;
  std::size_t memory_place_ = 0;
  std::string_view latest_;
  bool given_again_ = false;
  std::uint64_t total_ = 0;
};

// libarchive gives a name in the locale's characters, or none: while this
// lives, those are all of Unicode's, whatever the program has set.
class Utf8Names {
 public:
  Utf8Names() : own_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (own_ != nullptr) before_ = ::uselocale(own_);
  }
  ~Utf8Names() {
    if (own_ == nullptr) return;
    ::uselocale(before_);
    ::freelocale(own_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t own_;
  locale_t before_ = nullptr;
};

// Empty when it cannot be had.
std::string_view name_of(archive_entry* entry) {
  const char* const name = archive_entry_pathname(entry);
  return name == nullptr ? std::string_view() : name;
}

// Whether the entry is a file that holds something to read; archives made on a
// Mac have files of the system's beside those that were put in.
bool is_content(archive_entry* entry) {
  return archive_entry_filetype(entry) == AE_IFREG &&
         !name_of(entry).starts_with("__MACOSX/");
}

}  // namespace

struct ByteSource::Impl {
  RawBytes raw;
  archive* reader = nullptr;  // of an archive
  std::string_view packing = {};
  std::optional<UserError> failed = {};  // while libarchive asked for bytes
  bool at_end = false;
  std::string remark = {};

  std::string first = {};  // the start of the content, when it was asked for
  bool first_is_next = false;
  std::optional<Sha256> hash = {};
  std::string sum = {};

  ~Impl() {
    if (reader != nullptr) archive_read_free(reader);
  }

  static la_ssize_t give(archive* reader, void* own, const void** place) {
    Impl& impl = *static_cast<Impl*>(own);
    try {
      const std::string_view bytes = impl.raw.next();
      *place = bytes.data();
      return static_cast<la_ssize_t>(bytes.size());
    } catch (const UserError& error) {
      impl.failed = error;
      archive_set_error(reader, EIO, "cannot be read");
      return -1;
    }
  }

  // libarchive's own words differ between packings and versions.
  [[noreturn]] void fail_broken(const std::filesystem::path& path) const {
    if (failed) throw UserError(*failed);
    fail_in(path,
            fmt::format("the {} archive is truncated or broken", packing));
  }
  void open(const std::filesystem::path& path);
  void open_zip(const std::filesystem::path& path);
  // Of a zip archive; null for none.
  archive_entry* next_file(const std::filesystem::path& path);
  std::string_view unpack(const std::filesystem::path& path);
  void finish(const std::filesystem::path& path);
};

void ByteSource::Impl::open(const std::filesystem::path& path) {
  packing = packing_of(raw.start());
  if (packing.empty()) return;
  reader = archive_read_new();
  if (reader == nullptr) throw std::bad_alloc();
  if (packing == "zip") return open_zip(path);
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_format_raw(reader);
  archive_entry* entry = nullptr;
  int result = archive_read_open(reader, this, nullptr, &Impl::give, nullptr);
  if (result == ARCHIVE_OK) result = archive_read_next_header(reader, &entry);
  // libarchive takes a file that ends inside its header for a plain one.
  const bool unpacks = archive_filter_count(reader) > 1;
  at_end = result == ARCHIVE_EOF && unpacks;  // of nothing
  if (!at_end && (result < ARCHIVE_WARN || result == ARCHIVE_EOF || !unpacks)) {
    fail_broken(path);
  }
}

archive_entry* ByteSource::Impl::next_file(const std::filesystem::path& path) {
  const Utf8Names names;
  while (true) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader, &entry);
    if (result == ARCHIVE_EOF) return nullptr;
    // A warning is of a name or a time, for one.
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) fail_broken(path);
    if (is_content(entry)) return entry;
  }
}

void ByteSource::Impl::open_zip(const std::filesystem::path& path) {
  archive_read_support_format_zip_streamable(reader);
  const int result =
      archive_read_open(reader, this, nullptr, &Impl::give, nullptr);
  if (result != ARCHIVE_OK) fail_broken(path);
  archive_entry* const entry = next_file(path);
  if (entry == nullptr) fail_in(path, "the zip archive has no file");
  const std::string_view name = name_of(entry);
  if (name == "[Content_Types].xml" || name == "mimetype") {
    fail_in(path, "is a spreadsheet or another document", "save it as CSV");
  }
  if (archive_entry_is_encrypted(entry) != 0) {
    fail_in(path, "the zip archive is encrypted");
  }
}

std::string_view ByteSource::Impl::unpack(const std::filesystem::path& path) {
  const void* block = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  while (size == 0) {
    const int result = archive_read_data_block(reader, &block, &size, &offset);
    if (result == ARCHIVE_EOF) return {};
    if (result < ARCHIVE_WARN) fail_broken(path);
  }
  return {static_cast<const char*>(block), size};
}

// Looks at what follows the content in the archive.
void ByteSource::Impl::finish(const std::filesystem::path& path) {
  if (hash) sum = hash->hexadecimal();
  if (packing == "zip") {
    archive_entry* const entry = next_file(path);
    if (entry == nullptr) return;
    fail_in(path,
            fmt::format("the zip archive holds several files, among them "
                        "\"{}\"; one was expected",
                        name_of(entry)),
            "unpack it and give the file");
  }
  if (packing.empty()) return;
  // Archives are padded with zeros; anything else was not meant to be there.
  const auto used =
      static_cast<std::uint64_t>(archive_filter_bytes(reader, -1));
  std::uint64_t behind = raw.total() - std::min(used, raw.total());
  const auto is_junk = [](std::string_view bytes) {
    return bytes.find_first_not_of('\0') != std::string_view::npos;
  };
  const std::string_view latest = raw.latest();
  bool junk = is_junk(latest.substr(
      latest.size() - std::min<std::uint64_t>(behind, latest.size())));
  for (auto rest = raw.next(); !rest.empty(); rest = raw.next()) {
    behind += rest.size();
    junk = junk || is_junk(rest);
  }
  if (junk) {
    remark = fmt::format("{} bytes behind the {} archive are left out", behind,
                         packing);
  }
}

ByteSource::ByteSource(const std::filesystem::path& path, Checksum checksum)
    : path_(path), impl_(new Impl{.raw = RawBytes(path)}) {
  if (checksum == Checksum::kYes) impl_->hash.emplace();
  impl_->open(path_);
}

ByteSource::ByteSource(std::string content, const std::filesystem::path& name,
                       Checksum checksum)
    : path_(name), impl_(new Impl{.raw = RawBytes(std::move(content), name)}) {
  if (checksum == Checksum::kYes) impl_->hash.emplace();
  impl_->open(path_);
}

ByteSource::~ByteSource() = default;

bool ByteSource::is_packed() const { return !impl_->packing.empty(); }

const std::string& ByteSource::remark() const { return impl_->remark; }

const std::string& ByteSource::content_sha256() const { return impl_->sum; }

std::string_view ByteSource::read_piece() {
  if (impl_->at_end) return {};
  const std::string_view piece =
      impl_->reader == nullptr ? impl_->raw.next() : impl_->unpack(path_);
  if (!piece.empty()) {
    if (impl_->hash) impl_->hash->update(piece);
    return piece;
  }
  impl_->at_end = true;
  impl_->finish(path_);
  return {};
}

std::string_view ByteSource::start(std::size_t bytes) {
  while (impl_->first.size() < bytes) {
    const std::string_view piece = read_piece();
    if (piece.empty()) break;
    impl_->first += piece;
  }
  impl_->first_is_next = !impl_->first.empty();
  return impl_->first;
}

std::string_view ByteSource::next() {
  if (std::exchange(impl_->first_is_next, false)) return impl_->first;
  return read_piece();
}

bool is_stream(const std::filesystem::path& path) {
  if (path == kStandardInput) return true;
  std::error_code ignored;
  const auto type = std::filesystem::status(path, ignored).type();
  return type == std::filesystem::file_type::fifo ||
         type == std::filesystem::file_type::character ||
         type == std::filesystem::file_type::socket;
}

std::string unpacked_name(const std::filesystem::path& path) {
  std::filesystem::path name = path.filename();
  for (const char* packing : {".gz", ".bz2", ".xz", ".zst", ".zip"}) {
    std::string ending = name.extension().string();
    for (char& c : ending) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    if (ending == packing) name = name.stem();
  }
  return name.string();
}

std::string read_all(ByteSource& source) {
  std::string content;
  for (auto piece = source.next(); !piece.empty(); piece = source.next()) {
    const std::size_t needed = content.size() + piece.size();
    if (needed > content.capacity()) {
      // A packed file may hold a thousand times its size.
      const std::size_t room = std::max(needed, 2 * content.capacity());
      require_memory(static_cast<double>(room), source.path(),
                     fmt::format("{} of content",
                                 byte_count(static_cast<double>(needed))));
      content.reserve(room);
    }
    content += piece;
  }
  return content;
}

std::string read_unpacked(const std::filesystem::path& path) {
  ByteSource source(path);
  return read_all(source);
}

}  // namespace zipml
