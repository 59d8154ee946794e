// A small experiment for the tests of the runner: cells of three levels, whose
// behaviour a test can replace.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "core/harness/run/plan.h"
#include "core/harness/run/runner.h"
#include "core/harness/run/store.h"

namespace zipml {

// One "tune" cell; `count` x repetitions "train" cells that need it; `count`
// "combine" cells that need all the repetitions of one.
class ToyExperiment : public Experiment {
 public:
  using Behaviour = std::function<CellResult(const RunContext&)>;

  ToyExperiment();

  const ExperimentInfo& info() const override { return info_; }
  std::unique_ptr<const PlannedPoint> plan(
      const Settings& settings) const override;
  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override;

  // Cells by "task index repetition", e.g. "train 2 0".
  static std::string key(const Cell& cell);

  // What some cells do instead of their sum; given before the run.
  std::map<std::string, Behaviour> instead;
  // Which cells run alone; given before the plan.
  std::function<bool(const std::string& key)> is_exclusive =
      [](const std::string&) { return false; };
  // Called at the beginning of every run().
  std::function<void()> before_each = [] {};
  // Cells keep how far they are after every epoch, and then ask whether to
  // stop.
  bool keeps_checkpoints = false;
  // Called before every epoch of a sum.
  std::function<void(const std::string& key, int epoch)> before_epoch =
      [](const std::string&, int) {};

  // The keys of the cells that were run, in the order of their beginning.
  std::vector<std::string> log() const;
  void clear_log() { log_.clear(); }

 private:
  ExperimentInfo info_;
  mutable std::mutex mutex_;
  mutable std::vector<std::string> log_;
};

Settings toy_settings(int count, int repetitions, double scale = 1);

// The experiment's table of these settings as text, from the store.
std::string toy_table(const ToyExperiment& experiment, const Settings& settings,
                      const CellStore& store);

// Plans and runs with a clock that stands still, and says nothing.
RunSummary run_toy(const ToyExperiment& experiment, const Settings& settings,
                   const CellStore& store, RunOptions options = {},
                   Selection selection = Selection::kUnfinished);

// name -> bytes of the results in a folder.
std::map<std::string, std::string> stored_files(
    const std::filesystem::path& folder);

// How many cells have a checkpoint in a folder.
std::size_t count_checkpoints(const std::filesystem::path& folder);

}  // namespace zipml
