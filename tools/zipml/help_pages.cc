#include "tools/zipml/help_pages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/harness/build_info.h"

namespace zipml {
namespace {

struct Example {
  const char* command;
  const char* what;
};

// By the full name of a command without "zipml".
const std::map<std::string, std::vector<Example>>& examples() {
  static const std::map<std::string, std::vector<Example>> kExamples = {
      {"",
       {{"zipml run naive_bias", "one experiment, in seconds"},
        {"zipml verify", "what became of each claim"},
        {"zipml help run", "all of one command"}}},
      {"list", {{"zipml list", ""}, {"zipml list --json", "for programs"}}},
      {"describe",
       {{"zipml describe C4", "what a claim says, and who tries it"},
        {"zipml describe mini_batch", "the parameters of an experiment"}}},
      {"validate", {{"zipml validate mine.json", ""}}},
      {"schema", {{"zipml schema naive_bias", "for an editor"}}},
      {"new",
       {{"zipml new mine --data houses.csv --label price",
         "mine.json, to be run or edited"},
        {"zipml new mine --experiment mini_batch", "another experiment's"}}},
      {"doctor", {{"zipml doctor", ""}}},
      {"cycles",
       {{"zipml cycles --design q4 --samples 10000 --features 128", ""}}},
      {"plan",
       {{"zipml plan", "all that a run would do, and how long it may take"},
        {"zipml plan naive_bias --set bits=1,2,3", "its cells, in words"}}},
      {"status", {{"zipml status --profile standard", ""}}},
      {"run",
       {{"zipml run", "every config"},
        {"zipml run mine.json --sweep seed=1..5", "a study of one's own"},
        {"zipml run naive_bias --set data=cadata --name cadata",
         "another question, in a folder of its own"},
        {"zipml run --shard 2/8 --out part2", "the second of eight machines"},
        {"zipml run --emit-slurm job --minutes 30 --max-tasks 100",
         "an array job"}}},
      {"merge", {{"zipml merge part1 part2", "and then zipml run"}}},
      {"runs", {{"zipml runs", ""}}},
      {"show", {{"zipml show 8e0f0f99", "all of one cell"}}},
      {"clean", {{"zipml clean --dry-run", ""}}},
      {"table",
       {{"zipml table naive_bias", "which tables there are"},
        {"zipml table naive_bias gap --format latex", "a longtable"},
        {"zipml table naive_bias --macros --prefix nb --only gap.nearest "
         "--where bits=4",
         "chosen numbers, as LaTeX macros"}}},
      {"plot",
       {{"zipml plot naive_bias", ""},
        {"zipml plot naive_bias/loss --width 3.3in --no-title --panels",
         "for a column of a paper"}}},
      {"export", {{"zipml export --ro-crate filed", "everything of the run"}}},
      {"report", {{"zipml report", ""}}},
      {"verify",
       {{"zipml verify", "one line a claim"},
        {"zipml verify C1 C4", "all verdicts on two claims"},
        {"zipml verify --only \"not reproduced\"", ""},
        {"zipml verify naive_bias --json", "for programs"},
        {"zipml verify --markdown", "for a README"}}},
      {"compare",
       {{"zipml compare quick mine", "two runs"},
        {"zipml compare quick mine --format markdown", "for a pull request"}}},
      {"levels",
       {{"zipml levels weights.npy --bits 4", "16 levels of one's numbers"}}},
      {"data list", {{"zipml data list", ""}}},
      {"data get", {{"zipml data get cadata cod-rna", ""}}},
      {"data check", {{"zipml data check houses.csv", ""}}},
      {"completion",
       {{"zipml completion bash > ~/.local/share/bash-completion/completions/"
         "zipml",
         ""},
        {"zipml completion zsh > ~/.zfunc/_zipml", ""}}},
      {"help", {{"zipml help data get", ""}, {"zipml help --man", ""}}},
  };
  return kExamples;
}

constexpr const char* kExit =
    "Exit status: 0, all is well; 1, a cell failed, something is missing or "
    "differs,\nor the output could not be written; 2, a mistake in the "
    "command, "
    "a config or data;\n3, compare found a verdict that changed; 130 or 143, "
    "interrupted.";

std::vector<CLI::App*> subcommands(const CLI::App& command) {
  return const_cast<CLI::App&>(command).get_subcommands(
      [](CLI::App*) { return true; });
}

// "data get" of zipml data get.
std::string name_within(const CLI::App& command) {
  if (command.get_parent() == nullptr) return "";
  const std::string above = name_within(*command.get_parent());
  return above.empty() ? command.get_name() : above + ' ' + command.get_name();
}

// The command and all below it, in the order of the help.
void add_all(CLI::App& command, std::vector<CLI::App*>& all) {
  all.push_back(&command);
  for (CLI::App* below : subcommands(command)) add_all(*below, all);
}

std::vector<CLI::App*> all_commands(const CLI::App& program) {
  std::vector<CLI::App*> all;
  add_all(const_cast<CLI::App&>(program), all);
  return all;
}

std::string examples_text(const std::string& name) {
  const auto found = examples().find(name);
  if (found == examples().end()) return "";
  std::string text = "Examples:\n";
  for (const Example& example : found->second) {
    text += fmt::format("  {}\n", example.command);
    if (*example.what != '\0') text += fmt::format("      {}\n", example.what);
  }
  return text;
}

// Text in a manual page: no line is a request, no dash a hyphen.
std::string roff(std::string_view text) {
  std::string result;
  bool begins_line = true;
  for (const char c : text) {
    if (begins_line && (c == '.' || c == '\'')) result += "\\&";
    begins_line = c == '\n';
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else {
      result += c;
    }
  }
  return result;
}

std::string roff_command(const CLI::App& command) {
  const std::string name = name_within(command);
  std::string page = fmt::format(".SS {}\n{}\n",
                                 roff(name.empty() ? "zipml" : "zipml " + name),
                                 roff(command.get_description()));
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_name() == "--help") continue;
    const std::string value = option->get_type_name();
    page +=
        fmt::format(".TP\n.B {}{}\n{}\n", roff(option->get_name(false, true)),
                    value.empty() ? "" : ' ' + roff(value),
                    roff(option->get_description()));
  }
  const std::string text = examples_text(name);
  if (!text.empty()) page += fmt::format(".PP\n.nf\n{}.fi\n", roff(text));
  return page;
}

// Words that may stand after a command.
std::string words_after(const CLI::App& command) {
  std::vector<std::string> words;
  for (const CLI::App* below : subcommands(command)) {
    words.push_back(below->get_name());
  }
  for (const CLI::App* level = &command; level != nullptr;
       level = level->get_parent()) {
    for (const CLI::Option* option : level->get_options()) {
      for (const std::string& name : option->get_lnames()) {
        words.push_back("--" + name);
      }
    }
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return fmt::format("{}", fmt::join(words, " "));
}

}  // namespace

void add_help_footers(CLI::App& program) {
  for (CLI::App* command : all_commands(program)) {
    std::string footer = command->get_footer();
    if (!footer.empty()) footer += "\n\n";
    const std::string text = examples_text(name_within(*command));
    if (!text.empty()) footer += text + '\n';
    command->footer(footer + kExit);
  }
}

std::string manual_page(const CLI::App& program) {
  std::string page = fmt::format(
      ".TH ZIPML 1 \"\" \"zipml {}\" \"User Commands\"\n"
      ".SH NAME\nzipml \\- low-precision learning, reproduced\n"
      ".SH SYNOPSIS\n.B zipml\n.I COMMAND\n[options]\n"
      ".SH DESCRIPTION\n{}\n.SH COMMANDS\n",
      build_info().version, roff(program.get_description()));
  for (const CLI::App* command : all_commands(program)) {
    page += roff_command(*command);
  }
  return page + ".SH EXIT STATUS\n" + roff(kExit) + "\n";
}

std::string completion_script(const CLI::App& program, const std::string& shell,
                              const std::vector<std::string>& names) {
  if (shell != "bash" && shell != "zsh") {
    fail({.file = "zipml completion",
          .message = fmt::format("\"{}\" is no shell that is known; there are: "
                                 "bash, zsh",
                                 shell)});
  }
  std::string cases;
  for (const CLI::App* command : all_commands(program)) {
    const std::string name = name_within(*command);
    if (!name.empty()) {
      cases += fmt::format("    \"{}\") offered=\"{}\" ;;\n", name,
                           words_after(*command));
    }
  }
  std::string script = fmt::format(
      R"(# Completion of zipml's commands, options, experiments and claims.
_zipml_words() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} command="" word offered i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${{COMP_WORDS[i]}}
    [[ $word == -* ]] && continue
    case "$command" in
      "") command=$word ;;
      data) command="data $word" ;;
    esac
  done
  case "$command" in
{}    *) offered="{}" ;;
  esac
  if [[ -n $command && $command != data* && $current != -* ]]; then
    offered="$offered {}"
  fi
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
}}
complete -o default -F _zipml_words zipml
)",
      cases, words_after(program), fmt::join(names, " "));
  if (shell == "bash") return script;
  return "#compdef zipml\nautoload -U +X bashcompinit && bashcompinit\n" +
         script;
}

}  // namespace zipml
