// Another program, run without a shell.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace zipml {

struct ProcessResult {
  int status = 0;      // exit status; 128 + the signal that ended it
  std::string output;  // of both streams, at most the last 64 KiB
};

// Runs command[0] (searched on the PATH) with its arguments in `folder`, with
// nothing to read, and waits for it. UserError naming the program when it
// cannot be started; a status other than 0 is a result.
ProcessResult run_process(const std::vector<std::string>& command,
                          const std::filesystem::path& folder);

// Who waits for a program. Both are called ten times a second and more.
struct ProcessWatch {
  std::function<void()> tick = {};
  // When it says so, the program and all that it has started are told to end
  // (SIGTERM), and the status is 128 + SIGTERM or what it ends with then.
  std::function<bool()> should_stop = {};
};

// The same, looked on at. The program is the first of a process group of its
// own: a Ctrl-C in the terminal does not reach it past should_stop.
ProcessResult run_process(const std::vector<std::string>& command,
                          const std::filesystem::path& folder,
                          const ProcessWatch& watch);

// The last line of `output` that says something.
std::string last_line(const std::string& output);

}  // namespace zipml
