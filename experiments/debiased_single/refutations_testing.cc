#include "experiments/debiased_single/analysis.h"
#include "experiments/linear/made_up_training_testing.h"

namespace zipml {
namespace {

using namespace debiased_single;

constexpr int kBits = 4;

// Runs of one set in kBits stored bits, by each method's own step.
struct MadeUpDraws {
  std::vector<CellResult> full = no_results(), one = no_results(),
                          two = no_results(), pair_sum = no_results(),
                          pair_variance = {no_result()},
                          both_variance = {no_result()};

  std::vector<Verdict> verdicts() const {
    MadeUp made_up;
    SetRuns set{.problem = {.data = "cadata", .set = "cadata"},
                .full = made_up.runs(full)};
    RunsByMethod& low = set.low["own"];
    low["debiased_single"][kBits] = made_up.runs(one);
    low["double_sampling"][kBits] = made_up.runs(two);
    low["pair_sum"][kBits] = made_up.runs(pair_sum);
    set.variance["pair_sum"][kBits] = made_up.runs(pair_variance);
    set.variance["double_sampling"][kBits] = made_up.runs(both_variance);
    return make_verdicts({set}, {kBits}, kBits);
  }
};

// Two draws move so many bits where 32-bit samples move 32.
std::vector<Verdict> one_bit(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpDraws{}.verdicts();
  MadeUpDraws draws;
  draws.full = {training_result(MadeUpCurve{}, 32)};
  draws.two = {training_result(MadeUpCurve{}, truth == Truth::kHolds ? 4 : 5)};
  return draws.verdicts();
}

// Two draws end at `two`, one draw at 1.
std::vector<Verdict> trained(Truth truth, double holds, double fails) {
  if (truth == Truth::kNothing) return MadeUpDraws{}.verdicts();
  MadeUpDraws draws;
  draws.full = draws.one = runs_that_end_at(near(1));
  draws.two = draws.pair_sum =
      runs_that_end_at(truth == Truth::kHolds   ? near(holds)
                       : truth == Truth::kFails ? near(fails)
                                                : scattered(holds, 1.2));
  return draws.verdicts();
}

std::vector<Verdict> worth_its_bit(Truth truth) {
  return trained(truth, 0.99, 1.02);
}

std::vector<Verdict> same_at_most_bits(Truth truth) {
  return trained(truth, 1, 1.02);
}

std::vector<Verdict> one_draw_suffices(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpDraws{}.verdicts();
  MadeUpDraws draws;
  draws.full = runs_that_end_at(near(1));
  draws.one = runs_that_end_at(truth == Truth::kHolds   ? near(1.003)
                               : truth == Truth::kFails ? near(1.05)
                                                        : scattered(1, 1.2));
  return draws.verdicts();
}

std::vector<Verdict> less_variance(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpDraws{}.verdicts();
  MadeUpDraws draws;
  draws.both_variance = {{.values = {{"variance", 2.0}}}};
  draws.pair_variance = {
      {.values = {{"variance", truth == Truth::kHolds ? 1.5 : 2.5}}}};
  return draws.verdicts();
}

}  // namespace

std::vector<Refutation> debiased_single_refutations() {
  const std::string name = "debiased_single";
  return {{name, "one_bit", one_bit, /*exact=*/true},
          {name, "worth_its_bit", worth_its_bit},
          {name, "one_draw_suffices", one_draw_suffices},
          {name, "same_at_most_bits", same_at_most_bits},
          {name, "less_variance", less_variance, /*exact=*/true}};
}

}  // namespace zipml
