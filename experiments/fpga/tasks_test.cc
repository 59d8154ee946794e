#include "experiments/fpga/tasks.h"

#include <catch.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/fpga/design_table.h"
#include "core/fpga/timing.h"
#include "core/harness/config/config.h"
#include "experiments/fpga/cells.h"
#include "experiments/fpga/fpga.h"

using namespace zipml;
using namespace zipml::fpga;

namespace {

// The plan of a study.
struct Planned {
  std::unique_ptr<Experiment> experiment = make_fpga();
  std::unique_ptr<const PlannedPoint> point;

  explicit Planned(std::vector<Override> sets, int machine_threads = 1) {
    const ExperimentInfo* info = &experiment->info();
    Settings settings =
        load_study({.experiment = "fpga", .sets = std::move(sets)},
                   std::vector<const ExperimentInfo*>{info})
            .points[0]
            .settings;
    settings.machine_threads = machine_threads;
    point = experiment->plan(settings);
  }
  const Scope& scope() const {
    return dynamic_cast<const Cells&>(*point).scope();
  }
  // The first cell of a task with these parameters.
  const Cell& cell(const std::string& task, const Record& wanted) const {
    const CellGroup& cells = point->cells();
    const auto found =
        std::find_if(cells.begin(), cells.end(), [&](const auto& cell) {
          return cell->task == task &&
                 std::all_of(
                     wanted.begin(), wanted.end(),
                     [&](const Record::Field& field) {
                       const Value* value = cell->parameters.find(field.first);
                       return value != nullptr && *value == field.second;
                     });
        });
    REQUIRE(found != cells.end());
    return **found;
  }
};

const std::vector<Override> kSmallTraining = {{"training.sets", "60x3"},
                                              {"training.epochs", "5"},
                                              {"training.search_epochs", "3"}};

Record search_of(const char* design) {
  return {{"name", design}, {"pipeline", "hardware"}, {"rows", 60}};
}

}  // namespace

TEST_CASE("the platform of a study is every design's", "[unit]") {
  const Planned study({{"design.link_gbps", "12.8"},
                       {"design.clock_mhz", "250"},
                       {"designs", "q3-base,mlweaving-4"}});
  REQUIRE(study.scope().designs.size() == 2);
  for (const Design& design : study.scope().designs) {
    CHECK(design.link_bytes_per_second == 12.8e9);
    CHECK(design.clock_hz == 250e6);
    CHECK(design.latency_cycles == find_design(design.name).latency_cycles);
    const Design baseline = baseline_of(design);
    CHECK(baseline.name == "float");
    CHECK(baseline.link_bytes_per_second == 12.8e9);
  }
  CHECK(baseline_of(find_design("pynq-q1")).name == "pynq-float");
  const std::vector<Override> wrong = {{"training.designs", "mlweaving"}};
  CHECK_THROWS_AS(Planned(wrong), UserError);
}

TEST_CASE("0 threads are all that the settings say the machine has", "[unit]") {
  const std::vector<Override> none, three = {{"cpu.threads", "3"}};
  CHECK(Planned(none, 7).scope().threads == 7);
  CHECK(Planned(three, 7).scope().threads == 3);
}

TEST_CASE("an epoch's cell is the library's epoch", "[unit]") {
  const std::vector<Override> sets = {{"sets", "synthetic-100,10x8063"}};
  const Planned study(sets);
  const Workload work = data_size("synthetic-100")->workload;
  const CellResult result = run_epoch(
      study.cell(kEpochTask, {{"name", "q2"}, {"features", work.features}}),
      RunContext());
  REQUIRE(result.status == zipml::Status::kOk);
  CHECK(result.values.integer("cycles") ==
        epoch_time(find_design("q2"), work).epoch.cycles);
  CHECK(result.values.integer("lines_per_row") == 1);
  CHECK(result.values.number("bytes_read") == 640'000);
  // Rows of 504 lines and more hang the hardware.
  const CellResult hangs =
      run_epoch(study.cell(kEpochTask, {{"name", "float"}, {"features", 8063}}),
                RunContext());
  CHECK(hangs.status == zipml::Status::kSkipped);
  CHECK(hangs.reason.find("hangs") != std::string::npos);
}

TEST_CASE("a timing runs alone and is the clock's", "[unit]") {
  const Planned study(kSmallTraining, 2);
  const CellResult search =
      run_search(study.cell(kSearchTask, search_of("float")), RunContext());
  REQUIRE(search.status == zipml::Status::kOk);
  for (const int threads : {1, 2}) {
    const Cell& cell =
        study.cell(kCpuTask, {{"rows", 60}, {"threads", threads}});
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
  for (const auto& cell : study.point->cells()) {
    CHECK(cell->exclusive == (cell->task == kCpuTask));
  }
}

TEST_CASE("the search's step trains, stale and sequential", "[unit]") {
  const Planned study(kSmallTraining);
  const CellResult search =
      run_search(study.cell(kSearchTask, search_of("q2")), RunContext());
  REQUIRE(search.status == zipml::Status::kOk);
  for (const Record& row : search.rows) {
    if (row.integer("overflows") > 0) continue;
    CHECK(row.number("final_loss") >= search.values.number("loss"));
    CHECK(row.integer("shift") >= search.values.integer("largest"));
  }
  const auto train = [&](const char* pipeline) {
    return run_training(
        study.cell(kTrainTask, {{"name", "q2"}, {"pipeline", pipeline}}),
        std::vector<CellResult>{search}, RunContext());
  };
  const CellResult stale = train("hardware");
  const CellResult sequential = train("sequential");
  REQUIRE(stale.rows.size() == 6);
  CHECK(stale.values.integer("shift") == search.values.integer("shift"));
  // Same data and draws, so the same start, and then another path.
  CHECK(stale.rows[0].number("loss") == sequential.rows[0].number("loss"));
  CHECK(stale.rows[5].number("loss") != sequential.rows[5].number("loss"));
  CHECK(stale.values.number("final_loss") < stale.rows[0].number("loss"));
}
