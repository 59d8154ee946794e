#include "core/base/memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <limits>
#include <string>

#include "core/base/error.h"

namespace zipml {
namespace {

constexpr std::size_t kUnknown = std::numeric_limits<std::size_t>::max();

// Of limit_memory.
std::atomic<std::size_t> process_limit = kUnknown;

// A file of one number; kUnknown when there is none ("max").
std::size_t number_in(const char* path) {
  std::ifstream file(path);
  std::size_t number = 0;
  return file >> number ? number : kUnknown;
}

std::size_t system_memory() {
  std::ifstream file("/proc/meminfo");
  for (std::string word; file >> word;) {
    std::size_t kilobytes = 0;
    if (word == "MemAvailable:" && file >> kilobytes) return kilobytes * 1024;
  }
  return kUnknown;
}

std::size_t group_memory() {
  const std::size_t limit = number_in("/sys/fs/cgroup/memory.max");
  const std::size_t used = number_in("/sys/fs/cgroup/memory.current");
  if (limit == kUnknown || used == kUnknown) return kUnknown;
  return limit - std::min(limit, used);
}

}  // namespace

std::size_t available_memory() {
  return std::min({system_memory(), group_memory(), process_limit.load()});
}

void limit_memory(std::size_t bytes) { process_limit = bytes; }

std::string byte_count(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.1f} kB", bytes / 1e3);
  if (bytes < 1e9) return fmt::format("{:.1f} MB", bytes / 1e6);
  return fmt::format("{:.1f} GB", bytes / 1e9);
}

void require_memory(double bytes, const std::string& file,
                    const std::string& what) {
  // The system need not be asked about what every process has.
  constexpr double kAlways = 1e6;
  if (bytes <= std::min(kAlways, static_cast<double>(process_limit.load()))) {
    return;
  }
  const auto available = static_cast<double>(available_memory());
  if (bytes <= available) return;
  fail_in(file, fmt::format("{} take {}; {} of memory are available", what,
                            byte_count(bytes), byte_count(available)));
}

}  // namespace zipml
