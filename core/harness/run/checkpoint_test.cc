// What cells keep before they have ended, and what becomes of it.
#include <catch.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/temporary_folder.h"
#include "core/harness/run/toy_experiment_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

using Epochs = std::map<std::string, std::vector<int>>;

// A toy study of a "tune", a "train" and a "combine" cell of three epochs each,
// which keep how far they are.
struct KeptRun {
  TemporaryFolder folder;
  CellStore store{folder.path()};
  ToyExperiment toy;
  Settings settings = toy_settings(1, 1);
  Epochs epochs;  // that were computed since last asked
  std::atomic<bool> interrupt{false};
  std::string interrupt_at;  // "KEY EPOCH": true when it begins

  KeptRun() {
    toy.keeps_checkpoints = true;
    toy.before_epoch = [this](const std::string& key, int epoch) {
      epochs[key].push_back(epoch);
      if (key + " " + std::to_string(epoch) == interrupt_at) interrupt = true;
    };
  }

  RunSummary run(RunOptions options = {},
                 Selection selection = Selection::kUnfinished) {
    interrupt = false;
    epochs.clear();
    options.interrupt = &interrupt;
    return run_toy(toy, settings, store, std::move(options), selection);
  }
  // Broken off when the epoch begins, which is still computed and kept.
  RunSummary run_until(const std::string& key_and_epoch,
                       Selection selection = Selection::kUnfinished) {
    interrupt_at = key_and_epoch;
    RunSummary summary = run({}, selection);
    interrupt_at.clear();
    return summary;
  }
  Cell cell(const std::string& key) const {
    for (const CellNode& node : cell_graph(toy.plan(settings)->cells())) {
      if (ToyExperiment::key(*node.cell) == key) return *node.cell;
    }
    throw std::out_of_range(key);
  }
  fs::path checkpoint_path(const std::string& key) const {
    return store.path_of(cell(key)).replace_extension(".checkpoint");
  }
  std::size_t checkpoints() const { return count_checkpoints(folder.path()); }
  // The study is whole, with the bytes of a run that kept nothing.
  bool is_as_uninterrupted() const {
    const TemporaryFolder whole;
    const ToyExperiment plain;
    run_toy(plain, settings, CellStore(whole.path()));
    return checkpoints() == 0 &&
           stored_files(folder.path()) == stored_files(whole.path());
  }
};

const Epochs kAllEpochs = {{"tune 0 0", {0, 1, 2}},
                           {"train 0 0", {0, 1, 2}},
                           {"combine 0 0", {0, 1, 2}}};

}  // namespace

TEST_CASE("a context that was given no place keeps nothing", "[unit]") {
  const RunContext context;
  CHECK(context.checkpoint().empty());
  context.keep_checkpoint("epoch 7");
  CHECK(context.checkpoint().empty());
  const RunContext timed([] { return true; }, [] { return 2.0; });
  timed.keep_checkpoint("epoch 7");
  CHECK(timed.checkpoint().empty());
  CHECK(timed.should_stop());
  CHECK(timed.seconds() == 2.0);
}

TEST_CASE("cells that keep checkpoints give the same results", "[unit]") {
  KeptRun study;
  CHECK(study.run().count(Status::kOk) == 3);
  CHECK(study.epochs == kAllEpochs);
  CHECK(study.is_as_uninterrupted());
}

TEST_CASE("an interrupted cell goes on from what it kept", "[unit]") {
  for (const int jobs : {1, 2}) {
    KeptRun study;
    const RunSummary summary = study.run_until("train 0 0 0");
    CHECK(summary.interrupted);
    CHECK(summary.count(Status::kInterrupted) == 2);
    CHECK(study.checkpoints() == 1);
    // And once more, further on.
    study.run_until("train 0 0 1");
    CHECK(study.epochs == Epochs{{"train 0 0", {1}}});
    CHECK(study.checkpoints() == 1);
    CHECK(study.run({.jobs = jobs}).count(Status::kOk) == 3);
    CHECK(study.epochs ==
          Epochs{{"train 0 0", {2}}, {"combine 0 0", {0, 1, 2}}});
    CHECK(study.is_as_uninterrupted());
  }
}

TEST_CASE("a cell sees what it kept in the same run", "[unit]") {
  KeptRun study;
  std::vector<std::string> seen;
  study.toy.instead["tune 0 0"] = [&](const RunContext& context) {
    for (const char* bytes : {"one", "two", ""}) {
      seen.push_back(context.checkpoint());
      context.keep_checkpoint(bytes);
    }
    seen.push_back(context.checkpoint());
    return CellResult{Status::kOk, "", {{"sum", 1.0}}};
  };
  study.run();
  CHECK(seen == std::vector<std::string>{"", "one", "two", ""});
}

TEST_CASE("a cell whose time is up goes on in the next run", "[unit]") {
  KeptRun study;
  // Time stands still but for an epoch of "train" that takes too long.
  double now = 0;
  const auto before_epoch = study.toy.before_epoch;
  study.toy.before_epoch = [&](const std::string& key, int epoch) {
    before_epoch(key, epoch);
    if (key == "train 0 0" && epoch == 1) now += 51;
  };
  RunOptions options{.timeout = 50};
  options.clock = [&] { return now; };
  CHECK(study.run(options).count(Status::kTimeout) == 1);
  CHECK(study.checkpoints() == 1);
  CHECK(study.run().count(Status::kOk) == 3);
  CHECK(study.epochs == Epochs{{"train 0 0", {2}}, {"combine 0 0", {0, 1, 2}}});
  CHECK(study.is_as_uninterrupted());
}

TEST_CASE("a result takes the checkpoint's place", "[unit]") {
  const std::map<Status, std::function<CellResult()>> ends = {
      {Status::kOk,
       [] {
         return CellResult{Status::kOk, "", {{"sum", 1.0}}};
       }},
      {Status::kDiverged,
       [] {
         return CellResult{Status::kDiverged, "inf", {{"sum", 1.0}}};
       }},
      {Status::kSkipped,
       [] {
         return CellResult{Status::kSkipped, "no such case"};
       }},
      {Status::kFailed,
       []() -> CellResult { throw std::runtime_error("broken"); }}};
  for (const auto& entry : ends) {
    // Not a structured binding: Clang 14 captures none in a lambda.
    const Status status = entry.first;
    const std::function<CellResult()>& end = entry.second;
    KeptRun study;
    std::string before;
    study.toy.instead["train 0 0"] = [&](const RunContext& context) {
      before = context.checkpoint();
      context.keep_checkpoint("epoch 7");
      return end();
    };
    CAPTURE(status_name(status));
    CHECK(study.run().count(status) >= 1);
    CHECK(study.store.load(study.cell("train 0 0"))->status == status);
    CHECK(study.checkpoints() == 0);
    // A failed cell is run again, from the beginning.
    before = "not run";
    study.run();
    CHECK(before == (status == Status::kFailed ? "" : "not run"));
  }
}

TEST_CASE("a checkpoint that cannot be trusted is passed over", "[unit]") {
  KeptRun study;
  study.run_until("train 0 0 1");
  std::ofstream(study.checkpoint_path("train 0 0"), std::ios::app) << "x";
  study.run();
  CHECK(study.epochs ==
        Epochs{{"train 0 0", {0, 1, 2}}, {"combine 0 0", {0, 1, 2}}});
  CHECK(study.is_as_uninterrupted());
}

TEST_CASE("a forced cell begins anew", "[unit]") {
  KeptRun study;
  study.run_until("train 0 0 1");
  CHECK(study.checkpoints() == 1);
  study.run({}, Selection::kAll);
  CHECK(study.epochs == kAllEpochs);
  CHECK(study.is_as_uninterrupted());

  // Also when the run that was forced ended before it came to the cell.
  KeptRun other;
  other.run_until("train 0 0 1");
  other.run_until("tune 0 0 0", Selection::kAll);
  CHECK(other.epochs == Epochs{{"tune 0 0", {0}}});
  CHECK(!fs::exists(other.checkpoint_path("train 0 0")));
  other.run();
  CHECK(other.epochs.at("train 0 0") == std::vector<int>{0, 1, 2});
  CHECK(other.is_as_uninterrupted());
}

TEST_CASE("a cell whose prerequisite is run again begins anew", "[unit]") {
  KeptRun study;
  study.run_until("train 0 0 1");
  fs::remove(study.store.path_of(study.cell("tune 0 0")));
  study.run();
  CHECK(study.epochs == kAllEpochs);
  CHECK(study.is_as_uninterrupted());
}

TEST_CASE("what a kill left beside a result goes in the next run", "[unit]") {
  KeptRun study;
  study.run();
  study.store.save_checkpoint(study.cell("train 0 0"), "epoch 7");
  study.run();
  CHECK(study.epochs.empty());
  CHECK(study.is_as_uninterrupted());
}

TEST_CASE("a checkpoint that cannot be stored ends the run", "[unit]") {
  // Whether or not the cell lets the error pass.
  for (const bool passes : {true, false}) {
    KeptRun study;
    fs::create_directories(study.checkpoint_path("tune 0 0") / "in the way");
    study.toy.instead["tune 0 0"] = [&](const RunContext& context) {
      try {
        context.keep_checkpoint("epoch 7");
      } catch (const UserError&) {
        if (passes) throw;
        CHECK(context.should_stop());
      }
      return CellResult{Status::kOk, "", {{"sum", 1.0}}};
    };
    CHECK_THROWS_AS(study.run(), UserError);
    CHECK(study.toy.log() == std::vector<std::string>{"tune 0 0"});
    CHECK(stored_files(study.folder.path()).empty());
  }
}
