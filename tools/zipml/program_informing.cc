#include "tools/zipml/program.h"

// Commands that inform: of experiments, designs, data sets and the program.
#include <algorithm>

#include "core/fpga/design_table.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/command_line.h"
#include "tools/zipml/environment.h"
#include "tools/zipml/help_pages.h"

namespace zipml {

void Program::add_informing() {
  add_json(*add(app_, "list", "The experiments, and the paper's claims",
                [this](Session& session) {
                  return list_command(session, arguments_.json);
                }));
  CLI::App* describe = add(
      app_, "describe", "The parameters of an experiment, or what a claim says",
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
  CLI::App* validate = add(app_, "validate", "Check configs; nothing is run",
                           [this](Session& session) {
                             return validate_command(session, selected());
                           });
  add_selection(*validate);
  CLI::App* schema = add(
      app_, "schema", "The JSON Schema of configs", [this](Session& session) {
        return schema_command(session, arguments_.first, arguments_.write_to);
      });
  schema->add_option("experiment", arguments_.first);
  schema->add_option("--write", arguments_.write_to,
                     "Write a file for each experiment into this folder");
  add_json(*add(app_, "doctor", "What this machine has and lacks",
                [this](Session& session) {
                  return doctor_command(session, arguments_.json);
                }));
}

void Program::add_new() {
  NewRequest& request = arguments_.new_study;
  CLI::App* command = add(
      app_, "new", "Write a config for a study of one's own, with comments",
      [&request](Session& session) { return new_command(session, request); });
  command
      ->add_option("name", request.name,
                   "Of the study; the config is NAME.json in this folder")
      ->required();
  command->add_option("--data", request.data,
                      "A set of `zipml data list`, synthetic-N, or a file, "
                      "which is looked at");
  command->add_option("--label", request.label,
                      "Column of the file's label, by name or number");
  command
      ->add_option("--experiment", request.experiment,
                   "Whose parameters; `zipml list` names them")
      ->capture_default_str();
}

void Program::add_cycles() {
  CyclesRequest& cycles = arguments_.cycles;
  CLI::App* command =
      add(app_, "cycles", "Cycles of one epoch of an FPGA design",
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

void Program::add_data() {
  CLI::App* data = app_.add_subcommand("data", "Data sets");
  data->footer(
      "A file of one's own, looked at before a study uses it:\n"
      "  zipml data check houses.csv\n"
      "  zipml data check houses.csv --set file.label=price "
      "--set file.drop=id,city\n"
      "  zipml data check houses.csv --set file.categories=one_hot "
      "--set file.missing=drop --set file.test=20%\n"
      "  zcat rows.csv.gz | zipml data check -\n"
      "The same options in a study: --set file.label=price, or \"file\": "
      "{\"label\": \"price\"} in its config.");
  data->fallthrough();
  data->require_subcommand(1);
  add_json(*add(*data, "list", "All that are known by name",
                [this](Session& session) {
                  return data_list_command(session, arguments_.json);
                }));
  CLI::App* get = add(
      *data, "get", "Fetch sets, or their stand-ins", [this](Session& session) {
        return data_get_command(session, arguments_.names, {seconds, now_text});
      });
  get->add_option("names", arguments_.names)->required();
  get->footer(
      "Exit status: 0, all are here; 1, a stand-in is here in the place of "
      "one;\n2, one is not to be had at all. Ctrl-C keeps what has come: the "
      "next time\nit goes on from there.");
  CLI::App* check = add(*data, "check", "Read sets whole and check them",
                        [this](Session& session) {
                          return data_check_command(session, arguments_.names,
                                                    selected().sets);
                        });
  check->add_option("names", arguments_.names,
                    "Names or files (default: all sets that are here)");
  check
      ->add_option("--set", arguments_.sets,
                   "file.NAME=VALUE: how a file is read, as in a study, e.g. "
                   "file.label=price")
      ->allow_extra_args(false);
  check->footer(data->get_footer());
}

void Program::add_help() {
  CLI::App* help =
      add(app_, "help", "What the program, or one of its commands, takes",
          [this](Session& session) {
            session.output()
                << (arguments_.markdown ? manual_page(app_)
                                        : help_of(app_, arguments_.names));
            return kExitOk;
          });
  help->add_option("command", arguments_.names, "e.g. run, or data get");
  help->add_flag("--man", arguments_.markdown,
                 "Everything, as the manual page zipml(1)");
  add(app_, "completion", "A script for the shell that completes words",
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
        session.output() << completion_script(app_, arguments_.first, names);
        return kExitOk;
      })
      ->add_option("shell", arguments_.first, "bash or zsh")
      ->required();
}

}  // namespace zipml
