#include "core/harness/run/prerequisite_cache.h"

#include <catch.h>

#include <stdexcept>

#include "core/base/temporary_folder.h"
#include "core/harness/run/toy_experiment_testing.h"

using namespace zipml;

TEST_CASE("a prerequisite is kept for as long as a cell needs it", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  const ToyExperiment toy;
  const Plan plan = make_plan(toy.plan(toy_settings(2, 1))->cells(), store,
                              Selection::kUnfinished);
  const PlannedCell& tune = plan.cells[0];
  const PlannedCell& first = plan.cells[1];
  const PlannedCell& second = plan.cells[3];
  REQUIRE(first.node.prerequisites == std::vector<std::size_t>{0});
  REQUIRE(second.node.prerequisites == std::vector<std::size_t>{0});

  PrerequisiteCache cache(plan, store);
  CHECK(cache.of(tune).empty());
  CHECK_THROWS_AS(cache.of(first), std::runtime_error);
  store.save(*tune.node.cell, {Status::kOk, "", {{"sum", 2.5}}}, {});
  CHECK(cache.of(first).at(0).values.number("sum") == 2.5);
  cache.release(first);
  CHECK(cache.size() == 1);
  // From memory: the file is no longer needed.
  std::filesystem::remove(store.path_of(*tune.node.cell));
  CHECK(cache.of(second).at(0).values.number("sum") == 2.5);
  cache.release(second);
  CHECK(cache.size() == 0);
}
