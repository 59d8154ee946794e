#include "core/harness/run/plan.h"

#include <catch.h>

#include <fstream>
#include <map>

#include "core/base/temporary_folder.h"
#include "core/harness/cell_ids.h"
#include "core/harness/run/toy_experiment_testing.h"

using namespace zipml;

namespace {

using Lines = std::map<std::string, std::string>;

// key -> "run: reason" or "skip: reason"
Lines lines_of(const Plan& plan) {
  Lines lines;
  for (const PlannedCell& cell : plan.cells) {
    const char* action = cell.action == Action::kRun ? "run: " : "skip: ";
    lines[ToyExperiment::key(*cell.node.cell)] = action + cell.reason;
  }
  return lines;
}

struct PlannedToy {
  TemporaryFolder folder;
  CellStore store{folder.path()};
  ToyExperiment toy;
  Settings settings = toy_settings(2, 1);

  Lines planned(Selection selection = Selection::kUnfinished) const {
    return lines_of(make_plan(toy.plan(settings)->cells(), store, selection));
  }
  // The cell with this key.
  Cell cell(const std::string& key) const {
    for (const CellNode& node : cell_graph(toy.plan(settings)->cells())) {
      if (ToyExperiment::key(*node.cell) == key) return *node.cell;
    }
    throw std::out_of_range(key);
  }
  void forget(const std::string& key) const {
    std::filesystem::remove(store.path_of(cell(key)));
  }
  std::string name(const std::string& key) const {
    return "toy/" + cell(key).task + " #0 (" + cell_id(cell(key)).substr(0, 8) +
           ")";
  }
};

}  // namespace

TEST_CASE("everything is run at first, nothing afterwards", "[unit]") {
  PlannedToy study;
  CHECK(study.planned() == Lines{{"tune 0 0", "run: new"},
                                 {"train 0 0", "run: new"},
                                 {"train 1 0", "run: new"},
                                 {"combine 0 0", "run: new"},
                                 {"combine 1 0", "run: new"}});
  run_toy(study.toy, study.settings, study.store);
  for (const auto& [key, line] : study.planned()) CHECK(line == "skip: done");
  for (const auto& [key, line] : study.planned(Selection::kAll)) {
    CHECK(line == "run: forced");
  }
}

TEST_CASE("grid points share their cells", "[unit]") {
  PlannedToy study;
  CellGroup cells = study.toy.plan(toy_settings(2, 1))->cells();
  const CellGroup more = study.toy.plan(toy_settings(3, 1))->cells();
  cells.insert(cells.end(), more.begin(), more.end());
  const Plan plan = make_plan(cells, study.store, Selection::kUnfinished);
  CHECK(plan.cells.size() == 1 + 3 + 3);
  CHECK(plan.count(Action::kRun) == 7);
  for (std::size_t i = 0; i < plan.cells.size(); ++i) {
    for (const std::size_t prerequisite : plan.cells[i].node.prerequisites) {
      CHECK(prerequisite < i);
    }
  }
}

TEST_CASE("failures are run again, results that are not ok are kept",
          "[unit]") {
  PlannedToy study;
  study.toy.instead["train 0 0"] = [](const RunContext&) -> CellResult {
    throw std::runtime_error("out of memory");
  };
  study.toy.instead["train 1 0"] = [](const RunContext&) {
    return CellResult{Status::kDiverged, "inf"};
  };
  run_toy(study.toy, study.settings, study.store);
  CHECK(study.planned() ==
        Lines{{"tune 0 0", "skip: done"},
              {"train 0 0", "run: failed before: out of memory"},
              {"train 1 0", "skip: done: diverged"},
              {"combine 0 0", "run: new"},
              {"combine 1 0",
               "skip: its prerequisite diverged: " + study.name("train 1 0")}});
  study.store.save(study.cell("train 0 0"),
                   {Status::kTimeout, "took longer than 3 s"}, {});
  study.store.save(study.cell("train 1 0"), {Status::kSkipped, "no such data"},
                   {});
  const Lines lines = study.planned();
  CHECK(lines.at("train 0 0") == "run: timed out before: took longer than 3 s");
  CHECK(lines.at("train 1 0") == "skip: done: skipped: no such data");
  CHECK(lines.at("combine 1 0") ==
        "skip: its prerequisite was skipped: " + study.name("train 1 0"));
}

TEST_CASE("what follows a cell that runs is run again", "[unit]") {
  PlannedToy study;
  run_toy(study.toy, study.settings, study.store);
  study.forget("train 0 0");
  CHECK(study.planned() == Lines{{"tune 0 0", "skip: done"},
                                 {"train 0 0", "run: new"},
                                 {"train 1 0", "skip: done"},
                                 {"combine 0 0", "run: prerequisite runs"},
                                 {"combine 1 0", "skip: done"}});
}

TEST_CASE("a cell goes on from its checkpoint or begins anew", "[unit]") {
  PlannedToy study;
  using Starts = std::map<std::string, Start>;
  const auto starts = [&](Selection selection) {
    Starts chosen;
    const auto cells = study.toy.plan(study.settings)->cells();
    for (const PlannedCell& cell :
         make_plan(cells, study.store, selection).cells) {
      if (cell.action != Action::kRun) continue;
      chosen[ToyExperiment::key(*cell.node.cell)] = cell.start;
    }
    return chosen;
  };
  run_toy(study.toy, study.settings, study.store);
  for (const auto& [key, start] : starts(Selection::kAll)) {
    CHECK(start == Start::kAnew);
  }
  study.store.save(study.cell("train 0 0"), {Status::kTimeout, "x"}, {});
  study.forget("combine 1 0");
  CHECK(starts(Selection::kUnfinished) ==
        Starts{{"train 0 0", Start::kCheckpoint},
               {"combine 0 0", Start::kAnew},
               {"combine 1 0", Start::kCheckpoint}});
  CHECK(
      starts(Selection::kOnlyFailed) ==
      Starts{{"train 0 0", Start::kCheckpoint}, {"combine 0 0", Start::kAnew}});
}

TEST_CASE("only the failed: with what needs them and what they need",
          "[unit]") {
  PlannedToy study;
  study.settings = toy_settings(3, 1);
  run_toy(study.toy, study.settings, study.store);
  study.store.save(study.cell("train 0 0"), {Status::kFailed, "x"}, {});
  study.forget("combine 0 0");
  study.forget("combine 1 0");
  CHECK(study.planned(Selection::kOnlyFailed) ==
        Lines{{"tune 0 0", "skip: done"},
              {"train 0 0", "run: failed before: x"},
              {"train 1 0", "skip: done"},
              {"train 2 0", "skip: done"},
              {"combine 0 0", "run: prerequisite runs"},
              {"combine 1 0", "skip: not there, and only failed cells are run"},
              {"combine 2 0", "skip: done"}});

  // Without the tuning's result the failed cell cannot run; then all that
  // rests on it is run.
  study.forget("tune 0 0");
  const Lines lines = study.planned(Selection::kOnlyFailed);
  CHECK(lines.at("tune 0 0") == "run: needed by a cell that runs");
  CHECK(lines.at("train 2 0") == "run: prerequisite runs");
  CHECK(lines.at("combine 2 0") == "run: prerequisite runs");
}

TEST_CASE("a corrupted file is damaged, and its cell run again", "[unit]") {
  PlannedToy study;
  run_toy(study.toy, study.settings, study.store);
  const auto before = stored_files(study.folder.path());
  const std::string table = toy_table(study.toy, study.settings, study.store);
  std::ofstream(study.store.path_of(study.cell("combine 0 0"))) << "{\"form";
  std::filesystem::copy_file(study.store.path_of(study.cell("train 0 0")),
                             study.store.path_of(study.cell("combine 1 0")),
                             std::filesystem::copy_options::overwrite_existing);
  CHECK(study.planned().at("combine 0 0") == "run: damaged");
  CHECK(study.planned().at("combine 1 0") == "run: damaged");
  study.toy.clear_log();
  run_toy(study.toy, study.settings, study.store);
  CHECK(study.toy.log() ==
        std::vector<std::string>{"combine 0 0", "combine 1 0"});
  CHECK(stored_files(study.folder.path()) == before);
  CHECK(toy_table(study.toy, study.settings, study.store) == table);
}
