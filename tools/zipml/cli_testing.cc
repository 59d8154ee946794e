#include "tools/zipml/cli_testing.h"

#include <catch.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "core/base/file.h"

namespace zipml {
namespace fs = std::filesystem;

const std::vector<std::string> kSmall = {"run",
                                         "naive_bias",
                                         "--offline",
                                         "--set",
                                         "data=synthetic-5",
                                         "--set",
                                         "bits=1,4",
                                         "--set",
                                         "sgd.epochs=3",
                                         "--set",
                                         "repetitions=2",
                                         "--set",
                                         "monte_carlo.rows=2",
                                         "--set",
                                         "monte_carlo.draws=200",
                                         "--set",
                                         "fixed_point.passes=1"};

std::vector<std::string> with(std::vector<std::string> command,
                              const std::vector<std::string>& more) {
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Program::Program() {
  ::setenv("ZIPML_CACHE_DIR", (folder_.path() / "cache").c_str(), 1);
  ::unsetenv("ZIPML_DATA_DIR");
}

ProcessResult Program::operator()(
    const std::vector<std::string>& arguments) const {
  return run_process(with({ZIPML_PROGRAM}, arguments), folder());
}

std::map<std::string, std::string> Program::tables(
    const std::string& out) const {
  std::map<std::string, std::string> files;
  const fs::path root = folder() / out / "results" / "quick" / "naive_bias";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string name = fs::relative(entry.path(), root).string();
    const bool timed = name.starts_with("cells") || name == "provenance.json" ||
                       name == "stamp.json";
    // What a writer that was killed leaves: NAME.EXT and six letters.
    const bool left_over = entry.path().extension().string().size() == 7;
    if (entry.is_regular_file() && !timed && !left_over) {
      files[name] = read_file(entry.path());
    }
  }
  return files;
}

// Starts a command without waiting; both of its streams go to `output`, if it
// is given.
pid_t start(const std::vector<std::string>& command, const fs::path& folder,
            int output) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  if (output >= 0) {
    ::dup2(output, STDERR_FILENO);
    ::dup2(output, STDOUT_FILENO);
  }
  std::vector<char*> words;
  for (const std::string& word : command) {
    words.push_back(const_cast<char*>(word.c_str()));
  }
  words.push_back(nullptr);
  if (::chdir(folder.c_str()) == 0) ::execvp(words[0], words.data());
  ::_exit(127);
}

std::string run_in_terminal(const std::vector<std::string>& command,
                            const fs::path& folder) {
  const int ours = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(ours >= 0);
  REQUIRE(::grantpt(ours) == 0);
  REQUIRE(::unlockpt(ours) == 0);
  const int theirs = ::open(::ptsname(ours), O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(theirs >= 0);
  const pid_t child = start(command, folder, theirs);
  ::close(theirs);
  std::string output;
  char buffer[4096];
  ssize_t got = 0;
  // Once nobody has the other end, reading fails.
  while ((got = ::read(ours, buffer, sizeof buffer)) > 0) {
    output.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(ours);
  int status = 0;
  ::waitpid(child, &status, 0);
  return output;
}

void check_mistake(const ProcessResult& result, const std::string& line) {
  CHECK(result.status == 2);
  CHECK(result.output == line + "\n");
}

void check_last_mistake(const ProcessResult& result, const std::string& line) {
  CHECK(result.status == 2);
  INFO(result.output);
  CHECK(('\n' + result.output).ends_with('\n' + line + '\n'));
}

}  // namespace zipml
