#include "experiments/linear/made_up_training_testing.h"
#include "experiments/mini_batch/analysis.h"

namespace zipml {
namespace {

using namespace mini_batch;

struct MadeUpBatch {
  std::vector<CellResult> full = no_results(), low = no_results();
};

std::vector<Verdict> verdicts(const MadeUpBatch& small,
                              const MadeUpBatch& large) {
  MadeUp made_up;
  SetRuns set{.problem = {.data = "synthetic-100", .set = "synthetic-100"},
              .rule = "shared",
              .bits = 3,
              .epochs = 50};
  for (const auto& [size, batch] : {std::pair{16, small}, {256, large}}) {
    set.batches.push_back(
        {size, made_up.runs(batch.full), made_up.runs(batch.low)});
  }
  return make_verdicts({set});
}

// Fifty epochs, to within 1 % after so many of them.
std::vector<CellResult> runs_of_speed(const std::vector<double>& epochs) {
  std::vector<CellResult> results;
  for (const double own : epochs) {
    results.push_back(training_result(
        MadeUpCurve{.epochs_to_one_percent = own, .epochs = 50}));
  }
  return results;
}

std::vector<CellResult> runs_to(const std::vector<double>& finals) {
  std::vector<CellResult> results;
  for (const double own : finals) {
    results.push_back(training_result(MadeUpCurve{.final = own, .epochs = 50}));
  }
  return results;
}

// The large batch takes `large` epochs, the small one 10, at 32 and few bits.
std::vector<Verdict> speed(Truth truth, double holds, double fails) {
  if (truth == Truth::kNothing) return verdicts({}, {});
  const auto large = truth == Truth::kHolds   ? near(holds)
                     : truth == Truth::kFails ? near(fails)
                                              : scattered(10, 2);
  const MadeUpBatch of_small{runs_of_speed(near(10)), runs_of_speed(near(10))};
  return verdicts(of_small, {runs_of_speed(large), runs_of_speed(large)});
}

std::vector<Verdict> slower_at_32_bits(Truth truth) {
  return speed(truth, 15, 7);
}

std::vector<Verdict> faster_at_few_bits(Truth truth) {
  return speed(truth, 7, 15);
}

std::vector<Verdict> not_dominated(Truth truth) {
  if (truth == Truth::kNothing) return verdicts({}, {});
  const auto large = truth == Truth::kHolds   ? near(1.02)
                     : truth == Truth::kFails ? near(1.2)
                                              : scattered(1.02, 1.2);
  return verdicts({runs_to(near(1)), runs_to(near(1.02))},
                  {runs_to(near(1)), runs_to(large)});
}

}  // namespace

std::vector<Refutation> mini_batch_refutations() {
  const std::string name = "mini_batch";
  return {{name, "slower_at_32_bits", slower_at_32_bits},
          {name, "faster_at_few_bits", faster_at_few_bits},
          {name, "not_dominated", not_dominated}};
}

}  // namespace zipml
