#include "core/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace zipml {
namespace {

// `what` ("cannot be read") with the reason that the system gave last.
[[noreturn]] void fail_by_system(const std::filesystem::path& path,
                                 const std::string& what) {
  fail_in(path, what + ": " + std::generic_category().message(errno));
}

// Calls `consume` with each piece of the file.
void for_each_piece(const std::filesystem::path& path,
                    const std::function<void(std::string_view)>& consume) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    fail_in(path, "is a directory; a file was expected");
  }
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) fail_by_system(path, "cannot be read");
  std::array<char, 1 << 16> buffer;
  while (true) {
    const std::size_t got =
        std::fread(buffer.data(), 1, buffer.size(), file.get());
    consume(std::string_view(buffer.data(), got));
    if (got < buffer.size()) break;
  }
  if (std::ferror(file.get())) {
    fail_by_system(path, "cannot be read");
  }
}

struct OpenedFile {
  std::string name;
  int descriptor = -1;
};

// Creates `path`.XXXXXX with six characters that no other file has. Unlike
// mkostemp, by the umask: results are for sharing.
OpenedFile create_beside(const std::filesystem::path& path) {
  constexpr std::uint64_t kNames = 2'176'782'336;  // 36^6
  static std::atomic<std::uint64_t> next{
      static_cast<std::uint64_t>(::getpid()) * 7919};
  while (true) {
    std::uint64_t number = next++ % kNames;
    std::string name = path.string() + '.';
    for (int i = 0; i < 6; ++i) {
      name += "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36];
      number /= 36;
    }
    const int descriptor =
        ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) return {name, descriptor};
    if (errno != EEXIST) fail_by_system(path, "cannot be written");
  }
}

}  // namespace

struct Sha256::Context {
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> digest{EVP_MD_CTX_new(),
                                                            &EVP_MD_CTX_free};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  EVP_DigestInit_ex(context_->digest.get(), EVP_sha256(), nullptr);
}

Sha256::~Sha256() = default;

void Sha256::update(std::string_view piece) {
  EVP_DigestUpdate(context_->digest.get(), piece.data(), piece.size());
}

std::string Sha256::hexadecimal() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned length = 0;
  EVP_DigestFinal_ex(context_->digest.get(), digest.data(), &length);
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    text += fmt::format("{:02x}", digest[i]);
  }
  return text;
}

std::string read_file(const std::filesystem::path& path) {
  std::string content;
  for_each_piece(path, [&](std::string_view piece) { content += piece; });
  return content;
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : ".";
}

std::error_code make_folders(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> missing;
  for (std::filesystem::path path = folder;
       !std::filesystem::exists(path, error); path = folder_of(path)) {
    missing.push_back(path);
  }
  std::filesystem::create_directories(folder, error);
  if (error) return error;
  for (const std::filesystem::path& path : missing) {
    sync_folder(folder_of(path));
  }
  return {};
}

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor =
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

AtomicFile::AtomicFile(const std::filesystem::path& path) : path_(path) {
  const std::filesystem::path folder = folder_of(path);
  if (const std::error_code error = make_folders(folder)) {
    fail_in(folder, "cannot be created: " + error.message());
  }
  OpenedFile opened = create_beside(path);
  temporary_ = std::move(opened.name);
  descriptor_ = opened.descriptor;
}

AtomicFile::~AtomicFile() {
  ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::write_at(std::uint64_t offset, std::string_view piece) {
  while (!piece.empty()) {
    const ssize_t written = ::pwrite(descriptor_, piece.data(), piece.size(),
                                     static_cast<off_t>(offset));
    if (written < 0) {
      if (errno == EINTR) continue;
      fail_by_system(path_, "cannot be written");
    }
    offset += static_cast<std::uint64_t>(written);
    piece.remove_prefix(static_cast<std::size_t>(written));
  }
}

void AtomicFile::commit() {
  if (::fsync(descriptor_) != 0 ||
      ::rename(temporary_.c_str(), path_.c_str()) != 0) {
    fail_by_system(path_, "cannot be written");
  }
  temporary_.clear();
  sync_folder(folder_of(path_));
}

void write_file_atomically(const std::filesystem::path& path,
                           std::string_view content) {
  AtomicFile file(path);
  file.write_at(0, content);
  file.commit();
}

std::string sha256(std::string_view content) {
  Sha256 hash;
  hash.update(content);
  return hash.hexadecimal();
}

std::string sha256_of_file(const std::filesystem::path& path) {
  Sha256 hash;
  for_each_piece(path, [&](std::string_view piece) { hash.update(piece); });
  return hash.hexadecimal();
}

}  // namespace zipml
