// Commands that inform: of experiments, claims, designs and the program.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "core/fpga/design_table.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/command_line.h"
#include "tools/zipml/help_pages.h"
#include "tools/zipml/program.h"

namespace zipml {

void CommandLineProgram::add_informing() {
  add_json(*add_command(*app_, "list",
                        "The experiments, and the paper's claims",
                        [this](Session& session) {
                          return list_command(session, arguments_.json);
                        }));
  CLI::App* describe = add_command(
      *app_, "describe",
      "The parameters of an experiment, or what a claim says",
      [this](Session& session) {
        return arguments_.markdown ? describe_markdown_command(session)
                                   : describe_command(session, arguments_.first,
                                                      arguments_.json);
      });
  add_json(*describe);
  CLI::Option* name = describe->add_option(
      "name", arguments_.first, "An experiment, or a number such as C1 or X8");
  describe
      ->add_flag("--markdown", arguments_.markdown,
                 "Every experiment, as configs/README.md has it")
      ->excludes(name);
  CLI::App* validate =
      add_command(*app_, "validate", "Check configs; nothing is run",
                  [this](Session& session) {
                    return validate_command(session, selected());
                  });
  add_selection(*validate);
  CLI::App* schema = add_command(
      *app_, "schema", "The JSON Schema of configs", [this](Session& session) {
        return schema_command(session, arguments_.first, arguments_.write_to);
      });
  schema->add_option("experiment", arguments_.first);
  schema->add_option("--write", arguments_.write_to,
                     "Write a file for each experiment into this folder");
  add_json(*add_command(*app_, "doctor", "What this machine has and lacks",
                        [this](Session& session) {
                          return doctor_command(session, arguments_.json);
                        }));
}

void CommandLineProgram::add_cycles() {
  CyclesRequest& cycles = arguments_.cycles;
  CLI::App* command =
      add_command(*app_, "cycles", "Cycles of one epoch of an FPGA design",
                  [this, &cycles](Session& session) {
                    cycles.json = arguments_.json;
                    return cycles_command(session, cycles);
                  });
  add_json(*command);
  command->footer("Designs:\n" + fpga::describe_designs() +
                  "and qB, qB-base (B = 1 to 16), mlweaving-B (B = 1 to "
                  "32).");
  add_whole_number(
      *command, "--samples", {1, kLargestCount}, "Samples",
      [&cycles](std::int64_t samples) { cycles.samples = samples; })
      ->required();
  add_whole_number(*command, "--features", {1, kLargestCount},
                   "Features of a sample",
                   [&cycles](std::int64_t count) { cycles.features = count; })
      ->required();
  command->add_option("--design", cycles.design, "A design, see below")
      ->capture_default_str();
  command->add_option("--design-file", cycles.design_file,
                      "JSON file of designs of one's own");
  add_number(*command, "--rate", {1e-6, 1},
             "Lines that memory delivers a cycle (default: the design's own "
             "link)",
             [&cycles](double rate) { cycles.rate = rate; });
  add_whole_number(
      *command, "--latency", {0, kLargestCount},
      "Cycles from request to line (default: the design's own, "
      "with its shell)",
      [&cycles](std::int64_t latency) { cycles.latency = latency; });
  add_whole_number(
      *command, "--bits", {1, 32},
      "Bits of a value (default: the design's own)",
      [&cycles](std::int64_t bits) { cycles.bits = static_cast<int>(bits); });
  add_whole_number(*command, "--batch", {1, kLargestCount},
                   "Samples of a mini-batch; costs cycles only where the "
                   "design waits",
                   [&cycles](std::int64_t batch) { cycles.batch = batch; });
}

void CommandLineProgram::add_help() {
  CLI::App* help = add_command(
      *app_, "help", "What the program, or one of its commands, takes",
      [this](Session& session) {
        session.output() << (arguments_.markdown
                                 ? manual_page(*app_)
                                 : help_of(*app_, arguments_.names));
        return kExitOk;
      });
  help->add_option("command", arguments_.names, "e.g. run, or data get");
  help->add_flag("--man", arguments_.markdown,
                 "Everything, as the manual page zipml(1)");
  add_command(
      *app_, "completion", "A script for the shell that completes words",
      [this](Session& session) {
        std::vector<std::string> names = session.config_names();
        for (const ExperimentInfo* info : session.infos()) {
          names.push_back(info->name);
        }
        for (const PaperClaim& claim : paper_claims()) {
          names.push_back(claim.number);
        }
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        session.output() << completion_script(*app_, arguments_.first, names);
        return kExitOk;
      })
      ->add_option("shell", arguments_.first, "bash or zsh")
      ->required();
}

}  // namespace zipml
