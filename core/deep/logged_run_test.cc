#include "core/deep/logged_run.h"

#include <catch.h>

#include <cmath>
#include <limits>
#include <string>

#include "core/deep/training_testing.h"

using namespace zipml;
using namespace zipml::deep_testing;

namespace {

const LogSchedule kSchedule = {
    .log_every = 2, .test_every = 3, .keep_every = 2};

LoggedRun run_of(PullExample& example, DeepTraining& training,
                 const RunHooks& hooks = {}) {
  return run_training(example.spec.recipe, kSchedule,
                      example.feeder.test_rows(), training, hooks);
}

// NaN equals NaN.
bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}
bool same(const LogRow& a, const LogRow& b) {
  return a.iteration == b.iteration && same(a.loss, b.loss) &&
         same(a.mean_loss, b.mean_loss) && same(a.stage_loss, b.stage_loss) &&
         same(a.test_loss, b.test_loss) &&
         same(a.test_accuracy, b.test_accuracy);
}
bool same(const LoggedRun& a, const LoggedRun& b) {
  bool equal = a.end == b.end && a.rows.size() == b.rows.size();
  for (std::size_t i = 0; equal && i < a.rows.size(); ++i) {
    equal = same(a.rows[i], b.rows[i]);
  }
  return equal;
}

// Its loss is infinite from an iteration on.
class Diverging final : public Network {
 public:
  explicit Diverging(int calls) : calls_(calls) {}
  BatchScore gradient(const ImageBatch& batch,
                      const NetworkParameters& parameters,
                      NetworkParameters& gradient) override {
    pull_.gradient(batch, parameters, gradient);
    return score(batch, parameters);
  }
  BatchScore score(const ImageBatch&, const NetworkParameters&) override {
    return {.loss = calls_-- > 0 ? 1 : std::numeric_limits<double>::infinity()};
  }

 private:
  int calls_;
  Pull pull_;
};

}  // namespace

TEST_CASE("a run's rows are those of a plain loop", "[unit]") {
  // Two stages of 3 and 4 batches.
  PullExample example;
  DeepTraining training = example.training();
  const LoggedRun run = run_of(example, training);
  REQUIRE(run.end == RunEnd::kFinished);

  DeepTraining plain = example.training();
  std::vector<double> losses;  // of each batch
  std::vector<LogRow> expected;
  std::size_t last_row = 0;
  const auto mean = [&](std::size_t first) {
    double sum = 0;
    for (std::size_t i = first; i < losses.size(); ++i) sum += losses[i];
    return sum / static_cast<double>(losses.size() - first);
  };
  for (std::int64_t i = 0; i <= 7; ++i) {
    const bool ends = i == 3 || i == 7;
    const bool tested = i % 3 == 0 || ends;
    if (i % 2 == 0 || tested) {
      LogRow row{.iteration = i, .loss = plain.score_next_batch().loss};
      if (i > 0) row.mean_loss = mean(last_row);
      if (ends) row.stage_loss = mean(i == 3 ? 0 : 3);
      if (tested) {
        const BatchScore score = plain.test();
        row.test_loss = score.loss;
        row.test_accuracy = score.correct / 4.0;
      }
      expected.push_back(row);
      last_row = losses.size();
    }
    if (i < 7) losses.push_back(plain.step().loss);
  }
  REQUIRE(run.rows.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO(i);
    CHECK(same(run.rows[i], expected[i]));
  }
}

TEST_CASE("the loss of a stage is that of its last batches", "[unit]") {
  PullExample example("32-bit",
                      {.stages = {{kLossWindow + 20, 0.01}}, .batch_size = 3});
  DeepTraining training = example.training();
  const LoggedRun run = run_of(example, training);
  DeepTraining plain = example.training();
  double sum = 0;
  for (std::int64_t i = 0; i < kLossWindow + 20; ++i) {
    const double loss = plain.step().loss;
    if (i >= 20) sum += loss;
  }
  CHECK(run.rows.back().stage_loss == sum / kLossWindow);
}

TEST_CASE("a run goes on from what it kept, if that is its own", "[unit]") {
  PullExample example("uniform-5");
  DeepTraining whole = example.training();
  const LoggedRun expected = run_of(example, whole);

  // Killed after each number of batches: what was kept on the way stands.
  for (int batches = 0; batches <= 7; ++batches) {
    INFO(batches);
    std::string kept;
    RunHooks hooks{.computed_by = "here",
                   .kept = [&] { return kept; },
                   .keep = [&](const std::string& bytes) { kept = bytes; }};
    int asked = 0;
    hooks.should_stop = [&] { return asked++ >= batches; };
    DeepTraining first = example.training();
    const LoggedRun stopped = run_of(example, first, hooks);
    CHECK(stopped.end == (batches < 7 ? RunEnd::kStopped : RunEnd::kFinished));
    REQUIRE(!kept.empty());

    hooks.should_stop = [] { return false; };
    const std::string own = kept;
    // Damaged, another's, or its own: the result is the same.
    for (const std::string& bytes :
         {own, own.substr(0, own.size() - 1), own.substr(0, 30), own + "x",
          std::string("x"), std::string()}) {
      kept = bytes;
      DeepTraining second = example.training();
      CHECK(same(run_of(example, second, hooks), expected));
      CHECK(second.state() == whole.state());
    }
    // Of another engine it is left alone.
    kept = own;
    hooks.computed_by = "elsewhere";
    int steps = 0;
    hooks.should_stop = [&] {
      ++steps;
      return false;
    };
    DeepTraining third = example.training();
    CHECK(same(run_of(example, third, hooks), expected));
    CHECK(steps == 7);
  }
}

TEST_CASE("a run that is no number any more has diverged", "[unit]") {
  PullExample example;
  // Every call: 1 test at 0, 2 batches, then infinite.
  Diverging network(5);
  DeepTraining training(example.layers, example.spec, example.feeder, network);
  const LoggedRun run = run_of(example, training);
  CHECK(run.end == RunEnd::kDiverged);
  CHECK(std::isinf(run.rows.back().loss));
  // A step so great that weights overflow while the loss is still finite.
  PullExample great("k-means-5", {.stages = {{50, 1e30}}, .batch_size = 3});
  DeepTraining exploding = great.training();
  CHECK(run_of(great, exploding).end == RunEnd::kDiverged);
}
