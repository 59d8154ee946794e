// Commands for data, numbers and studies of one's own.
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "tools/zipml/command_line.h"
#include "tools/zipml/environment.h"
#include "tools/zipml/program.h"

namespace zipml {

void CommandLineProgram::add_new() {
  NewRequest& request = arguments_.new_study;
  CLI::App* command = add_command(
      *app_, "new", "Write a config for a study of one's own, with comments",
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

void CommandLineProgram::add_data() {
  CLI::App* data = app_->add_subcommand("data", "Data sets");
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
  add_json(*add_command(*data, "list", "All that are known by name",
                        [this](Session& session) {
                          return data_list_command(session, arguments_.json);
                        }));
  CLI::App* get = add_command(
      *data, "get", "Fetch sets, or their stand-ins", [this](Session& session) {
        return data_get_command(session, arguments_.names, {seconds, now_text});
      });
  get->add_option("names", arguments_.names)->required();
  get->footer(
      "Exit status: 0, all are here; 1, a stand-in is here in the place of "
      "one;\n2, one is not to be had at all. Ctrl-C keeps what has come: the "
      "next time\nit goes on from there.");
  CLI::App* check = add_command(
      *data, "check", "Read sets whole and check them",
      [this](Session& session) {
        return data_check_command(session, arguments_.names, selected().sets);
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

void CommandLineProgram::add_levels() {
  LevelsRequest& request = arguments_.levels;
  CLI::App* levels = add_command(
      *app_, "levels", "Optimal quantization levels of the numbers in a file",
      [this](Session& session) {
        LevelsRequest& own = arguments_.levels;
        own.json = arguments_.json;
        own.terminal = is_smart_terminal(STDERR_FILENO);
        own.width = terminal_width();
        return levels_command(session, own, {seconds, now_text});
      });
  levels
      ->add_option("file", request.file,
                   "Numbers as CSV, LIBSVM, IDX, .npy or safetensors, "
                   "packed or not; -: the standard input")
      ->required();
  const auto use_levels = [&request](std::int64_t count) {
    request.levels = static_cast<std::size_t>(count);
  };
  CLI::Option* bits =
      add_whole_number(*levels, "--bits", {1, 16}, "2^bits levels",
                       [use_levels](std::int64_t width) {
                         use_levels(std::int64_t{1} << width);
                       });
  add_whole_number(*levels, "--levels", {2, 1 << 16},
                   "Number of levels, both ends included", use_levels)
      ->default_str(std::to_string(request.levels))
      ->excludes(bits);
  levels->add_option("--column", request.column,
                     "A column by its name or number from 0; of LIBSVM a "
                     "feature from 1, 0: the label");
  levels->add_option("--tensor", request.tensor,
                     "A tensor of a safetensors file by its name");
  levels->add_option("--each", request.each,
                     "column or tensor: a table of all");
  levels
      ->add_option("--format", request.format,
                   "auto, csv, libsvm, idx, npy or safetensors")
      ->capture_default_str();
  levels->add_option("--header", request.header, "auto, yes or no: of a CSV")
      ->capture_default_str();
  levels
      ->add_option("--missing", request.missing,
                   "refuse or drop: empty fields, NA, NaN and such")
      ->capture_default_str();
  levels->add_option("--method", request.method, "A method, see below")
      ->capture_default_str();
  levels->footer(levels_help());
  levels->add_flag("--json", arguments_.json, "As a JSON object");
}

}  // namespace zipml
