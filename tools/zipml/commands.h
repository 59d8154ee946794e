// The program's commands. Each returns an exit status; mistakes of the user are
// UserError, which main prints.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/run/plan.h"
#include "core/report/tables/latex_numbers.h"
#include "tools/zipml/session.h"

namespace zipml {

// Which studies a command is about.
struct Selected {
  std::vector<std::string> names;  // configs or experiments; none: all
  std::vector<Override> sets, sweeps;
  std::string study_name;  // of the only study; empty: its own
};

// A part of a run: shard `index` of `count`, or line `index` of a file of tasks
// (part_of_run.h).
struct RunPart {
  std::size_t index = 1, count = 1;
  std::filesystem::path tasks = {};
  bool has_task = false;  // the line was given

  bool is_all() const { return count == 1 && tasks.empty(); }
};

// An array job to be written instead of a run.
struct SlurmRequest {
  std::filesystem::path folder = {};
  std::int64_t minutes = 60;  // that a task may take
  std::size_t most = 1000;    // tasks
};

struct RunRequest {
  Selected selected;
  RunPart part = {};
  std::optional<SlurmRequest> emit = {};
  int jobs = 1;
  bool fail_fast = false;
  bool only_failed = false;
  bool force = false;
  bool replace = false;     // a study of other settings
  double cell_timeout = 0;  // seconds; 0: none
  bool terminal = false;    // progress is redrawn
  int width = 80;           // of the terminal
  bool json = false;        // plan and status
};

struct CyclesRequest {
  std::string design = "float";  // built-in, or of design_file
  std::filesystem::path design_file;
  std::int64_t samples = 0;
  std::int64_t features = 0;
  std::int64_t batch = 0;     // 0: 1, or the smallest that the design runs
  int bits = 0;               // 0: the design's own
  double rate = 0;            // lines a cycle; 0: the design's own link
  std::int64_t latency = -1;  // cycles; -1: the design's own, with its shell
  bool json = false;
};

struct NewRequest {
  std::string name;                  // of the study, and of its file
  std::string data;                  // a set or a file; empty: the default
  std::string label;                 // of a file: its label's column
  std::string experiment = "study";  // whose parameters
};

// What a command may ask of the outside world.
struct World {
  std::function<double()> seconds;    // monotonic clock
  std::function<std::string()> date;  // ISO 8601, UTC
};

// Informing.
int list_command(Session& session, bool json);
// An experiment by its name, or a claim or erratum by its number.
int describe_command(Session& session, const std::string& name, bool json);
// Every experiment, as configs/README.md has it.
int describe_markdown_command(Session& session);
int validate_command(Session& session, const Selected& selected);
int schema_command(Session& session, const std::string& experiment,
                   const std::filesystem::path& write_to);
int doctor_command(Session& session, bool json);
// Writes NAME.json, with a comment on every key; never over another file.
int new_command(Session& session, const NewRequest& request);

// Cycles of one epoch of an FPGA design.
int cycles_command(Session& session, const CyclesRequest& request);

// Running.
int plan_command(Session& session, const RunRequest& request);
int status_command(Session& session, const RunRequest& request);
int run_command(Session& session, const RunRequest& request,
                const World& world);

// What runs have.
// Copies the results of cells from the folders (--out of the parts) into this
// run. UserError: a folder has no such run, or two results of a cell differ.
int merge_command(Session& session,
                  const std::vector<std::filesystem::path>& parts);
// The runs below --out.
int runs_command(Session& session, bool json);
// All of a cell of this run, by the beginning of its id.
int show_command(Session& session, const std::string& id, bool json);
// Removes the results of cells that no study of the run wants, finished or not;
// with `dry_run` says how many there are.
int clean_command(Session& session, bool dry_run);

// Results.
struct TableRequest {
  std::string study;
  std::string table;  // empty: their list
  std::string format = "markdown";
  bool macros = false;  // the numbers as LaTeX macros, in place of a table
  MacroChoice choice = {};
};
int table_command(Session& session, const TableRequest& request);
struct PlotRequest {
  std::vector<std::string> names;  // STUDY or STUDY/FIGURE; none: all studies
  std::string width;               // on paper, "3.3in"; empty: for the screen
  bool title = true;
  bool panels = false;  // each panel in a file of its own
};
// For the screen into plots/RUN/STUDY; otherwise into a folder of the format's
// name in it.
int plot_command(Session& session, const PlotRequest& request);
struct ExportRequest {
  std::filesystem::path ro_crate;    // the folder to be made
  std::vector<std::string> studies;  // none: all that are finished
  std::string agent;                 // who ran it; empty: not said
};
// The run as a folder that can be moved and filed: results/RUN and plots/RUN as
// they are, of these studies, and ro-crate-metadata.json (core/report/crate).
int export_command(Session& session, const ExportRequest& request);
int report_command(Session& session);
struct VerifyRequest {
  std::vector<std::string> names = {};  // claims or studies; none: all
  std::string only = {};                // an outcome; empty: any
  bool json = false;
  bool markdown = false;  // the outcomes by claim as a table, and a line that
                          // says which programs computed the run
  bool strict = false;    // a refuted verdict is a failure
  int width = 80;         // columns
  bool color = false;
};
int verify_command(Session& session, const VerifyRequest& request);

struct CompareRequest {
  std::string first, second;  // RUN, or RUN/STUDY
  std::string format = "text";
  std::vector<std::string> only;  // classes (core/report/compare/compare.h)
  bool all = false;
  double level = 0.01;  // RunComparison::level
};
// Exit status by class: compare_help() says which.
int compare_command(Session& session, const CompareRequest& request);
// What its --help says below the options.
std::string compare_help();

// The solver for a user's own numbers (levels_input.h says which).
struct LevelsRequest {
  std::string file;    // "-": the standard input
  std::string column;  // its name or number; empty: the only one, or all
  std::string tensor;  // of a safetensors file; empty: the only one
  std::string each;    // "column" or "tensor": a table of all
  // As FileOptions has them; of missing values, refuse and drop.
  std::string format = "auto", header = "auto", missing = "refuse";
  std::size_t levels = 16;
  std::string method = "exact";
  bool json = false;
  bool terminal = false;  // how far it is may be shown
  int width = 80;         // of the terminal
};
// Prints levels_text or levels_json, with `each` levels_table_text or
// levels_table_json (levels_output.h).
int levels_command(Session& session, const LevelsRequest& request,
                   const World& world);
// What its --help says below the options: methods and examples.
std::string levels_help();

// Data.
int data_list_command(Session& session, bool json);
// kExitOk when all are here; kExitFailure when a stand-in is here in the place
// of one; kExitUserError when one is not to be had at all.
int data_get_command(Session& session, const std::vector<std::string>& names,
                     const World& world);
// `sets`: how files of one's own are read, by the parameters file.*.
int data_check_command(Session& session, const std::vector<std::string>& names,
                       const std::vector<Override>& sets);

}  // namespace zipml
