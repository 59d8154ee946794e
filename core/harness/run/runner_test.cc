#include "core/harness/run/runner.h"

#include <catch.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/harness/run/collect.h"
#include "core/harness/run/toy_experiment_testing.h"

using namespace zipml;

namespace {

CellResult throw_broken(const RunContext&) {
  throw std::runtime_error("broken");
}

CellResult diverge(const RunContext&) {
  return {Status::kDiverged, "inf", {{"sum", 1.0}}};
}

// Goes on until it is told to stop.
CellResult wait_for_stop(const RunContext& context) {
  while (!context.should_stop()) {
  }
  return {Status::kOk, "", {{"sum", 0.0}}};
}

struct ToyRun {
  TemporaryFolder folder;
  CellStore store{folder.path()};
  ToyExperiment toy;
  Settings settings = toy_settings(3, 2);

  RunSummary run(RunOptions options = {},
                 Selection selection = Selection::kUnfinished) {
    return run_toy(toy, settings, store, std::move(options), selection);
  }
  CellResult result(const std::string& key) const {
    const auto point = toy.plan(settings);
    const auto nodes = cell_graph(point->cells());
    const Results results = collect_results(point->cells(), store).results;
    for (const CellNode& node : nodes) {
      if (ToyExperiment::key(*node.cell) == key) return results.of(*node.cell);
    }
    throw std::out_of_range(key);
  }
};

}  // namespace

TEST_CASE("one job runs the cells in the plan's order", "[unit]") {
  ToyRun study;
  study.settings = toy_settings(2, 2);
  const RunSummary summary = study.run();
  CHECK(study.toy.log() == std::vector<std::string>{"tune 0 0", "train 0 0",
                                                    "train 0 1", "combine 0 0",
                                                    "train 1 0", "train 1 1",
                                                    "combine 1 0"});
  CHECK(summary.counts == std::map<Status, std::size_t>{{Status::kOk, 7}});
  CHECK(summary.ran == 7);
  CHECK(summary.complete());
  CHECK(!summary.interrupted);

  study.toy.clear_log();
  const RunSummary again = study.run();
  CHECK(study.toy.log().empty());
  CHECK(again.ran == 0);
  CHECK(again.counts == summary.counts);
}

TEST_CASE("the number of jobs changes nothing", "[unit]") {
  std::map<std::string, std::string> files;
  std::string table;
  for (const int jobs : {1, 2, 4}) {
    ToyRun study;
    study.settings = toy_settings(8, 3);
    study.toy.instead["train 4 1"] = throw_broken;
    study.toy.instead["train 7 0"] = diverge;
    const RunSummary summary = study.run({.jobs = jobs});
    CHECK(summary.count(Status::kOk) == 1 + 22 + 6);
    CHECK(summary.count(Status::kFailed) == 1);
    CHECK(summary.count(Status::kDiverged) == 1);
    CHECK(summary.count(Status::kSkipped) == 2);
    CHECK(study.toy.log().size() == 1 + 24 + 6);
    if (jobs == 1) {
      files = stored_files(study.folder.path());
      table = toy_table(study.toy, study.settings, study.store);
    }
    CHECK(stored_files(study.folder.path()) == files);
    CHECK(toy_table(study.toy, study.settings, study.store) == table);
  }
}

TEST_CASE("so many jobs run at a time", "[unit]") {
  // Four cells that each wait for the other three, on any number of cores. The
  // limit is only so that a failure ends.
  ToyRun study;
  study.settings = toy_settings(4, 1);
  std::mutex mutex;
  std::condition_variable all_there;
  int there = 0;
  const auto meet = [&](const RunContext&) {
    std::unique_lock lock(mutex);
    ++there;
    all_there.notify_all();
    const bool met = all_there.wait_for(lock, std::chrono::seconds(30),
                                        [&] { return there == 4; });
    return CellResult{met ? Status::kOk : Status::kFailed, "", {{"sum", 1.0}}};
  };
  for (const char* key : {"train 0 0", "train 1 0", "train 2 0", "train 3 0"}) {
    study.toy.instead[key] = meet;
  }
  CHECK(study.run({.jobs = 4}).count(Status::kOk) == 9);
}

TEST_CASE("an exclusive cell runs while no other does", "[unit]") {
  // Every second training cell; each cell lasts long enough to be met.
  ToyRun study;
  study.settings = toy_settings(12, 2);
  study.toy.is_exclusive = [](const std::string& key) {
    return key.starts_with("train") && key.ends_with("1");
  };
  std::atomic<int> running{0};
  std::atomic<int> met{0};
  for (int index = 0; index < 12; ++index) {
    for (int repetition = 0; repetition < 2; ++repetition) {
      const bool alone = repetition == 1;
      study.toy.instead[fmt::format("train {} {}", index, repetition)] =
          [&, alone](const RunContext&) {
            ++running;
            for (int i = 0; i < 10; ++i) {
              if (alone && running > 1) ++met;
              std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            --running;
            return CellResult{Status::kOk, "", {{"sum", 1.0}}};
          };
    }
  }
  const RunSummary summary = study.run({.jobs = 4});
  CHECK(summary.count(Status::kOk) == 1 + 24 + 12);
  CHECK(summary.complete());
  CHECK(met == 0);
}

TEST_CASE("an exception fails its cell, and no other", "[unit]") {
  ToyRun study;
  study.toy.instead["train 0 1"] = throw_broken;
  study.toy.instead["train 1 0"] = [](const RunContext&) -> CellResult {
    throw UserError(Diagnostic{"x.csv", {3, 1}, "", "not a number", ""});
  };
  study.toy.instead["train 2 0"] = [](const RunContext&) -> CellResult {
    throw 7;
  };
  const RunSummary summary = study.run();
  REQUIRE(summary.failures.size() == 3);
  CHECK(summary.failures[0].reason == "broken");
  CHECK(summary.failures[0].status == Status::kFailed);
  CHECK(summary.failures[0].name.substr(0, 13) == "toy/train #1 ");
  CHECK(summary.failures[1].reason == "x.csv:3:1: not a number");
  CHECK(summary.failures[2].reason == "an exception of unknown type");
  CHECK(summary.count(Status::kOk) == 4);
  CHECK(summary.complete());
  CHECK(study.result("train 0 1").reason == "broken");
}

TEST_CASE("what needs a cell that is not ok is skipped, not stored", "[unit]") {
  ToyRun study;
  study.settings = toy_settings(2, 1);
  study.toy.instead["tune 0 0"] = throw_broken;
  const RunSummary summary = study.run({.jobs = 2});
  CHECK(study.toy.log() == std::vector<std::string>{"tune 0 0"});
  CHECK(summary.count(Status::kSkipped) == 4);
  CHECK(stored_files(study.folder.path()).size() == 1);
  CHECK(study.result("train 1 0").status == Status::kSkipped);
  CHECK(study.result("train 1 0").reason.substr(0, 36) ==
        "its prerequisite failed: toy/tune #0");
  CHECK(study.result("combine 1 0").reason.substr(0, 42) ==
        "its prerequisite was skipped: toy/train #0");

  // Once the cause is gone, all is run.
  study.toy.instead.clear();
  CHECK(study.run().count(Status::kOk) == 5);
}

TEST_CASE("fail-fast begins nothing after the first failure", "[unit]") {
  ToyRun study;
  study.settings = toy_settings(3, 1);
  study.toy.instead["train 1 0"] = throw_broken;
  const RunSummary summary = study.run({.on_failure = OnFailure::kStop});
  CHECK(study.toy.log() == std::vector<std::string>{"tune 0 0", "train 0 0",
                                                    "combine 0 0",
                                                    "train 1 0"});
  CHECK(summary.count(Status::kFailed) == 1);
  CHECK(summary.count(Status::kInterrupted) == 3);
  CHECK(!summary.complete());
  CHECK(!summary.interrupted);
  CHECK(study.result("train 2 0").status == Status::kInterrupted);

  // A divergence is a result, not a failure.
  ToyRun other;
  other.settings = toy_settings(3, 1);
  other.toy.instead["train 1 0"] = diverge;
  CHECK(other.run({.on_failure = OnFailure::kStop}).complete());
}

TEST_CASE("only-failed and force choose what is run", "[unit]") {
  ToyRun study;
  study.settings = toy_settings(2, 1);
  study.toy.instead["train 1 0"] = throw_broken;
  study.run();
  study.toy.instead.clear();
  study.toy.clear_log();
  const RunSummary summary = study.run({}, Selection::kOnlyFailed);
  CHECK(study.toy.log() ==
        std::vector<std::string>{"train 1 0", "combine 1 0"});
  CHECK(summary.count(Status::kOk) == 5);

  study.toy.clear_log();
  study.run({}, Selection::kAll);
  CHECK(study.toy.log().size() == 5);
}

TEST_CASE("a cell whose time is up becomes a timeout", "[unit]") {
  ToyRun study;
  study.settings = toy_settings(2, 1);
  study.toy.instead["train 0 0"] = wait_for_stop;
  // Never asks, and so keeps its result however late.
  study.toy.instead["train 1 0"] = diverge;
  std::atomic<int> asked{0};
  RunOptions options{.jobs = 2, .timeout = 50};
  options.clock = [&] { return asked++; };
  const RunSummary summary = study.run(options);
  CHECK(summary.count(Status::kTimeout) == 1);
  REQUIRE(summary.failures.size() == 1);
  CHECK(summary.failures[0].reason == "took longer than 50 s");
  CHECK(study.result("train 0 0").status == Status::kTimeout);
  CHECK(study.result("train 0 0").values.empty());
  CHECK(study.result("train 1 0").status == Status::kDiverged);

  study.toy.instead.clear();
  CHECK(study.run().count(Status::kOk) == 3);
}

TEST_CASE("each cell has its own time", "[unit]") {
  ToyRun study;
  double now = 0;
  RunOptions options{.timeout = 50};
  options.clock = [&] { return now; };
  std::vector<double> stopped_after;
  const auto work = [&](const RunContext& context) {
    const double start = now;
    while (!context.should_stop() && now - start < 40) now += 1;
    return CellResult{Status::kOk, "", {{"sum", 1.0}}};
  };
  const auto too_long = [&](const RunContext& context) {
    const double start = now;
    while (!context.should_stop()) now += 1;
    stopped_after.push_back(now - start);
    return CellResult{};
  };
  for (const char* key : {"tune 0 0", "train 0 0", "train 0 1"}) {
    study.toy.instead[key] = work;
  }
  study.toy.instead["train 1 0"] = too_long;
  CHECK(study.run(options).count(Status::kTimeout) == 1);
  CHECK(stopped_after == std::vector<double>{51});
}

TEST_CASE("an exception on the way out of a stopped cell is no failure",
          "[unit]") {
  ToyRun study;
  std::atomic<int> asked{0};
  RunOptions options{.timeout = 5};
  options.clock = [&] { return asked++; };
  study.toy.instead["tune 0 0"] = [](const RunContext& context) -> CellResult {
    wait_for_stop(context);
    throw std::runtime_error("stopped");
  };
  CHECK(study.run(options).count(Status::kTimeout) == 1);
}

TEST_CASE("an interrupt ends a run and leaves nothing half done", "[unit]") {
  for (const int jobs : {1, 2}) {
    ToyRun study;
    study.settings = toy_settings(6, 1);
    std::atomic<bool> interrupt{false};
    study.toy.instead["train 1 0"] = [&](const RunContext& context) {
      interrupt = true;
      return wait_for_stop(context);
    };
    const RunSummary summary =
        study.run({.jobs = jobs, .interrupt = &interrupt});
    CHECK(summary.interrupted);
    CHECK(!summary.complete());
    CHECK(summary.failures.empty());
    CHECK(study.result("train 1 0").status == Status::kInterrupted);
    CHECK(summary.count(Status::kOk) ==
          stored_files(study.folder.path()).size());
    CHECK(summary.ran == summary.count(Status::kOk));
    if (jobs == 1) {
      CHECK(study.toy.log() == std::vector<std::string>{"tune 0 0", "train 0 0",
                                                        "combine 0 0",
                                                        "train 1 0"});
    }
    study.toy.instead.clear();
    CHECK(study.run().count(Status::kOk) == 13);
  }
}

TEST_CASE("a cell that finishes in spite of the interrupt is kept", "[unit]") {
  ToyRun study;
  std::atomic<bool> interrupt{false};
  study.toy.instead["tune 0 0"] = [&](const RunContext&) {
    interrupt = true;
    return CellResult{Status::kOk, "", {{"sum", 2.0}}};
  };
  CHECK(study.run({.interrupt = &interrupt}).count(Status::kOk) == 1);
  CHECK(study.result("tune 0 0").values.number("sum") == 2.0);
}

TEST_CASE("a result that cannot be stored ends the run", "[unit]") {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / "file", "");
  const CellStore store(folder.path() / "file" / "cells");
  for (const int jobs : {1, 4}) {
    ToyExperiment toy;
    toy.instead["tune 0 0"] = [](const RunContext&) { return CellResult{}; };
    CHECK_THROWS_AS(run_toy(toy, toy_settings(3, 1), store, {.jobs = jobs}),
                    UserError);
    CHECK(toy.log().size() == 1);
  }
}

TEST_CASE("what was measured lies beside the result", "[unit]") {
  ToyRun study;
  double now = 0;
  RunOptions options;
  options.clock = [&] { return now += 0.25; };
  options.measured = {{"version", "1.2.3"}};
  options.date = [] { return std::string("2020-01-02T03:04:05Z"); };
  study.settings = toy_settings(1, 1);
  study.run(options);
  for (const auto& [name, bytes] : stored_files(study.folder.path())) {
    CHECK(bytes.find(R"("measured": {"version":"1.2.3","seconds":0.25,)"
                     R"("finished":"2020-01-02T03:04:05Z"})") !=
          std::string::npos);
  }
}
