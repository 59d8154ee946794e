#include "core/harness/run/parts.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "core/base/temporary_folder.h"
#include "core/harness/cell_ids.h"
#include "core/harness/run/toy_experiment_testing.h"

using namespace zipml;

namespace {

Plan toy_plan(const ToyExperiment& toy, int count,
              const std::filesystem::path& folder) {
  return make_plan(toy.plan(toy_settings(count, 2))->cells(), CellStore(folder),
                   Selection::kUnfinished);
}

// Cells without prerequisites.
Plan loose_plan(int count) {
  CellGroup cells;
  for (int i = 0; i < count; ++i) {
    cells.push_back(std::make_shared<Cell>(
        Cell{.experiment = "toy", .task = "train", .parameters = {{"i", i}}}));
  }
  const TemporaryFolder folder;
  return make_plan(cells, CellStore(folder.path()), Selection::kUnfinished);
}

}  // namespace

TEST_CASE("shards are disjoint, complete and the same again", "[property]") {
  const std::vector<Plan> plans = {loose_plan(50), loose_plan(73)};
  const std::vector<Bundle> bundles = bundles_of(plans);
  CHECK(bundles.size() == 73);  // 50 are of both
  for (const std::size_t count : {1U, 2U, 7U, 73U, 100U}) {
    std::set<std::string> all;
    std::size_t sum = 0;
    for (std::size_t i = 1; i <= count; ++i) {
      const std::set<std::string> shard = shard_of(bundles, i, count);
      CHECK(shard == shard_of(bundles_of(plans), i, count));
      sum += shard.size();
      all.insert(shard.begin(), shard.end());
    }
    CHECK(sum == 73);
    CHECK(all.size() == 73);
  }
}

TEST_CASE("shards of many cells are of about one size", "[property]") {
  // Binomial: 10,000 in 8 parts are 1250 each with a deviation of 33; one of 8
  // lies beyond 5 deviations with a chance below 1e-5.
  const std::vector<Plan> plans = {loose_plan(10'000)};
  const std::vector<Bundle> bundles = bundles_of(plans);
  for (std::size_t i = 1; i <= 8; ++i) {
    const auto size = static_cast<double>(shard_of(bundles, i, 8).size());
    CHECK(std::abs(size - 1250) < 5 * 33.1);
  }
}

TEST_CASE("a machine of its own timings has the same shards", "[unit]") {
  const auto plan_with = [](const char* cpu) {
    Plan plan = loose_plan(20);
    auto timing = std::make_shared<Cell>(Cell{.experiment = "toy",
                                              .task = "time",
                                              .parameters = {{"cpu", cpu}},
                                              .exclusive = true});
    plan.cells.insert(plan.cells.begin(),
                      {.node = {.cell = timing, .id = cell_id(*timing)}});
    return std::vector<Plan>{plan};
  };
  const std::vector<Bundle> here = bundles_of(plan_with("a"));
  const std::vector<Bundle> there = bundles_of(plan_with("b"));
  CHECK(here.size() == 20);
  CHECK(here == there);
  // Another cell more moves no other one.
  Plan more = loose_plan(21);
  const std::vector<Plan> plans = {more};
  for (std::size_t i = 1; i <= 3; ++i) {
    const auto few = shard_of(here, i, 3);
    const auto many = shard_of(bundles_of(plans), i, 3);
    CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
  }
}

TEST_CASE("cells that need each other are of one part", "[unit]") {
  const TemporaryFolder folder;
  const ToyExperiment toy;
  std::vector<Plan> plans = {toy_plan(toy, 3, folder.path()), loose_plan(2)};
  const std::vector<Bundle> bundles = bundles_of(plans);
  CHECK(bundles.size() == 3);
  // The toy's cells all need one.
  const auto largest = std::max_element(
      bundles.begin(), bundles.end(),
      [](const auto& a, const auto& b) { return a.size() < b.size(); });
  CHECK(largest->size() == plans[0].cells.size());
  int whole = 0;
  for (std::size_t i = 1; i <= 3; ++i) {
    Plan plan = plans[0];
    keep_only(plan, shard_of(bundles, i, 3));
    if (plan.count(Action::kRun) == plan.cells.size()) {
      ++whole;
      continue;
    }
    CHECK(plan.count(Action::kRun) == 0);
    CHECK(plan.cells[0].reason == "of another part");
    CHECK(plan.cells[0].status == Status::kInterrupted);
  }
  CHECK(whole == 1);
}

TEST_CASE("the longest first packs evenly", "[property]") {
  // Durations over three decades, as of cells.
  RandomStream stream(StreamKey{.seed = 7});
  std::vector<double> costs(10'000);
  for (double& cost : costs) cost = std::pow(10, 3 * stream.uniform() - 1);
  const double total = std::accumulate(costs.begin(), costs.end(), 0.0);
  const Packing packing = pack(costs, 600, 1000);
  CHECK(packing.tasks.size() ==
        static_cast<std::size_t>(std::ceil(total / 600)));
  CHECK(packing.imbalance() < 0.1);
  CHECK(pack(costs, 1, 1000).tasks.size() == 1000);
  CHECK(pack(costs, 1, 1000).imbalance() < 0.1);
  std::vector<bool> seen(costs.size());
  for (const auto& task : packing.tasks) {
    for (const std::size_t bundle : task) {
      CHECK_FALSE(seen[bundle]);
      seen[bundle] = true;
    }
  }
  CHECK(std::all_of(seen.begin(), seen.end(), [](bool is) { return is; }));
}

TEST_CASE("few bundles or none are packed", "[unit]") {
  CHECK(pack({}, 60, 10).tasks.empty());
  CHECK(pack({}, 60, 10).imbalance() == 0);
  const std::vector<double> costs = {100, 1};
  CHECK(pack(costs, 10, 10).tasks.size() == 2);
  CHECK(pack(costs, 1000, 10).tasks.size() == 1);
  CHECK(pack(costs, 10, 10).longest == 100);
  CHECK(pack(costs, 10, 10).imbalance() == Approx(100 / 50.5 - 1));
}
