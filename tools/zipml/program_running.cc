// Commands that compute cells, or look at what is stored of them.
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "tools/zipml/command_line.h"
#include "tools/zipml/environment.h"
#include "tools/zipml/part_of_run.h"
#include "tools/zipml/program.h"

namespace zipml {

void CommandLineProgram::add_running() {
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
    arguments_.run.selected = selected();
    arguments_.run.json = arguments_.json;
    return arguments_.run;
  };
  CLI::App* plan = add_command(
      *app_, "plan", "What a run would do, why, and how long it may take",
      [run_request](Session& session) {
        return plan_command(session, run_request());
      });
  add_selection(*plan);
  add_choice(*plan);
  add_jobs(*plan);
  add_json(*plan);
  CLI::App* status = add_command(
      *app_, "status", "How far a run is", [run_request](Session& session) {
        return status_command(session, run_request());
      });
  add_selection(*status);
  add_jobs(*status);
  add_json(*status);
  CLI::App* command = add_command(
      *app_, "run", "Run studies; what is done already is kept",
      [this](Session& session) {
        arguments_.run.selected = selected();
        if (!arguments_.emit.folder.empty()) {
          arguments_.run.emit = arguments_.emit;
        }
        arguments_.run.terminal = is_smart_terminal(STDERR_FILENO);
        arguments_.run.width = terminal_width();
        return run_command(session, arguments_.run, {seconds, now_text});
      });
  command->footer("Without gnuplot, all but the figures is made.");
  add_selection(*command);
  add_choice(*command);
  add_jobs(*command);
  command->add_flag("--replace", run.replace,
                    "Let it take the place of a study that was run with "
                    "other --set or --sweep");
  command->add_flag("--fail-fast", run.fail_fast, "Stop at the first failure");
  add_number(*command, "--cell-timeout", {0, 1e9},
             "Seconds that a cell may take; 0: no limit",
             [&run](double seconds) { run.cell_timeout = seconds; });
  add_parts(*command);
  add_stores();
}

void CommandLineProgram::add_parts(CLI::App& command) {
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
  for (const char* other : {"--shard", "--tasks", "--force", "--only-failed"}) {
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

void CommandLineProgram::add_stores() {
  CLI::App* merge =
      add_command(*app_, "merge", "Put the parts of a run together",
                  [this](Session& session) {
                    return merge_command(session, arguments_.folders);
                  });
  merge
      ->add_option("parts", arguments_.folders,
                   "What the parts were given as --out")
      ->required();
  add_json(*add_command(*app_, "runs", "The runs that there are",
                        [this](Session& session) {
                          return runs_command(session, arguments_.json);
                        }));
  CLI::App* show = add_command(
      *app_, "show", "All of one cell: what it is, what came of it, how",
      [this](Session& session) {
        return show_command(session, arguments_.first, arguments_.json);
      });
  show->add_option("id", arguments_.first, "Its id, or the beginning of it")
      ->required();
  add_json(*show);
  CLI::App* clean =
      add_command(*app_, "clean", "Remove cells that no study of the run wants",
                  [this](Session& session) {
                    return clean_command(session, arguments_.dry_run);
                  });
  clean->add_flag("--dry-run,-n", arguments_.dry_run,
                  "Say what would be removed");
}

}  // namespace zipml
