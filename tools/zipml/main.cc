// The zipml program: the command line, the clock and the environment. All that
// is done is in the commands (commands.h).
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <new>
#include <system_error>
#include <thread>

#include "core/base/error.h"
#include "core/fpga/design_table.h"
#include "core/harness/build_info.h"
#include "core/harness/provenance.h"
#include "core/kernels/target.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/command_line.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/help_pages.h"
#include "tools/zipml/part_of_run.h"
#include "tools/zipml/standard_output.h"

namespace {

using namespace zipml;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::filesystem::path cache_folder() {
  const std::string own = environment("ZIPML_CACHE_DIR");
  if (!own.empty()) return own;
  const std::string shared = environment("XDG_CACHE_HOME");
  if (!shared.empty()) return std::filesystem::path(shared) / "zipml";
  const std::string home = environment("HOME");
  return (home.empty() ? std::filesystem::temp_directory_path()
                       : std::filesystem::path(home) / ".cache") /
         "zipml";
}

// The folder of the configs that come with the program: beside its sources,
// when it lies in a build folder of them, or installed with it. Empty: neither.
std::filesystem::path configs_folder() {
  namespace fs = std::filesystem;
  const std::string own = environment("ZIPML_CONFIG_DIR");
  if (!own.empty()) return own;
  std::error_code error;
  fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  constexpr int kMostLevels = 6;  // build/PRESET/tools/zipml, and some more
  for (int level = 0; level < kMostLevels && !error; ++level) {
    for (const char* place : {"share/zipml/configs", "configs"}) {
      if (fs::is_directory(folder / place / "schema")) return folder / place;
    }
    folder = folder.parent_path();
  }
  return {};
}

// ISO 8601, UTC.
std::string now_text() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

double seconds() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

int terminal_width() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return 80;
  }
  return size.ws_col;
}

// Whether the stream goes to a terminal that obeys codes.
bool is_smart_terminal(int descriptor) {
  const std::string kind = environment("TERM");
  return isatty(descriptor) != 0 && !kind.empty() && kind != "dumb";
}

int machine_threads() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

// Of samples, features, ...: more is a slip.
constexpr std::int64_t kLargestCount = 1'000'000'000;

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

void add_common(CLI::App& app, Arguments& arguments) {
  CommonOptions& common = arguments.common;
  app.add_option("--out", common.out,
                 "Folder that has or gets results/ and plots/")
      ->capture_default_str();
  app.add_option("--run", common.run,
                 "Name of the run (default: the profile's)");
  app.add_option("--profile", common.profile, "quick, standard or paper")
      ->capture_default_str();
  app.add_option("--data-dir", common.data_folders,
                 "Folder with data sets, looked at first (also "
                 "ZIPML_DATA_DIR); may be given more than once")
      ->take_all()
      ->allow_extra_args(false);
  app.add_flag("--offline", common.offline, "Download nothing");
  app.add_flag("--quiet,-q", common.quiet, "Say nothing of how far it is");
  app.add_flag("--no-color", arguments.no_color,
               "No colours on a terminal (also NO_COLOR)");
  std::string targets;
  for (const TargetInfo& info : all_targets()) {
    targets.append(targets.empty() ? "" : ", ").append(info.name);
  }
  app.add_option("--target", arguments.target,
                 "Instruction set of the kernels: " + targets +
                     " (default: the widest that this CPU runs; results are "
                     "the same on all)")
      ->envname("ZIPML_TARGET");
}

void add_selection(CLI::App& command, Arguments& arguments) {
  command.add_option("studies", arguments.names,
                     "Config files, or names of configs that come with the "
                     "program (default: all of these)");
  command
      .add_option("--set", arguments.sets,
                  "NAME=VALUE: a parameter, e.g. sgd.epochs=20 or "
                  "bits=1,2,3")
      ->allow_extra_args(false);
  command
      .add_option("--sweep", arguments.sweeps,
                  "NAME=VALUES: run for each, e.g. batch_size=1,16, seed=1..5, "
                  "sgd.alpha=.1..0.5:.1 or sgd.epochs=1..64*4")
      ->allow_extra_args(false);
  command.add_option("--name", arguments.study_name,
                     "Name of the study, and so of its folder (of one study; "
                     "default: the config's or the experiment's)");
}

Selected selected(const Arguments& arguments) {
  Selected result{.names = arguments.names,
                  .sets = {},
                  .sweeps = {},
                  .study_name = arguments.study_name};
  for (const std::string& text : arguments.sets) {
    result.sets.push_back(parse_override("--set", text));
  }
  for (const std::string& text : arguments.sweeps) {
    result.sweeps.push_back(parse_override("--sweep", text));
  }
  return result;
}

// The status, once all that was printed has arrived; where it has not, a line
// says why.
int with_output_written(StandardOutput& output, int status) {
  const int error = output.finish();
  // The reader of a closed pipe has seen enough.
  if (error == 0 || error == EPIPE) return status;
  std::cerr << "zipml: standard output: "
            << std::generic_category().message(error) << '\n';
  return status == kExitOk ? kExitFailure : status;
}

// What the chosen command does, once the whole line is understood.
using Command = std::function<int(Session&)>;

class Program {
 public:
  Program()
      : app_(
            "Low-precision learning, reproduced: every claim of ZipML "
            "(arXiv:1611.05402) as an experiment with a verdict.") {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", std::string(build_info().version));
    app_.fallthrough();
    add_common(app_, arguments_);
    add_informing();
    add_new();
    add_cycles();
    add_running();
    add_results();
    add_levels();
    add_data();
    add_help();
    add_help_footers(app_);
  }

  int run(int argc, char** argv) {
    CommonOptions& common = arguments_.common;
    for (int i = 0; i < argc; ++i) common.arguments.emplace_back(argv[i]);
    try {
      app_.parse(argc, argv);
      check_words(app_, common.arguments, nullptr);
    } catch (const CLI::CallForHelp& help) {
      check_known(app_, common.arguments);
      return app_.exit(help);
    } catch (const CLI::Success& success) {
      return app_.exit(success);  // --version
    } catch (const CLI::ParseError& error) {
      check_words(app_, common.arguments, &error);
    }
    if (!arguments_.target.empty()) force_target(arguments_.target);
    const std::string more = environment("ZIPML_DATA_DIR");
    if (!more.empty()) common.data_folders.emplace_back(more);
    common.cache = cache_folder();
    common.configs = configs_folder();
    // The others fetch nothing, and run only once all else is right.
    common.only_look = !app_.got_subcommand("data");
    common.machine_threads = machine_threads();
    common.machine_cpu = this_cpu().model;
    common.terminal = is_smart_terminal(STDERR_FILENO);
    common.width = terminal_width();
    Session session(common, std::cout, std::cerr);
    return command_(session);
  }

 private:
  CLI::App* add(CLI::App& parent, const char* name, const char* help,
                Command command) {
    CLI::App* sub = parent.add_subcommand(name, help);
    sub->fallthrough();
    sub->final_callback(
        [this, command = std::move(command)] { command_ = command; });
    return sub;
  }

  void add_json(CLI::App& command) {
    command.add_flag("--json", arguments_.json,
                     "For programs: JSON with its version in \"schema\"");
  }

  // https://no-color.org
  bool has_color() const {
    return !arguments_.no_color && is_smart_terminal(STDOUT_FILENO) &&
           environment("NO_COLOR").empty();
  }
  static int output_width() {
    return isatty(STDOUT_FILENO) != 0 ? terminal_width() : 80;
  }

  void add_informing() {
    add_json(*add(app_, "list", "The experiments, and the paper's claims",
                  [this](Session& session) {
                    return list_command(session, arguments_.json);
                  }));
    CLI::App* describe =
        add(app_, "describe",
            "The parameters of an experiment, or what a claim says",
            [this](Session& session) {
              return arguments_.markdown
                         ? describe_markdown_command(session)
                         : describe_command(session, arguments_.first,
                                            arguments_.json);
            });
    add_json(*describe);
    CLI::Option* name =
        describe->add_option("name", arguments_.first,
                             "An experiment, or a number such as C1 or X8");
    describe
        ->add_flag("--markdown", arguments_.markdown,
                   "Every experiment, as configs/README.md has it")
        ->excludes(name);
    CLI::App* validate =
        add(app_, "validate", "Check configs; nothing is run",
            [this](Session& session) {
              return validate_command(session, selected(arguments_));
            });
    add_selection(*validate, arguments_);
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

  void add_new() {
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

  void add_cycles() {
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

  void add_running() {
    RunRequest& run = arguments_.run;
    run.jobs = machine_threads();
    const auto add_choice = [&](CLI::App& command) {
      command.add_flag("--force", run.force, "Run every cell again");
      command.add_flag("--only-failed", run.only_failed,
                       "Run only cells that failed or timed out");
    };
    const auto add_jobs = [&](CLI::App& command) {
      add_whole_number(
          command, "--jobs,-j", {1, 1024}, "Cells at a time",
          [&run](std::int64_t jobs) { run.jobs = static_cast<int>(jobs); })
          ->default_str(std::to_string(run.jobs));
    };
    const auto run_request = [this] {
      arguments_.run.selected = selected(arguments_);
      arguments_.run.json = arguments_.json;
      return arguments_.run;
    };
    CLI::App* plan =
        add(app_, "plan", "What a run would do, why, and how long it may take",
            [run_request](Session& session) {
              return plan_command(session, run_request());
            });
    add_selection(*plan, arguments_);
    add_choice(*plan);
    add_jobs(*plan);
    add_json(*plan);
    CLI::App* status = add(app_, "status", "How far a run is",
                           [run_request](Session& session) {
                             return status_command(session, run_request());
                           });
    add_selection(*status, arguments_);
    add_jobs(*status);
    add_json(*status);
    CLI::App* command =
        add(app_, "run", "Run studies; what is done already is kept",
            [this](Session& session) {
              arguments_.run.selected = selected(arguments_);
              if (!arguments_.emit.folder.empty()) {
                arguments_.run.emit = arguments_.emit;
              }
              arguments_.run.terminal = is_smart_terminal(STDERR_FILENO);
              arguments_.run.width = terminal_width();
              return run_command(session, arguments_.run, {seconds, now_text});
            });
    command->footer("Without gnuplot, all but the figures is made.");
    add_selection(*command, arguments_);
    add_choice(*command);
    add_jobs(*command);
    command->add_flag("--replace", run.replace,
                      "Let it take the place of a study that was run with "
                      "other --set or --sweep");
    command->add_flag("--fail-fast", run.fail_fast,
                      "Stop at the first failure");
    add_number(*command, "--cell-timeout", {0, 1e9},
               "Seconds that a cell may take; 0: no limit",
               [&run](double seconds) { run.cell_timeout = seconds; });
    add_parts(*command);
    add_stores();
  }

  // For several machines.
  void add_parts(CLI::App& command) {
    RunRequest& run = arguments_.run;
    CLI::Option* shard = command.add_option_function<std::string>(
        "--shard",
        [&run](const std::string& text) { run.part = shard_from_text(text); },
        "i/n: compute the i-th of n parts of the cells, no tables; `zipml "
        "merge` puts parts together");
    CLI::Option* const tasks = command.add_option(
        "--tasks", run.part.tasks,
        "File of an array job (--emit-slurm): compute the cells of a line");
    tasks->excludes(shard);
    add_whole_number(command, "--task", {1, kLargestCount},
                     "Which line of it, from 1",
                     [&run](std::int64_t task) {
                       run.part.index = static_cast<std::size_t>(task);
                       run.part.has_task = true;
                     })
        ->needs(tasks);
    SlurmRequest& emit = arguments_.emit;
    CLI::Option* folder = command.add_option(
        "--emit-slurm", emit.folder,
        "Run nothing: write an array job for Slurm into this folder");
    for (const char* other :
         {"--shard", "--tasks", "--force", "--only-failed"}) {
      folder->excludes(command.get_option(other));
    }
    add_whole_number(command, "--minutes", {1, 1'000'000},
                     "Minutes that a task of it may take",
                     [&emit](std::int64_t minutes) { emit.minutes = minutes; })
        ->default_str(std::to_string(emit.minutes))
        ->needs(folder);
    add_whole_number(command, "--max-tasks", {1, 1'000'000}, "Tasks at most",
                     [&emit](std::int64_t most) {
                       emit.most = static_cast<std::size_t>(most);
                     })
        ->default_str(std::to_string(emit.most))
        ->needs(folder);
  }

  // What runs have on disk.
  void add_stores() {
    CLI::App* merge = add(app_, "merge", "Put the parts of a run together",
                          [this](Session& session) {
                            return merge_command(session, arguments_.folders);
                          });
    merge
        ->add_option("parts", arguments_.folders,
                     "What the parts were given as --out")
        ->required();
    add_json(
        *add(app_, "runs", "The runs that there are", [this](Session& session) {
          return runs_command(session, arguments_.json);
        }));
    CLI::App* show =
        add(app_, "show", "All of one cell: what it is, what came of it, how",
            [this](Session& session) {
              return show_command(session, arguments_.first, arguments_.json);
            });
    show->add_option("id", arguments_.first, "Its id, or the beginning of it")
        ->required();
    add_json(*show);
    CLI::App* clean =
        add(app_, "clean", "Remove cells that no study of the run wants",
            [this](Session& session) {
              return clean_command(session, arguments_.dry_run);
            });
    clean->add_flag("--dry-run,-n", arguments_.dry_run,
                    "Say what would be removed");
  }

  void add_table() {
    TableRequest& request = arguments_.table;
    CLI::App* table = add(
        app_, "table", "Print a table of a finished study, or their list",
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

  void add_plot() {
    PlotRequest& request = arguments_.plot;
    CLI::App* plot =
        add(app_, "plot", "Draw the figures again from stored results",
            [&request](Session& session) {
              return plot_command(session, request);
            });
    plot->add_option("names", request.names,
                     "Finished studies, or STUDY/FIGURE (default: all of the "
                     "run)");
    plot->add_option("--width", request.width,
                     "On paper, e.g. 3.3in, 84mm or 240pt: text is then of 7 "
                     "pt or more");
    plot->add_flag("!--no-title", request.title,
                   "Without title, which the paper's caption says");
    plot->add_flag("--panels", request.panels,
                   "Each panel in a file of its own");
  }

  void add_export() {
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

  void add_results() {
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

  void add_levels() {
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

  void add_data() {
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
    CLI::App* get = add(*data, "get", "Fetch sets, or their stand-ins",
                        [this](Session& session) {
                          return data_get_command(session, arguments_.names,
                                                  {seconds, now_text});
                        });
    get->add_option("names", arguments_.names)->required();
    get->footer(
        "Exit status: 0, all are here; 1, a stand-in is here in the place of "
        "one;\n2, one is not to be had at all. Ctrl-C keeps what has come: the "
        "next time\nit goes on from there.");
    CLI::App* check =
        add(*data, "check", "Read sets whole and check them",
            [this](Session& session) {
              return data_check_command(session, arguments_.names,
                                        selected(arguments_).sets);
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

  void add_help() {
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

  CLI::App app_;
  Arguments arguments_;
  Command command_;
};

}  // namespace

int main(int argc, char** argv) {
  StandardOutput output;
  try {
    return with_output_written(output, Program().run(argc, argv));
  } catch (const UserError& error) {
    std::cerr << error.what() << '\n';
    return kExitUserError;
  } catch (const std::bad_alloc&) {
    std::cerr << "zipml: not enough memory\n";
    return kExitFailure;
  } catch (const std::exception& error) {
    std::cerr << "zipml: internal error: " << error.what() << '\n';
    return 70;  // EX_SOFTWARE
  }
}
