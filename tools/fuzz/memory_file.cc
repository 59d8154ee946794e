#include "tools/fuzz/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace zipml::fuzz {

MemoryFile::MemoryFile(std::string_view bytes)
    : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)),
      path_("/proc/self/fd/" + std::to_string(descriptor_)) {
  write(bytes);
}

void MemoryFile::write(std::string_view bytes) {
  const auto wanted = static_cast<ssize_t>(bytes.size());
  const bool done =
      ::ftruncate(descriptor_, 0) == 0 &&
      ::pwrite(descriptor_, bytes.data(), bytes.size(), 0) == wanted;
  if (!done) throw std::system_error(errno, std::generic_category(), "memfd");
}

MemoryFile::~MemoryFile() { ::close(descriptor_); }

}  // namespace zipml::fuzz
