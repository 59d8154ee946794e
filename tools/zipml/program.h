// The words of the command line: which there are, what each means, and which
// command (commands.h) they start.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tools/zipml/commands.h"

namespace CLI {
class App;
}  // namespace CLI

namespace zipml {

// Of samples, features, ...: more is a slip.
inline constexpr std::int64_t kLargestCount = 1'000'000'000;

// The command line of one process. What its words mean is stored in it, so that
// it can be neither copied nor moved.
class CommandLineProgram {
 public:
  CommandLineProgram();
  ~CommandLineProgram();
  CommandLineProgram(const CommandLineProgram&) = delete;
  CommandLineProgram& operator=(const CommandLineProgram&) = delete;

  // Does what the command line says; returns the exit status. Throws UserError
  // where the line is wrong, before anything is done, and what the command
  // throws.
  int run(int argc, char** argv);

 private:
  // The words of the command line, before they mean anything.
  struct Arguments {
    CommonOptions common;
    std::string target;  // empty: the widest of this CPU
    RunRequest run;
    CyclesRequest cycles;
    std::vector<std::string> sets, sweeps, names;
    std::string study_name;
    std::string first;  // the one name that a command takes
    TableRequest table;
    PlotRequest plot;
    ExportRequest export_to;
    std::filesystem::path write_to;
    LevelsRequest levels;
    CompareRequest compare;
    bool json = false, strict = false, markdown = false, dry_run = false;
    bool no_color = false;
    std::string only;  // verify: an outcome
    std::vector<std::filesystem::path> folders;
    SlurmRequest emit;
    NewRequest new_study;
  };
  // What the chosen command does, once the whole line is understood.
  using Command = std::function<int(Session&)>;

  // A command of `parent`, which `command` performs.
  CLI::App* add_command(CLI::App& parent, const char* name, const char* help,
                        Command command);
  // Options that every command takes.
  void add_common();
  // Those that choose studies, and what they say. UserError for a --set or a
  // --sweep that is none.
  void add_selection(CLI::App& command);
  Selected selected() const;
  void add_json(CLI::App& command);
  // Whether the standard output gets colours (https://no-color.org).
  bool has_color() const;
  // Columns of a line of the standard output.
  static int output_width();

  // Commands that inform (program_informing.cc).
  void add_informing();
  void add_cycles();
  void add_help();
  // That compute cells, or look at what is stored of them (program_running.cc).
  void add_running();
  void add_parts(CLI::App& command);  // for several machines
  void add_stores();                  // what runs have on disk
  // That make something of results (program_results.cc).
  void add_table();
  void add_plot();
  void add_export();
  void add_verify();
  void add_compare();
  void add_results();
  // For data, numbers and studies of one's own (program_own.cc).
  void add_new();
  void add_data();
  void add_levels();

  std::unique_ptr<CLI::App> app_;
  Arguments arguments_;
  Command command_;
};

}  // namespace zipml
