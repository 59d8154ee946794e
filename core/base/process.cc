#include "core/base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <system_error>
#include <utility>

#include "core/base/error.h"

namespace zipml {
namespace {

constexpr std::size_t kKept = 1 << 16;

[[noreturn]] void fail_to_run(const std::string& program, int code) {
  fail_in(program, "cannot be run: " + std::generic_category().message(code),
          code == ENOENT ? "install it, or have the file in a --data-dir" : "");
}

struct Attributes {
  posix_spawnattr_t value;
  Attributes() { posix_spawnattr_init(&value); }
  ~Attributes() { posix_spawnattr_destroy(&value); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
};

struct Actions {
  posix_spawn_file_actions_t value;
  Actions() { posix_spawn_file_actions_init(&value); }
  ~Actions() { posix_spawn_file_actions_destroy(&value); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
};

constexpr int kPollMilliseconds = 100;

// What the program prints until it closes its end, or is to be stopped.
struct Printed {
  std::string tail = {};
  bool stopped = false;
};

Printed read_tail(int descriptor, const ProcessWatch& watch) {
  Printed printed;
  std::string& output = printed.tail;
  const int patience = watch.tick || watch.should_stop ? kPollMilliseconds : -1;
  std::array<char, 4096> buffer;
  while (!printed.stopped) {
    pollfd wanted{.fd = descriptor, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&wanted, 1, patience);
    if (watch.tick) watch.tick();
    printed.stopped = watch.should_stop && watch.should_stop();
    if (ready <= 0) continue;
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    output.append(buffer.data(), static_cast<std::size_t>(got));
    if (output.size() > 2 * kKept) output.erase(0, output.size() - kKept);
  }
  if (output.size() > kKept) output.erase(0, output.size() - kKept);
  return printed;
}

int wait_for(const std::string& program, pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) fail_to_run(program, errno);
  }
  return status;
}

// A group that does not end when it is asked to is ended.
int end_group(const std::string& program, pid_t child) {
  constexpr int kPatience = 20;  // polls
  ::kill(-child, SIGTERM);
  for (int i = 0; i < kPatience; ++i) {
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) == child) return status;
    ::poll(nullptr, 0, kPollMilliseconds);
  }
  ::kill(-child, SIGKILL);
  return wait_for(program, child);
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& command,
                          const std::filesystem::path& folder) {
  return run_process(command, folder, {});
}

ProcessResult run_process(const std::vector<std::string>& command,
                          const std::filesystem::path& folder,
                          const ProcessWatch& watch) {
  assert(!command.empty());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) fail_to_run(command[0], errno);
  Actions actions;
  posix_spawn_file_actions_addchdir_np(&actions.value, folder.c_str());
  posix_spawn_file_actions_addopen(&actions.value, STDIN_FILENO, "/dev/null",
                                   O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions.value, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions.value, ends[1], STDERR_FILENO);
  Attributes attributes;
  if (watch.should_stop) {
    posix_spawnattr_setflags(&attributes.value, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes.value, 0);
  }
  std::vector<char*> arguments;
  for (const std::string& word : command) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int error =
      ::posix_spawnp(&child, arguments[0], &actions.value, &attributes.value,
                     arguments.data(), environ);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    fail_to_run(command[0], error);
  }
  Printed printed = read_tail(ends[0], watch);
  ::close(ends[0]);
  const int status = printed.stopped ? end_group(command[0], child)
                                     : wait_for(command[0], child);
  return {.status =
              WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .output = std::move(printed.tail)};
}

std::string last_line(const std::string& output) {
  const std::size_t end = output.find_last_not_of(" \r\n\t");
  if (end == std::string::npos) return "";
  const std::size_t newline = output.find_last_of('\n', end);
  const std::size_t start = newline == std::string::npos ? 0 : newline + 1;
  return output.substr(start, end + 1 - start);
}

}  // namespace zipml
