// What the program says of itself, from the one description of its command
// line: examples and exit statuses below each help, a manual page, completion.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace zipml {

// Below the options of every command: its examples, and how it ends. A footer
// that a command has already stays in front.
void add_help_footers(CLI::App& program);

// The manual page zipml(1) in the macros of man(7).
std::string manual_page(const CLI::App& program);

// A script that completes commands, options and `names` (experiments, configs
// and claims) for "bash" or "zsh". UserError for another shell.
std::string completion_script(const CLI::App& program, const std::string& shell,
                              const std::vector<std::string>& names);

}  // namespace zipml
