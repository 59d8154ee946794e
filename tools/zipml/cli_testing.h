// The built program, as tests call it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/process.h"
#include "core/base/temporary_folder.h"

namespace zipml {

// A small study that needs no data and takes a moment.
extern const std::vector<std::string> kSmall;

std::vector<std::string> with(std::vector<std::string> command,
                              const std::vector<std::string>& more);

// The program in a folder of its own, with a cache and no data.
class Program {
 public:
  Program();
  const std::filesystem::path& folder() const { return folder_.path(); }
  ProcessResult operator()(const std::vector<std::string>& arguments) const;
  // Every file that a reader of results looks at, by its path.
  std::map<std::string, std::string> tables(const std::string& out) const;

 private:
  TemporaryFolder folder_;
};

// Whether `part` stands somewhere in `text`.
bool holds(const std::string& text, const std::string& part);

// Starts a command without waiting; both of its streams go to `output`, if it
// is given.
pid_t start(const std::vector<std::string>& command,
            const std::filesystem::path& folder, int output = -1);

// What a command prints in a terminal, until it ends.
std::string run_in_terminal(const std::vector<std::string>& command,
                            const std::filesystem::path& folder);

// The result is this one line, and exit status 2.
void check_mistake(const ProcessResult& result, const std::string& line);
// The same of the last line, after what was said of the data.
void check_last_mistake(const ProcessResult& result, const std::string& line);

}  // namespace zipml
