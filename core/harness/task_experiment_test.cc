#include "core/harness/task_experiment.h"

#include <catch.h>

#include <stdexcept>

#include "core/harness/runs.h"

using namespace zipml;

namespace {

struct Counter {
  explicit Counter(int start) : value(start) {}
  int value;
};

// Two kinds of cells: "first" ones, and a "second" that needs them.
class Point final : public PlannedPoint {
 public:
  Point(const ExperimentInfo& info, const Settings& settings, Counter&)
      : PlannedPoint(info, settings) {
    first_ = add_repetitions([&](int repetition) {
      return new_cell("first", {{"x", 2}}, repetition);
    });
    Cell second = new_cell("second", {});
    second.prerequisites = first_;
    second_ = {add(std::move(second))};
  }

  Findings analyse(const Results& results) const override {
    Findings findings;
    findings.notes.push_back(std::to_string(Runs(results, first_).size()) +
                             " and " +
                             std::to_string(Runs(results, second_).size()));
    return findings;
  }

 private:
  CellGroup first_, second_;
};

CellResult run_first(const Cell& cell, Counter& counter, const RunContext&) {
  CellResult result;
  result.values = {{"y", cell.parameters.integer("x") + counter.value}};
  return result;
}

CellResult run_second(const Cell&, std::span<const CellResult> prerequisites,
                      const RunContext&) {
  CellResult result;
  result.values = {{"sum", std::int64_t(prerequisites.size())}};
  return result;
}

TaskExperiment<Point, Counter> experiment() {
  return {ExperimentInfo{.name = "two", .version = 3},
          {{"first", run_first}, {"second", run_second}},
          40};
}

}  // namespace

TEST_CASE("each cell is computed by the task of its name", "[unit]") {
  const auto two = experiment();
  const auto point = two.plan({.seed = 9, .repetitions = 2});
  REQUIRE(point->cells().size() == 3);
  const Cell& first = *point->cells()[1];
  CHECK(first.experiment == "two");
  CHECK(first.version == 3);
  CHECK(first.seed == 9);
  CHECK(first.repetition == 1);
  CHECK(two.run(first, {}, RunContext()).values.integer("y") == 42);
  const std::vector<CellResult> before(2);
  CHECK(
      two.run(*point->cells()[2], before, RunContext()).values.integer("sum") ==
      2);
  CHECK_THROWS_AS(two.run(Cell{.task = "third"}, {}, RunContext()),
                  std::logic_error);
}

TEST_CASE("the analysis finds the cells that the plan has named", "[unit]") {
  const auto two = experiment();
  const auto point = two.plan({.repetitions = 2});
  Results results;
  for (const auto& cell : point->cells()) results.add(*cell, {});
  CHECK(point->analyse(results).notes == std::vector<std::string>{"2 and 1"});
}
