// What the program says of itself.
#include <catch.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;

namespace {

// Every command, as one types it: those of the manual page.
std::vector<std::string> commands_of(const std::string& page) {
  const std::string heading = ".SS zipml ";
  std::vector<std::string> commands;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(heading)) {
      commands.push_back(line.substr(heading.size()));
    }
  }
  return commands;
}

std::vector<std::string> words_of(const std::string& command) {
  const std::size_t blank = command.find(' ');
  if (blank == std::string::npos) return {command};
  return {command.substr(0, blank), command.substr(blank + 1)};
}

// What bash offers for the words, the last of which is being typed.
std::string completed(const Program& zipml, const std::string& words) {
  const ProcessResult result = run_process(
      {"bash", "-c",
       "source <(" ZIPML_PROGRAM " completion bash); COMP_WORDS=(" + words +
           "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _zipml_words; "
           "echo \"${COMPREPLY[@]}\""},
      zipml.folder());
  return result.output;
}

}  // namespace

TEST_CASE("every help has examples and the ways to end", "[cli]") {
  const Program zipml;
  const auto commands = commands_of(zipml({"help", "--man"}).output);
  CHECK(commands.size() >= 25);
  for (const std::string& command : commands) {
    if (command == "data") continue;  // a group
    const ProcessResult help = zipml(with(words_of(command), {"--help"}));
    INFO(command);
    CHECK(help.status == 0);
    CHECK(holds(help.output, "Examples:\n  "));
    CHECK(holds(help.output, "zipml " + command));
    CHECK(holds(help.output, "Exit status: 0, all is well; 1, "));
  }
}

TEST_CASE("the manual page has every command", "[cli]") {
  const Program zipml;
  const ProcessResult page = zipml({"help", "--man"});
  CHECK(page.status == 0);
  CHECK(page.output.starts_with(".TH ZIPML 1 "));
  const auto commands = commands_of(page.output);
  // As the help lists them, in its last part.
  std::istringstream help(zipml({"--help"}).output);
  std::string line;
  while (std::getline(help, line) && line != "Subcommands:") {
  }
  int listed = 0;
  while (std::getline(help, line) && line.starts_with("  ")) {
    if (line[2] == ' ') continue;  // goes on with the line before
    ++listed;
    const std::string name = line.substr(2, line.find(' ', 2) - 2);
    INFO(name);
    CHECK(std::any_of(commands.begin(), commands.end(),
                      [&](const std::string& command) {
                        return words_of(command).front() == name;
                      }));
  }
  CHECK(listed >= 20);
  CHECK(holds(page.output, "\n.SH EXIT STATUS\n"));
  // A dash that is not escaped prints as a hyphen, which cannot be copied.
  CHECK_FALSE(holds(page.output, "\n.B --"));
}

TEST_CASE("bash completes commands, options and names", "[cli]") {
  const Program zipml;
  CHECK(completed(zipml, "zipml ver") == "verify\n");
  CHECK(completed(zipml, "zipml run --sha") == "--shard\n");
  CHECK(completed(zipml, "zipml run --offl") == "--offline\n");
  CHECK(completed(zipml, "zipml run naive") == "naive_bias\n");
  CHECK(completed(zipml, "zipml verify C1") ==
        "C1 C10 C11 C12 C13 C14 C15 C16 C17 C18 C19\n");
  CHECK(completed(zipml, "zipml data ch") == "check\n");
  CHECK(holds(completed(zipml, "zipml --quiet list --js"), "--json"));
  const ProcessResult zsh = zipml({"completion", "zsh"});
  CHECK(holds(zsh.output, "bashcompinit"));
  check_mistake(zipml({"completion", "fish"}),
                "zipml completion: \"fish\" is no shell that is known; there "
                "are: bash, zsh");
}

TEST_CASE("the README has what became of each claim in the kept run", "[cli]") {
  const Program zipml;
  const std::string command = "zipml --run reference verify --markdown";
  const ProcessResult table = zipml({"--out", ZIPML_SOURCE_DIR, "--run",
                                     "reference", "verify", "--markdown"});
  REQUIRE(table.status == 0);
  CHECK(holds(table.output, "\n| C19 | "));
  CHECK(
      holds(read_file(std::filesystem::path(ZIPML_SOURCE_DIR) / "README.md"),
            "\n<!-- " + command + " -->\n" + table.output + "<!-- end -->\n"));
}
