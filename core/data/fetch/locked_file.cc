#include "core/data/fetch/locked_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "core/data/fetch/watch.h"

namespace zipml {
namespace {

constexpr std::chrono::milliseconds kBetweenTries{100};

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    const int error = errno;
    if (value_ >= 0) ::close(value_);
    errno = error;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

// False with errno. Not one flock() that waits: no signal would end it.
bool lock(int descriptor, const std::function<bool()>& should_stop) {
  while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return false;
    if (should_stop && should_stop()) throw FetchStopped();
    std::this_thread::sleep_for(kBetweenTries);
  }
  return true;
}

bool is_named(int descriptor, const std::filesystem::path& path) {
  struct stat mine {};
  struct stat there {};
  return ::fstat(descriptor, &mine) == 0 && ::stat(path.c_str(), &there) == 0 &&
         mine.st_ino == there.st_ino && mine.st_dev == there.st_dev;
}

}  // namespace

int open_locked(const std::filesystem::path& path, int flags,
                const std::function<bool()>& should_stop) {
  while (true) {
    Descriptor opened(::open(path.c_str(), flags | O_CLOEXEC, 0644));
    if (opened.get() < 0 || !lock(opened.get(), should_stop)) return -1;
    if (is_named(opened.get(), path)) return opened.release();
  }
}

}  // namespace zipml
