#include "core/data/fetch/part_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/fetch/locked_file.h"

namespace zipml {

PartFile::PartFile(const std::filesystem::path& target,
                   const std::function<bool()>& should_stop)
    : target_(target), path_(target.string() + ".part") {
  if (const std::error_code error = make_folders(folder_of(target))) {
    fail(error.value());
  }
  descriptor_ = open_locked(path_, O_RDWR | O_CREAT, should_stop);
  if (descriptor_ < 0) fail(errno);
}

PartFile::~PartFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::int64_t PartFile::size() const {
  struct stat status {};
  return ::fstat(descriptor_, &status) == 0 ? status.st_size : 0;
}

void PartFile::restart() {
  // Not every kind of file can be cut (a device cannot); writing still works.
  [[maybe_unused]] const int ignored = ::ftruncate(descriptor_, 0);
  ::lseek(descriptor_, 0, SEEK_SET);
}

bool PartFile::append(std::string_view bytes) {
  ::lseek(descriptor_, 0, SEEK_END);
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      error_ = errno;
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void PartFile::finish() {
  if (::fsync(descriptor_) != 0) fail(errno);
  if (::rename(path_.c_str(), target_.c_str()) != 0) fail(errno);
  sync_folder(folder_of(target_));
}

void PartFile::remove() { ::unlink(path_.c_str()); }

void PartFile::fail(int code) const {
  fail_in(path_, "cannot be written: " + std::generic_category().message(code));
}

}  // namespace zipml
