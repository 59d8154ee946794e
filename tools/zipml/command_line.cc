#include "tools/zipml/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "core/base/error.h"

namespace zipml {
namespace {

// "zipml data list", however the program was called.
std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  if (parent == nullptr) return "zipml";
  return full_name(*parent) + ' ' + command.get_name();
}

std::string help_hint(const CLI::App& command) {
  const std::string name = full_name(command);
  const std::size_t blank = name.find(' ');
  const std::string rest = blank == std::string::npos ? "" : name.substr(blank);
  return fmt::format("`zipml help{}` explains it", rest);
}

std::vector<const CLI::App*> commands_of(const CLI::App& parent) {
  return parent.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<std::string> command_names(const CLI::App& parent) {
  std::vector<std::string> names;
  for (const CLI::App* command : commands_of(parent)) {
    names.push_back(command->get_name());
  }
  return names;
}

[[noreturn]] void fail_unknown_command(const CLI::App& parent,
                                       const std::string& word) {
  const std::vector<std::string> known = command_names(parent);
  std::string hint = did_you_mean(word, known);
  if (hint.empty()) hint = fmt::format("known: {}", fmt::join(known, ", "));
  fail({.file = full_name(parent),
        .message = fmt::format("unknown command \"{}\"", word),
        .hint = std::move(hint)});
}

[[noreturn]] void fail_without_command(const CLI::App& parent) {
  fail({.file = full_name(parent),
        .message = "a command is missing",
        .hint =
            fmt::format("one of {}", fmt::join(command_names(parent), ", "))});
}

// The names with dashes of an option; none of a positional argument.
std::vector<std::string> spellings(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_lnames()) {
    names.push_back("--" + name);
  }
  for (const std::string& name : option.get_snames()) {
    names.push_back("-" + name);
  }
  return names;
}

bool has_spelling(const CLI::Option& option, const std::string& word) {
  const std::vector<std::string> names = spellings(option);
  return std::find(names.begin(), names.end(), word) != names.end();
}

// "--samples", or the name of a positional argument in quotes.
std::string shown_name(const CLI::Option& option) {
  const std::vector<std::string> names = spellings(option);
  return names.empty() ? '"' + option.get_name(true) + '"' : names.front();
}

// The options that may stand behind the command: its own and its parents'.
std::vector<const CLI::Option*> options_of(const CLI::App& command) {
  std::vector<const CLI::Option*> options;
  for (const CLI::App* app = &command; app != nullptr;
       app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      options.push_back(option);
    }
  }
  return options;
}

// The command, at any depth, that has an option of this name.
const CLI::App* owner_of(const CLI::App& program, const std::string& word) {
  for (const CLI::App* command : commands_of(program)) {
    for (const CLI::Option* option : command->get_options()) {
      if (has_spelling(*option, word)) return command;
    }
    if (const CLI::App* deeper = owner_of(*command, word)) return deeper;
  }
  return nullptr;
}

[[noreturn]] void fail_unknown_option(const CLI::App& program,
                                      const CLI::App& command,
                                      const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  std::vector<std::string> known;
  for (const CLI::Option* option : options_of(command)) {
    for (std::string& spelling : spellings(*option)) {
      known.push_back(std::move(spelling));
    }
  }
  std::string hint = did_you_mean(name, known);
  if (const CLI::App* owner = owner_of(program, name)) {
    hint = fmt::format("it is one of `{}`", full_name(*owner));
  }
  if (hint.empty()) hint = help_hint(command);
  fail({.file = full_name(command),
        .message = fmt::format("unknown option \"{}\"", name),
        .hint = std::move(hint)});
}

// Of a word that stands before the command's own name: it should have been one.
void check_not_before(const std::string& word, const CLI::App& command,
                      const std::vector<std::string>& words) {
  const CLI::App* parent = command.get_parent();
  if (parent == nullptr) return;
  check_not_before(word, *parent, words);
  if (word == command.get_name()) return;
  const auto place = std::find(words.begin(), words.end(), word);
  if (std::find(words.begin(), place, command.get_name()) == place) {
    fail_unknown_command(*parent, word);
  }
}

void check_repeats(const CLI::App& command) {
  for (const CLI::Option* option : options_of(command)) {
    // One that takes a list joins what it is given.
    if (option->get_items_expected_max() > 1 || option->count() < 2) continue;
    fail({.file = full_name(command),
          .message = shown_name(*option) + " is given twice"});
  }
}

void check_excludes(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    if (option->count() == 0) continue;
    for (const CLI::Option* other : option->get_excludes()) {
      if (other->count() == 0) continue;
      fail({.file = full_name(command),
            .message = fmt::format("{} and {} exclude each other",
                                   shown_name(*option), shown_name(*other))});
    }
  }
}

void check_required(const CLI::App& command) {
  if (!commands_of(command).empty()) fail_without_command(command);
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    fail({.file = full_name(command),
          .message = shown_name(*option) + " is missing",
          .hint = help_hint(command)});
  }
}

// What the parser has refused and none of the checks above.
[[noreturn]] void fail_by_parser(const CLI::App& command,
                                 const std::vector<std::string>& words,
                                 const CLI::ParseError& error) {
  for (const CLI::Option* option : options_of(command)) {
    const bool is_flag = option->get_items_expected_max() == 0;
    for (const std::string& word : words) {
      if (is_flag && has_spelling(*option, word.substr(0, word.find('='))) &&
          word.find('=') != std::string::npos) {
        fail({.file = full_name(command),
              .message = shown_name(*option) + " takes no value",
              .hint = fmt::format("found \"{}\"", word)});
      }
    }
    // Without a value, or as "--jobs=".
    const std::string last = words.empty() ? "" : words.back();
    if (!is_flag && has_spelling(*option, last.substr(0, last.find('=')))) {
      fail({.file = full_name(command),
            .message = shown_name(*option) + " needs a value",
            .hint = help_hint(command)});
    }
  }
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' ');
  fail({.file = full_name(command), .message = std::move(message)});
}

template <typename Number>
std::string range_name(TypedRange<Number> range) {
  return fmt::format("({} to {})", range.low, range.high);
}

}  // namespace

namespace {

// "--jobs" of "--jobs,-j".
std::string first_name(const std::string& names) {
  return names.substr(0, names.find(','));
}

}  // namespace

CLI::Option* add_whole_number(CLI::App& command, const std::string& name,
                              TypedRange<std::int64_t> range,
                              const std::string& help,
                              std::function<void(std::int64_t)> use) {
  return command
      .add_option_function<std::string>(
          name,
          [name, range, use = std::move(use)](const std::string& typed) {
            use(typed_whole_number(first_name(name), typed, range));
          },
          help)
      ->type_name(range_name(range));
}

CLI::Option* add_number(CLI::App& command, const std::string& name,
                        TypedRange<double> range, const std::string& help,
                        std::function<void(double)> use) {
  return command
      .add_option_function<std::string>(
          name,
          [name, range, use = std::move(use)](const std::string& typed) {
            use(typed_number(first_name(name), typed, range));
          },
          help)
      ->type_name(range_name(range));
}

const CLI::App& chosen_command(const CLI::App& program) {
  const CLI::App* command = &program;
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
  }
  return *command;
}

std::string help_of(const CLI::App& program,
                    const std::vector<std::string>& path) {
  const CLI::App* command = &program;
  for (const std::string& word : path) {
    const auto known = commands_of(*command);
    const auto found =
        std::find_if(known.begin(), known.end(),
                     [&](const auto* one) { return one->get_name() == word; });
    if (found == known.end()) fail_unknown_command(*command, word);
    command = *found;
  }
  // Not by App::help, which goes to the command that was chosen: this one.
  return command->get_formatter()->make_help(command, full_name(*command),
                                             CLI::AppFormatMode::Normal);
}

void check_known(const CLI::App& program,
                 const std::vector<std::string>& words) {
  const CLI::App& command = chosen_command(program);
  const std::vector<std::string> unknown = program.remaining(true);
  if (unknown.empty()) return;
  const std::string& word = unknown.front();
  if (word.size() > 1 && word[0] == '-') {
    fail_unknown_option(program, command, word);
  }
  check_not_before(word, command, words);
  if (!commands_of(command).empty()) fail_unknown_command(command, word);
  fail({.file = full_name(command),
        .message = fmt::format("unexpected \"{}\"", word),
        .hint = help_hint(command)});
}

void check_words(const CLI::App& program, const std::vector<std::string>& words,
                 const CLI::ParseError* error) {
  check_known(program, words);
  const CLI::App& command = chosen_command(program);
  check_repeats(command);
  check_excludes(command);
  // Only what the parser could not read to its end lacks something.
  if (error == nullptr) return;
  if (dynamic_cast<const CLI::RequiredError*>(error) != nullptr) {
    check_required(command);
  }
  fail_by_parser(command, words, *error);
}

}  // namespace zipml
