#include <catch.h>

#include <cmath>

#include "core/deep/network_engine.h"
#include "experiments/deep/cells.h"
#include "experiments/small_studies_testing.h"

using namespace zipml;

namespace {

bool without_engine() {
  if (!missing_network_engine()) return false;
  WARN("not tried: " << *missing_network_engine());
  return true;
}

}  // namespace

TEST_CASE("a network's cell that was stopped goes on to the same result",
          "[unit]") {
  if (without_engine()) return;
  const SmallStudies studies;
  const Experiment& experiment = studies.experiment("deep");
  const auto point = experiment.plan(studies.settings(experiment));
  for (const auto& cell : point->cells()) {
    INFO(cell->parameters.text("quantizer"));
    const CellResult whole = experiment.run(*cell, {}, RunContext());
    REQUIRE(whole.status == Status::kOk);
    // Stopped before each batch in turn.
    std::string kept;
    int runs = 0;
    CellResult result;
    do {
      int asked = 0;
      const RunContext context(
          [&] { return ++asked > 1; }, [] { return 0.0; },
          {.load = [&] { return kept; },
           .save = [&](const std::string& bytes) { kept = bytes; }});
      result = experiment.run(*cell, {}, context);
      ++runs;
    } while (result.status == Status::kInterrupted && runs < 100);
    const bool full = cell->parameters.text("quantizer") == deep::kFull;
    CHECK(runs == (full ? 6 : 4));
    CHECK(result.rows == whole.rows);
    CHECK(result.values == whole.values);
  }
}

TEST_CASE("a network's run is logged and tested as often as it says",
          "[unit]") {
  if (without_engine()) return;
  const SmallStudies studies;
  const Experiment& experiment = studies.experiment("deep");
  const auto point = experiment.plan(studies.settings(experiment));
  const CellResult result =
      experiment.run(*point->cells().front(), {}, RunContext());
  // Every second batch, each third with a test, and the ends of both stages.
  const std::vector<std::pair<std::int64_t, bool>> expected = {
      {0, true}, {2, false}, {3, true}, {4, true}, {6, true}};
  REQUIRE(result.rows.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Record& row = result.rows[i];
    INFO(i);
    CHECK(row.integer("iteration") == expected[i].first);
    CHECK(std::isfinite(row.number("test_accuracy")) == expected[i].second);
    CHECK(std::isfinite(row.number("loss")));
    CHECK(std::isfinite(row.number("mean_loss")) == (i > 0));
  }
  // Of batches 0 to 3: two before the second row, one before the next ones.
  const double mean = (2 * result.rows[1].number("mean_loss") +
                       result.rows[2].number("mean_loss") +
                       result.rows[3].number("mean_loss")) /
                      4;
  CHECK(result.values.number("train_loss") == Approx(mean).epsilon(1e-12));
  CHECK(result.values.number("test_accuracy") ==
        result.rows[3].number("test_accuracy"));
  CHECK(result.values.number("late_test_accuracy") ==
        result.rows[4].number("test_accuracy"));
}

TEST_CASE("a network whose loss is no number has diverged", "[unit]") {
  if (without_engine()) return;
  const SmallStudies studies;
  const Experiment& experiment = studies.experiment("deep");
  Settings settings = studies.settings(experiment);
  settings.parameters.set("sgd.step_size", 10.0);
  settings.parameters.set("sgd.iterations", 60);
  const auto point = experiment.plan(settings);
  const CellResult result =
      experiment.run(*point->cells().front(), {}, RunContext());
  CHECK(result.status == Status::kDiverged);
  CHECK(!std::isfinite(result.rows.back().number("loss")));
  CHECK(std::isnan(result.values.number("test_accuracy")));
  // What was planned without libtorch is skipped, and says why.
  Cell without = *point->cells().front();
  without.parameters.set("libtorch", false);
  const CellResult skipped = experiment.run(without, {}, RunContext());
  CHECK(skipped.status == Status::kSkipped);
  CHECK(!skipped.reason.empty());
}
