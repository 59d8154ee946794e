#include "tools/zipml/program.h"

// Commands that make something of results, and of one's own numbers.
#include <fmt/format.h>
#include <unistd.h>

#include "tools/zipml/command_line.h"
#include "tools/zipml/environment.h"
#include "tools/zipml/help_pages.h"

namespace zipml {

void Program::add_table() {
  TableRequest& request = arguments_.table;
  CLI::App* table =
      add(app_, "table", "Print a table of a finished study, or their list",
          [this, &request](Session& session) {
            for (const std::string& text : arguments_.sets) {
              const Override condition = parse_override("--where", text);
              request.choice.where.emplace_back(condition.name, condition.text);
            }
            return table_command(session, request);
          });
  table->add_option("study", request.study)->required();
  table->add_option("table", request.table);
  CLI::Option* format = table
                            ->add_option("--format", request.format,
                                         "markdown, csv, json or latex")
                            ->capture_default_str();
  CLI::Option* macros =
      table
          ->add_flag("--macros", request.macros,
                     "Numbers as LaTeX macros: of the table, or of --only, "
                     "or of the verdicts")
          ->excludes(format);
  table
      ->add_option("--prefix", request.choice.prefix,
                   "What their names begin with (default: zip and the "
                   "study's name)")
      ->needs(macros);
  table
      ->add_option("--only", request.choice.only,
                   "TABLE, TABLE.COLUMN or a claim; may be given more than "
                   "once")
      ->delimiter(',')
      ->take_all()
      ->allow_extra_args(false)
      ->needs(macros);
  table
      ->add_option("--where", arguments_.sets,
                   "COLUMN=VALUE: rows with it alone, e.g. bits=4")
      ->take_all()
      ->allow_extra_args(false)
      ->needs(macros);
}

void Program::add_plot() {
  PlotRequest& request = arguments_.plot;
  CLI::App* plot = add(
      app_, "plot", "Draw the figures again from stored results",
      [&request](Session& session) { return plot_command(session, request); });
  plot->add_option("names", request.names,
                   "Finished studies, or STUDY/FIGURE (default: all of the "
                   "run)");
  plot->add_option("--width", request.width,
                   "On paper, e.g. 3.3in, 84mm or 240pt: text is then of 7 "
                   "pt or more");
  plot->add_flag("!--no-title", request.title,
                 "Without title, which the paper's caption says");
  plot->add_flag("--panels", request.panels, "Each panel in a file of its own");
}

void Program::add_export() {
  ExportRequest& request = arguments_.export_to;
  CLI::App* command = add(app_, "export", "The run as a folder to be filed",
                          [&request](Session& session) {
                            return export_command(session, request);
                          });
  command
      ->add_option("--ro-crate", request.ro_crate,
                   "The folder, which is made: an RO-Crate 1.1 (Process Run "
                   "Crate 0.5)")
      ->required();
  command->add_option("studies", request.studies,
                      "Finished studies (default: all of the run)");
  command->add_option("--agent", request.agent,
                      "Name of who ran it (default: not said)");
}

void Program::add_results() {
  add_table();
  add_plot();
  add_export();
  add(app_, "report", "Make tables, figures and the HTML page again",
      [](Session& session) { return report_command(session); });
  CLI::App* verify =
      add(app_, "verify", "The verdicts of a run, by claim or study",
          [this](Session& session) {
            return verify_command(session, {.names = arguments_.names,
                                            .only = arguments_.only,
                                            .json = arguments_.json,
                                            .markdown = arguments_.markdown,
                                            .strict = arguments_.strict,
                                            .width = output_width(),
                                            .color = has_color()});
          });
  verify->add_option("names", arguments_.names,
                     "Claims (C1) or studies (default: all, summed up by "
                     "claim)");
  verify->add_option("--only", arguments_.only,
                     "Verdicts of this outcome: reproduced, partly, \"not "
                     "reproduced\", inconclusive, \"not testable here\"");
  add_json(*verify);
  verify
      ->add_flag("--markdown", arguments_.markdown,
                 "The outcomes by claim as a table, as a README has them")
      ->excludes("names", "--only", "--json");
  verify->add_flag("--strict", arguments_.strict,
                   "Fail if a verdict is \"not reproduced\"");
  CompareRequest& request = arguments_.compare;
  CLI::App* compare =
      add(app_, "compare", "Two runs, or two studies, number by number",
          [&request](Session& session) {
            return compare_command(session, request);
          });
  compare->add_option("first", request.first, "RUN or RUN/STUDY")->required();
  compare->add_option("second", request.second, "Likewise")->required();
  compare->add_option("--format", request.format, "text, markdown or json")
      ->capture_default_str();
  compare->add_option("--only", request.only, "List these classes, see below")
      ->delimiter(',')
      ->take_all()
      ->allow_extra_args(false);
  compare->add_flag("--all", request.all, "List every value of them");
  add_number(*compare, "--level", {1e-9, 0.5},
             "Chance that any number of two runs that do not differ is "
             "called moved",
             [&request](double level) { request.level = level; })
      ->default_str(fmt::format("{}", request.level));
  compare->footer(compare_help());
}

void Program::add_levels() {
  LevelsRequest& request = arguments_.levels;
  CLI::App* levels = add(
      app_, "levels", "Optimal quantization levels of the numbers in a file",
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
