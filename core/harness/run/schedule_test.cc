#include "core/harness/run/schedule.h"

#include <catch.h>

using namespace zipml;

namespace {

PlannedCell cell(std::vector<std::size_t> prerequisites,
                 Action action = Action::kRun) {
  PlannedCell planned;
  planned.node.prerequisites = std::move(prerequisites);
  planned.action = action;
  return planned;
}

}  // namespace

TEST_CASE("a cell begins once all its prerequisites have ended", "[unit]") {
  // 3 needs 0, 1 and 2, where 2 is done; 4 needs 3; 5 is not to be run.
  const Plan plan{{cell({}), cell({}), cell({}, Action::kSkip), cell({0, 1, 2}),
                   cell({3}), cell({0}, Action::kSkip)}};
  Schedule schedule(plan);
  CHECK(schedule.ready() == 2);
  CHECK(schedule.take() == 0u);
  CHECK(schedule.take() == 1u);
  CHECK(!schedule.take());
  CHECK(schedule.finish(1) == 0);
  CHECK(!schedule.take());
  CHECK(schedule.finish(0) == 1);
  CHECK(schedule.take() == 3u);
  CHECK(schedule.finish(3) == 1);
  CHECK(schedule.take() == 4u);
  CHECK(schedule.finish(4) == 0);
  CHECK(!schedule.take());
}

TEST_CASE("a prerequisite that is named twice ends once", "[unit]") {
  const Plan plan{{cell({}), cell({0, 0})}};
  Schedule schedule(plan);
  CHECK(schedule.take() == 0u);
  CHECK(schedule.finish(0) == 1);
  CHECK(schedule.take() == 1u);
}

TEST_CASE("an exclusive cell runs alone, and no take is lost by it", "[unit]") {
  Cell alone;
  alone.exclusive = true;
  PlannedCell exclusive = cell({});
  exclusive.node.cell = std::make_shared<const Cell>(alone);
  // 0, 2 and 3 run beside each other, 1 with none; 4 needs 2.
  const Plan plan{{cell({}), exclusive, cell({}), cell({}), cell({2})}};
  Schedule schedule(plan);
  CHECK(schedule.ready() == 4);
  CHECK(schedule.take() == 0u);
  CHECK(schedule.take() == 2u);  // 1 waits
  CHECK(schedule.take() == 3u);
  CHECK(!schedule.take());  // 1 still waits: to be tried again
  CHECK(schedule.finish(0) == 1);
  CHECK(!schedule.take());
  CHECK(schedule.finish(3) == 1);
  CHECK(!schedule.take());
  // Once more for 1, and for 4.
  CHECK(schedule.finish(2) == 2);
  CHECK(schedule.take() == 1u);
  CHECK(!schedule.take());  // 4 waits for 1 to end
  CHECK(schedule.finish(1) == 1);
  CHECK(schedule.take() == 4u);
  CHECK(schedule.finish(4) == 0);
  CHECK(!schedule.take());
  CHECK(schedule.ready() == 0);
}

TEST_CASE("one at a time, an exclusive cell keeps its place", "[unit]") {
  Cell alone;
  alone.exclusive = true;
  PlannedCell exclusive = cell({});
  exclusive.node.cell = std::make_shared<const Cell>(alone);
  const Plan plan{{cell({}), exclusive, cell({})}};
  Schedule schedule(plan);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(schedule.take() == i);
    CHECK(schedule.finish(i) == 0);
  }
}
