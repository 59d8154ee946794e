#include "tools/zipml/environment.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <system_error>
#include <thread>

namespace zipml {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::filesystem::path cache_folder() {
  const std::string own = environment("ZIPML_CACHE_DIR");
  if (!own.empty()) return own;
  const std::string shared = environment("XDG_CACHE_HOME");
  if (!shared.empty()) return std::filesystem::path(shared) / "zipml";
  const std::string home = environment("HOME");
  return (home.empty() ? std::filesystem::temp_directory_path()
                       : std::filesystem::path(home) / ".cache") /
         "zipml";
}

std::filesystem::path configs_folder() {
  namespace fs = std::filesystem;
  const std::string own = environment("ZIPML_CONFIG_DIR");
  if (!own.empty()) return own;
  std::error_code error;
  fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  constexpr int kMostLevels = 6;  // build/PRESET/tools/zipml, and some more
  for (int level = 0; level < kMostLevels && !error; ++level) {
    for (const char* place : {"share/zipml/configs", "configs"}) {
      if (fs::is_directory(folder / place / "schema")) return folder / place;
    }
    folder = folder.parent_path();
  }
  return {};
}

std::string now_text() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

double seconds() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

int terminal_width() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return 80;
  }
  return size.ws_col;
}

bool is_smart_terminal(int descriptor) {
  const std::string kind = environment("TERM");
  return isatty(descriptor) != 0 && !kind.empty() && kind != "dumb";
}

int machine_threads() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace zipml
