#include "core/base/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <system_error>

#include "core/base/error.h"

namespace zipml {
namespace {

constexpr std::size_t kKept = 1 << 16;

[[noreturn]] void fail_to_run(const std::string& program, int code) {
  fail_in(program, "cannot be run: " + std::generic_category().message(code),
          code == ENOENT ? "install it, or have the file in a --data-dir" : "");
}

struct Actions {
  posix_spawn_file_actions_t value;
  Actions() { posix_spawn_file_actions_init(&value); }
  ~Actions() { posix_spawn_file_actions_destroy(&value); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
};

std::string read_tail(int descriptor) {
  std::string output;
  std::array<char, 4096> buffer;
  while (true) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    output.append(buffer.data(), static_cast<std::size_t>(got));
    if (output.size() > 2 * kKept) output.erase(0, output.size() - kKept);
  }
  if (output.size() > kKept) output.erase(0, output.size() - kKept);
  return output;
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& command,
                          const std::filesystem::path& folder) {
  assert(!command.empty());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) fail_to_run(command[0], errno);
  Actions actions;
  posix_spawn_file_actions_addchdir_np(&actions.value, folder.c_str());
  posix_spawn_file_actions_addopen(&actions.value, STDIN_FILENO, "/dev/null",
                                   O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions.value, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions.value, ends[1], STDERR_FILENO);
  std::vector<char*> arguments;
  for (const std::string& word : command) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, arguments[0], &actions.value,
                                   nullptr, arguments.data(), environ);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    fail_to_run(command[0], error);
  }
  ProcessResult result;
  result.output = read_tail(ends[0]);
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) fail_to_run(command[0], errno);
  }
  result.status =
      WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

std::string last_line(const std::string& output) {
  const std::size_t end = output.find_last_not_of(" \r\n\t");
  if (end == std::string::npos) return "";
  const std::size_t newline = output.find_last_of('\n', end);
  const std::size_t start = newline == std::string::npos ? 0 : newline + 1;
  return output.substr(start, end + 1 - start);
}

}  // namespace zipml
