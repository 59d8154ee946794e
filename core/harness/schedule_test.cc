#include "core/harness/schedule.h"

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
