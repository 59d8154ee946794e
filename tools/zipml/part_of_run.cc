#include "tools/zipml/part_of_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <sstream>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/harness/run/progress.h"
#include "tools/zipml/cost_book.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

// UserError: ids that no plan has.
void check_planned(const fs::path& file, std::set<std::string> ids,
                   std::span<const Plan> plans) {
  for (const Plan& plan : plans) {
    for (const PlannedCell& cell : plan.cells) ids.erase(cell.node.id);
  }
  if (ids.empty()) return;
  fail_in(file,
          fmt::format("has cells that this run does not want, {} for one",
                      *ids.begin()),
          "a config or the data were changed since, or are others here");
}

std::set<std::string> ids_of_task(const fs::path& file, std::size_t task) {
  std::istringstream lines(read_file(file));
  std::string line;
  for (std::size_t i = 0; i < task; ++i) {
    if (std::getline(lines, line)) continue;
    fail_in(file, fmt::format("has {} tasks; --task is {}", i, task));
  }
  std::istringstream words(line);
  std::set<std::string> ids;
  for (std::string id; words >> id;) ids.insert(id);
  return ids;
}

// Seconds of all cells of a bundle if some of it is to be run, since a task
// begins with nothing; else 0. Cells of which nothing is known count as the
// others do on average, or as one second.
std::vector<double> costs_of(const std::vector<Bundle>& bundles,
                             std::span<const Plan> plans,
                             const CostBook& costs) {
  std::map<std::string, double> seconds;
  std::set<std::string> to_run;
  double sum = 0;
  std::size_t known = 0;
  for (const Plan& plan : plans) {
    for (const PlannedCell& cell : plan.cells) {
      if (cell.action == Action::kRun) to_run.insert(cell.node.id);
      const auto [place, is_new] = seconds.try_emplace(cell.node.id, -1);
      if (!is_new) continue;
      if (const auto cost = costs.of(*cell.node.cell)) {
        place->second = cost->seconds;
        sum += cost->seconds;
        ++known;
      }
    }
  }
  const double mean = known == 0 ? 1 : sum / static_cast<double>(known);
  std::vector<double> result;
  for (const Bundle& bundle : bundles) {
    const bool is_wanted =
        std::any_of(bundle.begin(), bundle.end(),
                    [&](const auto& id) { return to_run.contains(id); });
    double own = 0;
    for (const std::string& id : bundle) {
      const double one = seconds.at(id);
      own += one < 0 ? mean : one;
    }
    result.push_back(is_wanted ? own : 0);
  }
  return result;
}

// --run and --profile of this run, where they are not the usual.
std::string run_words(const Session& session) {
  std::string words;
  const std::string_view profile = profile_name(session.profile());
  if (profile != profile_name(Profile::kQuick)) {
    words += fmt::format(" --profile {}", profile);
  }
  if (session.run_name() != profile) words += " --run " + session.run_name();
  return words;
}

// All that chooses the work of a run, for another command line.
std::string work_words(const Session& session, const RunRequest& request) {
  const CommonOptions& options = session.options();
  std::string words = run_words(session);
  for (const fs::path& folder : options.data_folders) {
    words += " --data-dir " + shell_word(fs::absolute(folder).string());
  }
  if (options.offline) words += " --offline";
  words += " run";
  for (const std::string& name : request.selected.names) {
    words += ' ' + shell_word(name);
  }
  for (const Override& set : request.selected.sets) {
    words += " --set " + shell_word(set.name + '=' + set.text);
  }
  for (const Override& sweep : request.selected.sweeps) {
    words += " --sweep " + shell_word(sweep.name + '=' + sweep.text);
  }
  if (!request.selected.study_name.empty()) {
    words += " --name " + shell_word(request.selected.study_name);
  }
  return words;
}

std::string job_text(const Session& session, const RunRequest& request,
                     std::size_t tasks) {
  std::error_code ignored;
  const fs::path folder = fs::absolute(request.emit->folder);
  const CommonOptions& options = session.options();
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  const fs::path here = fs::current_path();
  return fmt::format(
      R"(#!/bin/bash
#SBATCH --job-name=zipml
#SBATCH --array=1-{tasks}
#SBATCH --time={minutes}
#SBATCH --output={folder}/log-%a.txt
# A part of a run of zipml. Each task computes the cells of its line in
# tasks.txt and keeps them below parts/; a task that is run again goes on.
set -euo pipefail
task=${{SLURM_ARRAY_TASK_ID:?the number of the task, from 1}}
export ZIPML_CACHE_DIR={cache}
{configs}cd {here}
exec {program}{words} --out {folder}/parts/"$task" \
  --jobs "${{SLURM_CPUS_PER_TASK:-1}}" \
  --tasks {folder}/tasks.txt --task "$task"
)",
      fmt::arg("tasks", tasks), fmt::arg("minutes", request.emit->minutes),
      fmt::arg("cache", shell_word(fs::absolute(options.cache).string())),
      fmt::arg("configs",
               options.configs.empty()
                   ? ""
                   : "export ZIPML_CONFIG_DIR=" +
                         shell_word(fs::absolute(options.configs).string()) +
                         '\n'),
      fmt::arg("folder", shell_word(folder.string())),
      fmt::arg("here", shell_word(here.string())),
      fmt::arg("program", shell_word(program.string())),
      fmt::arg("words", work_words(session, request)));
}

}  // namespace

RunPart shard_from_text(const std::string& text) {
  RunPart part;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, part.index);
  if (first.ec == std::errc() && first.ptr != end && *first.ptr == '/') {
    const auto second = std::from_chars(first.ptr + 1, end, part.count);
    if (second.ec == std::errc() && second.ptr == end && part.index >= 1 &&
        part.index <= part.count) {
      return part;
    }
  }
  fail_at("--shard", fmt::format("\"{}\" is no shard: i/n with 1 <= i <= n was "
                                 "expected, e.g. 2/8",
                                 text));
}

std::optional<std::set<std::string>> ids_of(const RunPart& part,
                                            std::span<const Plan> plans) {
  if (part.is_all()) return std::nullopt;
  if (!part.tasks.empty()) {
    if (!part.has_task) fail_at("--tasks", "needs --task, the line of it");
    const std::set<std::string> ids = ids_of_task(part.tasks, part.index);
    check_planned(part.tasks, ids, plans);
    return ids;
  }
  return shard_of(bundles_of(plans), part.index, part.count);
}

int emit_slurm(Session& session, const RunRequest& request,
               std::span<const PlannedStudy> studies) {
  const SlurmRequest& job = *request.emit;
  if (fs::exists(job.folder / "tasks.txt")) {
    fail_in(job.folder, "has a job already", "choose another folder");
  }
  std::vector<Plan> plans;
  CostBook costs(session);
  for (const PlannedStudy& planned : studies) {
    const CellStore store(session.cells(planned.study->experiment));
    plans.push_back(make_plan(planned.cells, store, selection_of(request)));
    costs.learn(plans.back());
  }
  std::vector<Bundle> bundles;
  std::vector<double> seconds;
  const std::vector<Bundle> all = bundles_of(plans);
  const std::vector<double> all_seconds = costs_of(all, plans, costs);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!(all_seconds[i] > 0)) continue;
    bundles.push_back(all[i]);
    seconds.push_back(all_seconds[i]);
  }
  if (bundles.empty()) fail({.message = "every cell is there: nothing to run"});
  // A tenth of the time is left for the start, and for what takes longer.
  const Packing packing =
      pack(seconds, 0.9 * 60 * static_cast<double>(job.minutes), job.most);
  std::string lines;
  std::size_t cells = 0;
  for (const std::vector<std::size_t>& task : packing.tasks) {
    std::vector<std::string> ids;
    for (const std::size_t bundle : task) {
      ids.insert(ids.end(), bundles[bundle].begin(), bundles[bundle].end());
    }
    cells += ids.size();
    lines += fmt::format("{}\n", fmt::join(ids, " "));
  }
  const std::size_t count = packing.tasks.size();
  write_file_atomically(job.folder / "job.sh",
                        job_text(session, request, count));
  write_file_atomically(job.folder / "tasks.txt", lines);
  const std::string script = shell_word((job.folder / "job.sh").string());
  std::ostream& output = session.output();
  output << fmt::format(
      "{} cells in {} task{}: the longest is expected to take {}, {:.1f} % "
      "more "
      "than the mean\n",
      cells, count, count == 1 ? "" : "s", duration_text(packing.longest),
      100 * packing.imbalance());
  if (packing.longest > 60 * static_cast<double>(job.minutes)) {
    output << fmt::format(
        "that is more than --minutes {}: more of them or more tasks are "
        "needed\n",
        job.minutes);
  }
  const CommonOptions& options = session.options();
  const std::string out =
      options.out == "." ? "" : " --out " + shell_word(options.out.string());
  output << fmt::format(
      "  sbatch {}\n"
      "or, on one machine with GNU parallel:\n"
      "  seq {} | parallel {}\n"
      "and then:\n"
      "  zipml merge{}{} {}/*\n"
      "  zipml{}{}\n",
      script, count, shell_word("SLURM_ARRAY_TASK_ID={} bash " + script),
      run_words(session), out, shell_word((job.folder / "parts").string()),
      work_words(session, request), out);
  return kExitOk;
}

}  // namespace zipml
