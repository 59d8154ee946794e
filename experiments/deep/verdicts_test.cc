#include <catch.h>

#include <limits>

#include "experiments/deep/analysis.h"
#include "experiments/refutation_testing.h"

using namespace zipml;
using namespace zipml::deep;

namespace {

// Three starts of a quantizer that end at an accuracy, or diverge.
std::vector<CellResult> starts(double accuracy, int diverged = 0) {
  std::vector<CellResult> results;
  for (int start = 0; start < 3; ++start) {
    const bool fails = start < diverged;
    const double none = std::numeric_limits<double>::quiet_NaN();
    results.push_back(
        {.status = fails ? Status::kDiverged : Status::kOk,
         .values = {{"test_accuracy", fails ? none : accuracy + 0.001 * start},
                    {"train_loss", fails ? none : 1 - accuracy}}});
    for (const std::string& name : kMeasured) {
      results.back().values.set("errors." + name, Value::List{0.1, 0.2});
    }
  }
  return results;
}

Verdict accuracy_gain(const DeepSetting& setting, int coded_diverged,
                      int uniform_diverged) {
  MadeUp made_up;
  DeepRuns runs{.setting = setting, .quantizers = {kUniform, kAsCoded}};
  runs.training[kAsCoded] = made_up.runs(starts(0.72, coded_diverged));
  runs.training[kUniform] = made_up.runs(starts(0.65, uniform_diverged));
  for (const Verdict& verdict : make_verdicts(runs)) {
    if (verdict.kind == "accuracy_gain") return verdict;
  }
  FAIL("no such verdict");
  return {};
}

}  // namespace

TEST_CASE("a network that diverges is worse than one that does not", "[unit]") {
  const DeepSetting paper{.data = "CIFAR-10"};
  const auto outcome = [&](int coded, int uniform) {
    return accuracy_gain(paper, coded, uniform).judgement.outcome;
  };
  CHECK(outcome(0, 0) == Outcome::kReproduced);
  CHECK(outcome(0, 1) == Outcome::kReproduced);
  CHECK(outcome(0, 3) == Outcome::kReproduced);
  CHECK(outcome(1, 0) == Outcome::kNotReproduced);
  CHECK(outcome(3, 0) == Outcome::kNotReproduced);
  CHECK(outcome(1, 2) == Outcome::kInconclusive);
}

TEST_CASE("a claim about the paper's networks is tried on no others",
          "[unit]") {
  const DeepSetting paper{.data = "CIFAR-10"};
  CHECK(paper.why_not(kPaperIterations).empty());
  CHECK(paper.why_not(kCaffeIterations).empty());
  DeepSetting stand_in = paper;
  stand_in.data = DataLabel("Fashion-MNIST", "CIFAR-10");
  CHECK(stand_in.why_not(kPaperIterations).empty());  // set apart as one
  const auto changed = [&](auto&& change) {
    DeepSetting own = paper;
    change(own);
    return own;
  };
  const std::vector<DeepSetting> others = {
      changed([](DeepSetting& own) { own.data = "MNIST"; }),
      changed([](DeepSetting& own) { own.whole = false; }),
      changed([](DeepSetting& own) { own.batch_size = 20; }),
      changed([](DeepSetting& own) { own.is_caffes_recipe = false; }),
      changed([](DeepSetting& own) { own.rounding = "stochastic"; }),
      changed([](DeepSetting& own) { own.iterations = 700; })};
  for (const DeepSetting& own : others) {
    CHECK(!own.why_not(kPaperIterations).empty());
    CHECK(accuracy_gain(own, 0, 0).judgement.outcome == Outcome::kNotTestable);
  }
  // The last stage is at the smaller step.
  CHECK(!changed([](DeepSetting& own) { own.second_iterations = 0; })
             .why_not(kCaffeIterations)
             .empty());
  CHECK(changed([](DeepSetting& own) {
          own.iterations = 700;
          own.second_iterations = 0;
        })
            .why_not(500)
            .empty());
}
