// The words of the command line: which there are, what each means, and which
// command (commands.h) they start.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tools/zipml/commands.h"

namespace zipml {

// The words of the command line, before they mean anything.
struct Arguments {
  CommonOptions common;
  std::string target;  // empty: the widest of this CPU
  RunRequest run;
  CyclesRequest cycles;
  std::vector<std::string> sets, sweeps, names;
  std::string study_name;
  std::string first;
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

// Of samples, features, ...: more is a slip.
constexpr std::int64_t kLargestCount = 1'000'000'000;

// What the chosen command does, once the whole line is understood.
using Command = std::function<int(Session&)>;

class Program {
 public:
  Program();

  // Does what the command line says; returns the exit status. Throws UserError
  // where it is wrong, before anything is done.
  int run(int argc, char** argv);

 private:
  // Options that every command takes, and those that choose studies.
  void add_common();
  void add_selection(CLI::App& command);
  Selected selected() const;

  CLI::App* add(CLI::App& parent, const char* name, const char* help,
                Command command);
  void add_json(CLI::App& command);
  // https://no-color.org
  bool has_color() const;
  static int output_width();

  // Commands that inform (program_informing.cc).
  void add_informing();
  void add_new();
  void add_cycles();
  void add_data();
  void add_help();
  // That compute cells, or look at what is stored of them (program_running.cc).
  void add_running();
  void add_parts(CLI::App& command);  // for several machines
  void add_stores();                  // what runs have on disk
  // That make something of results, and of one's own numbers
  // (program_results.cc).
  void add_table();
  void add_plot();
  void add_export();
  void add_results();
  void add_levels();

  CLI::App app_;
  Arguments arguments_;
  Command command_;
};

}  // namespace zipml
