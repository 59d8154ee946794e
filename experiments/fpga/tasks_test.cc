#include "experiments/fpga/tasks.h"

#include <catch.h>

#include "core/base/error.h"
#include "core/fpga/design_table.h"
#include "core/fpga/timing.h"
#include "core/harness/config/config.h"
#include "experiments/fpga/cells.h"
#include "experiments/fpga/fpga.h"

using namespace zipml;
using namespace zipml::fpga;

namespace {

struct Point {
  std::unique_ptr<Experiment> experiment = make_fpga();
  Settings settings;

  explicit Point(std::vector<Override> sets) {
    const ExperimentInfo* info = &experiment->info();
    settings = load_study({.experiment = "fpga", .sets = std::move(sets)},
                          std::vector<const ExperimentInfo*>{info})
                   .points[0]
                   .settings;
  }
  CellMaker cells() const { return {experiment->info(), settings}; }
};

const DataSize kSmall = {"60x3", {.samples = 60, .features = 3}};

}  // namespace

TEST_CASE("the platform of a study is every design's", "[unit]") {
  const Point study({{"design.link_gbps", "12.8"},
                     {"design.clock_mhz", "250"},
                     {"designs", "q3-base,mlweaving-4"}});
  const CellMaker cells = study.cells();
  REQUIRE(cells.designs().size() == 2);
  for (const Design& design : cells.designs()) {
    CHECK(design.link_bytes_per_second == 12.8e9);
    CHECK(design.clock_hz == 250e6);
    CHECK(design.latency_cycles == find_design(design.name).latency_cycles);
    const Design baseline = CellMaker::baseline_of(design);
    CHECK(baseline.name == "float");
    CHECK(baseline.link_bytes_per_second == 12.8e9);
  }
  CHECK(CellMaker::baseline_of(find_design("pynq-q1")).name == "pynq-float");
  const std::vector<Override> wrong = {{"training.designs", "mlweaving"}};
  CHECK_THROWS_AS(Point(wrong).cells(), UserError);
}

TEST_CASE("an epoch's cell is the library's epoch", "[unit]") {
  const Point study({});
  const CellMaker cells = study.cells();
  const DataSize set = data_size("synthetic-100").value();
  const CellResult result = run_epoch(cells.epoch(find_design("q2"), set));
  REQUIRE(result.status == zipml::Status::kOk);
  CHECK(result.values.integer("cycles") ==
        epoch_time(find_design("q2"), set.workload).epoch.cycles);
  CHECK(result.values.integer("lines_per_row") == 1);
  CHECK(result.values.number("bytes_read") == 640'000);
  // Rows of 504 lines and more hang the hardware.
  const CellResult hangs = run_epoch(
      cells.epoch(find_design("float"), data_size("10x8063").value()));
  CHECK(hangs.status == zipml::Status::kSkipped);
  CHECK(hangs.reason.find("hangs") != std::string::npos);
}

TEST_CASE("a timing runs alone and is the clock's", "[unit]") {
  const Point study({{"training.sets", "60x3"},
                     {"training.epochs", "5"},
                     {"training.search_epochs", "3"}});
  const CellMaker cells = study.cells();
  const CellResult search = run_search(
      cells.step_search(kSmall, find_design("float"), Pipeline::kHardware),
      RunContext());
  REQUIRE(search.status == zipml::Status::kOk);
  for (const int threads : {1, 2}) {
    const Cell cell = cells.cpu(kSmall, threads, 0);
    CHECK(cell.exclusive);
    // Each look at the clock is half a second later: one at an epoch's
    // beginning and one at its end.
    double now = 0;
    const RunContext context([] { return false; }, [&] { return now += 0.5; });
    const CellResult result =
        run_cpu(cell, std::vector<CellResult>{search}, context);
    REQUIRE(result.status == zipml::Status::kOk);
    CHECK(result.values.number("seconds_per_epoch") == 0.5);
    REQUIRE(result.rows.size() == 6);
    CHECK(result.rows[5].number("loss") < result.rows[0].number("loss"));
  }
  for (const Cell& cell : cells.all()) {
    CHECK(cell.exclusive == (cell.task == "cpu"));
  }
}

TEST_CASE("the search's step trains, stale and sequential", "[unit]") {
  const Point study({{"training.sets", "60x3"},
                     {"training.epochs", "5"},
                     {"training.search_epochs", "3"}});
  const CellMaker cells = study.cells();
  const Design q2 = find_design("q2");
  const CellResult search = run_search(
      cells.step_search(kSmall, q2, Pipeline::kHardware), RunContext());
  REQUIRE(search.status == zipml::Status::kOk);
  for (const Record& row : search.rows) {
    if (row.integer("overflows") > 0) continue;
    CHECK(row.number("final_loss") >= search.values.number("loss"));
    CHECK(row.integer("shift") >= search.values.integer("largest"));
  }
  const auto train = [&](Pipeline pipeline) {
    return run_training(cells.training(kSmall, q2, pipeline, 0),
                        std::vector<CellResult>{search});
  };
  const CellResult stale = train(Pipeline::kHardware);
  const CellResult sequential = train(Pipeline::kSequential);
  REQUIRE(stale.rows.size() == 6);
  CHECK(stale.values.integer("shift") == search.values.integer("shift"));
  // Same data and draws, so the same start, and then another path.
  CHECK(stale.rows[0].number("loss") == sequential.rows[0].number("loss"));
  CHECK(stale.rows[5].number("loss") != sequential.rows[5].number("loss"));
  CHECK(stale.values.number("final_loss") < stale.rows[0].number("loss"));
}
