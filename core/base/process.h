// Another program, run without a shell.
#pragma once

#include <filesystem>
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

// The last line of `output` that says something.
std::string last_line(const std::string& output);

}  // namespace zipml
