#include "tools/zipml/program.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <utility>

#include "core/harness/build_info.h"
#include "core/harness/provenance.h"
#include "core/kernels/target.h"
#include "tools/zipml/command_line.h"
#include "tools/zipml/environment.h"
#include "tools/zipml/help_pages.h"

namespace zipml {

CommandLineProgram::CommandLineProgram()
    : app_(std::make_unique<CLI::App>(
          "Low-precision learning, reproduced: every claim of ZipML "
          "(arXiv:1611.05402) as an experiment with a verdict.")) {
  app_->require_subcommand(1);
  app_->set_version_flag("--version", std::string(build_info().version));
  app_->fallthrough();
  add_common();
  add_informing();
  add_new();
  add_cycles();
  add_running();
  add_results();
  add_levels();
  add_data();
  add_help();
  add_help_footers(*app_);
}

CommandLineProgram::~CommandLineProgram() = default;

int CommandLineProgram::run(int argc, char** argv) {
  CommonOptions& common = arguments_.common;
  for (int i = 0; i < argc; ++i) common.arguments.emplace_back(argv[i]);
  try {
    app_->parse(argc, argv);
    check_words(*app_, common.arguments, nullptr);
  } catch (const CLI::CallForHelp& help) {
    check_known(*app_, common.arguments);
    return app_->exit(help);
  } catch (const CLI::Success& success) {
    return app_->exit(success);  // --version
  } catch (const CLI::ParseError& error) {
    check_words(*app_, common.arguments, &error);
  }
  if (!arguments_.target.empty()) force_target(arguments_.target);
  const std::string more = environment("ZIPML_DATA_DIR");
  if (!more.empty()) common.data_folders.emplace_back(more);
  common.cache = cache_folder();
  common.configs = configs_folder();
  // The others fetch nothing, and run only once all else is right.
  common.only_look = !app_->got_subcommand("data");
  common.machine_threads = machine_threads();
  common.machine_cpu = this_cpu().model;
  common.terminal = is_smart_terminal(STDERR_FILENO);
  common.width = terminal_width();
  Session session(common, std::cout, std::cerr);
  return command_(session);
}

void CommandLineProgram::add_common() {
  CommonOptions& common = arguments_.common;
  app_->add_option("--out", common.out,
                   "Folder that has or gets results/ and plots/")
      ->capture_default_str();
  app_->add_option("--run", common.run,
                   "Name of the run (default: the profile's)");
  app_->add_option("--profile", common.profile, "quick, standard or paper")
      ->capture_default_str();
  app_->add_option("--data-dir", common.data_folders,
                   "Folder with data sets, looked at first (also "
                   "ZIPML_DATA_DIR); may be given more than once")
      ->take_all()
      ->allow_extra_args(false);
  app_->add_flag("--offline", common.offline, "Download nothing");
  app_->add_flag("--quiet,-q", common.quiet, "Say nothing of how far it is");
  app_->add_flag("--no-color", arguments_.no_color,
                 "No colours on a terminal (also NO_COLOR)");
  std::string targets;
  for (const TargetInfo& info : all_targets()) {
    targets.append(targets.empty() ? "" : ", ").append(info.name);
  }
  app_->add_option("--target", arguments_.target,
                   "Instruction set of the kernels: " + targets +
                       " (default: the widest that this CPU runs; results are "
                       "the same on all)")
      ->envname("ZIPML_TARGET");
}

void CommandLineProgram::add_selection(CLI::App& command) {
  command.add_option("studies", arguments_.names,
                     "Config files, or names of configs that come with the "
                     "program (default: all of these)");
  command
      .add_option("--set", arguments_.sets,
                  "NAME=VALUE: a parameter, e.g. sgd.epochs=20 or "
                  "bits=1,2,3")
      ->allow_extra_args(false);
  command
      .add_option("--sweep", arguments_.sweeps,
                  "NAME=VALUES: run for each, e.g. batch_size=1,16, seed=1..5, "
                  "sgd.alpha=.1..0.5:.1 or sgd.epochs=1..64*4")
      ->allow_extra_args(false);
  command.add_option("--name", arguments_.study_name,
                     "Name of the study, and so of its folder (of one study; "
                     "default: the config's or the experiment's)");
}

Selected CommandLineProgram::selected() const {
  Selected result{.names = arguments_.names,
                  .sets = {},
                  .sweeps = {},
                  .study_name = arguments_.study_name};
  for (const std::string& text : arguments_.sets) {
    result.sets.push_back(parse_override("--set", text));
  }
  for (const std::string& text : arguments_.sweeps) {
    result.sweeps.push_back(parse_override("--sweep", text));
  }
  return result;
}

CLI::App* CommandLineProgram::add_command(CLI::App& parent, const char* name,
                                          const char* help, Command command) {
  CLI::App* sub = parent.add_subcommand(name, help);
  sub->fallthrough();
  sub->final_callback(
      [this, command = std::move(command)] { command_ = command; });
  return sub;
}

void CommandLineProgram::add_json(CLI::App& command) {
  command.add_flag("--json", arguments_.json,
                   "For programs: JSON with its version in \"schema\"");
}

bool CommandLineProgram::has_color() const {
  return !arguments_.no_color && is_smart_terminal(STDOUT_FILENO) &&
         environment("NO_COLOR").empty();
}

int CommandLineProgram::output_width() {
  return isatty(STDOUT_FILENO) != 0 ? terminal_width() : 80;
}

}  // namespace zipml
