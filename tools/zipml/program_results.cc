// Commands that make something of results.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "tools/zipml/command_line.h"
#include "tools/zipml/program.h"

namespace zipml {

void CommandLineProgram::add_table() {
  TableRequest& request = arguments_.table;
  CLI::App* table = add_command(
      *app_, "table", "Print a table of a finished study, or their list",
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

void CommandLineProgram::add_plot() {
  PlotRequest& request = arguments_.plot;
  CLI::App* plot = add_command(
      *app_, "plot", "Draw the figures again from stored results",
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

void CommandLineProgram::add_export() {
  ExportRequest& request = arguments_.export_to;
  CLI::App* command =
      add_command(*app_, "export", "The run as a folder to be filed",
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

void CommandLineProgram::add_verify() {
  CLI::App* verify = add_command(
      *app_, "verify", "The verdicts of a run, by claim or study",
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
                 "The outcomes by claim as a table, and what computed them, as "
                 "a README has them")
      ->excludes("names", "--only", "--json");
  verify->add_flag("--strict", arguments_.strict,
                   "Fail if a verdict is \"not reproduced\"");
}

void CommandLineProgram::add_compare() {
  CompareRequest& request = arguments_.compare;
  CLI::App* compare = add_command(*app_, "compare",
                                  "Two runs, or two studies, number by number",
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

void CommandLineProgram::add_results() {
  add_table();
  add_plot();
  add_export();
  add_command(*app_, "report", "Make tables, figures and the HTML page again",
              [](Session& session) { return report_command(session); });
  add_verify();
  add_compare();
}

}  // namespace zipml
