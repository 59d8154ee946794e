#include "core/harness/runs.h"

#include <catch.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/harness/experiment.h"

using namespace zipml;

namespace {

std::shared_ptr<const Cell> cell_of(int repetition) {
  return std::make_shared<const Cell>(
      Cell{.experiment = "test", .repetition = repetition});
}

// Three repetitions with losses 0 1 2, 1 2 3 and 2 3 4, the last of which
// diverged.
struct ThreeRuns {
  Results results;
  CellGroup cells;

  ThreeRuns() {
    for (int repetition = 0; repetition < 3; ++repetition) {
      CellResult result;
      for (int epoch = 0; epoch <= 2; ++epoch) {
        result.rows.push_back(
            {{"epoch", epoch}, {"loss", double(epoch + repetition)}});
      }
      result.values = {{"final_loss", 2.0 + repetition}};
      if (repetition == 2) result.status = Status::kDiverged;
      cells.push_back(cell_of(repetition));
      results.add(*cells.back(), result);
    }
  }
};

}  // namespace

TEST_CASE("mean curves average over repetitions", "[unit]") {
  const ThreeRuns own;
  const Runs runs(own.results, own.cells);
  const Series series = runs.mean_curve("loss", 10);
  CHECK(series.x == std::vector<double>{1, 2});
  CHECK(series.y[0] == Approx(20));
  CHECK(series.low[0] < 20);
  // A scale a repetition; NaN leaves it out: (0 + 1) * 10 and (2 + 1) * 2.
  const Series scaled = runs.mean_curve(
      "loss", {10, std::numeric_limits<double>::quiet_NaN(), 2});
  CHECK(scaled.y == std::vector<double>{8, 14});
  CHECK(runs.values("final_loss") == std::vector<double>{2, 3, 4});
  CHECK(runs.interval("final_loss").mean == 3);
  const Divergence divergence = runs.divergence();
  CHECK((divergence.diverged == 1 && divergence.runs == 3));
}

TEST_CASE("a mean curve is infinite from where a run diverged", "[unit]") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  ThreeRuns own;
  CellResult result = own.results.of(own.cells[2]);
  result.rows.resize(2);
  own.results.add(*own.cells[2], result);
  const Series series = Runs(own.results, own.cells).mean_curve("loss");
  CHECK(series.x == std::vector<double>{1, 2});
  CHECK(series.y == std::vector<double>{2, kInfinity});
  // All of them, in the first epoch.
  for (const auto& cell : own.cells) {
    result.rows.resize(1);
    own.results.add(*cell, result);
  }
  const Series none = Runs(own.results, own.cells).mean_curve("loss");
  CHECK(none.x == std::vector<double>{1});
  CHECK(none.y == std::vector<double>{kInfinity});
}

TEST_CASE("a repetition without a result has no value and no curve", "[unit]") {
  ThreeRuns own;
  own.results.add(*own.cells[1], {.status = Status::kFailed, .reason = "why"});
  const Runs runs(own.results, own.cells);
  CHECK(runs.size() == 3);
  CHECK(std::isnan(runs.values("final_loss")[1]));
  CHECK(present(runs.values("final_loss")) == std::vector<double>{2, 4});
  CHECK(runs.interval("final_loss").n == 2);
  CHECK(runs.curves("loss")[1].empty());
  CHECK(runs.mean_curve("loss").y == std::vector<double>{2, 3});
  CHECK((runs.divergence().diverged == 1 && runs.divergence().runs == 2));
  CHECK(runs[1].reason == "why");
}

TEST_CASE("no repetitions: nothing, and nothing invented", "[unit]") {
  const Runs runs(Results(), {});
  CHECK(runs.size() == 0);
  CHECK(runs.interval("loss").n == 0);
  CHECK(runs.mean_curve("loss").empty());
}

TEST_CASE("a cell that was not run is a mistake of the plan", "[unit]") {
  const ThreeRuns own;
  CHECK_THROWS_AS(Runs(own.results, {cell_of(7)}), std::out_of_range);
}

TEST_CASE("runs keep the names of their groups", "[unit]") {
  const ThreeRuns own;
  const std::map<std::string, std::map<int, CellGroup>> groups = {
      {"naive", {{2, {own.cells[0]}}, {4, {own.cells[1], own.cells[2]}}}}};
  const auto runs = runs_of(own.results, groups);
  CHECK(runs.at("naive").at(2).values("final_loss") == std::vector<double>{2});
  CHECK(runs.at("naive").at(4).values("final_loss") ==
        std::vector<double>{3, 4});
}

TEST_CASE("only repetitions that both have are paired", "[unit]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(pairwise({1, nan, 3, 4}, {10, 20, nan, 40}, std::plus<double>()) ==
        std::vector<double>{11, 44});
}
