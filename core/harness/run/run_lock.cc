#include "core/harness/run/run_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

#include "core/base/error.h"

namespace zipml {
namespace {

// Who has the lock, as they have written it themselves.
std::string holder(int descriptor) {
  std::array<char, 64> text{};
  const ssize_t size = ::pread(descriptor, text.data(), text.size() - 1, 0);
  if (size <= 0) return "another process";
  std::string who(text.data(), static_cast<std::size_t>(size));
  return who.substr(0, who.find('\n'));
}

void write_holder(int descriptor) {
  const std::string who = fmt::format("process {}\n", ::getpid());
  // Only for people: whether it arrives matters to nobody.
  if (::ftruncate(descriptor, 0) != 0) return;
  [[maybe_unused]] const ssize_t written =
      ::pwrite(descriptor, who.data(), who.size(), 0);
}

}  // namespace

RunLock::RunLock(const std::filesystem::path& folder,
                 const std::function<void(const std::string&)>& tell,
                 const std::function<bool()>& should_stop) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) fail_in(folder, "cannot be created: " + error.message());
  const std::filesystem::path file = folder / "lock";
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    fail_in(file,
            "cannot be written: " + std::generic_category().message(errno));
  }
  bool has_told = false;
  while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) break;  // no locks here
    if (should_stop()) return;
    if (!has_told) tell(holder(descriptor_));
    has_told = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  is_held_ = true;
  write_holder(descriptor_);
}

RunLock::~RunLock() { ::close(descriptor_); }

}  // namespace zipml
