#include "experiments/linear/made_up_training_testing.h"
#include "experiments/naive_bias/analysis.h"

namespace zipml {
namespace {

using namespace naive_bias;

constexpr int kBits = 4;

struct MadeUpSet {
  std::vector<CellResult> full = no_results(), nearest = no_results(),
                          naive = no_results(), double_sampling = no_results(),
                          from_optimum = {no_result()},
                          fixed_point = no_results(),
                          monte_carlo = {no_result()};

  std::vector<Verdict> verdicts() const {
    MadeUp made_up;
    SetRuns set{.problem = {.data = "cadata", .set = "cadata"},
                .full = made_up.runs(full)};
    set.low["nearest"][kBits] = made_up.runs(nearest);
    set.low["naive"][kBits] = made_up.runs(naive);
    set.low["double_sampling"][kBits] = made_up.runs(double_sampling);
    set.from_optimum[kBits] = made_up.runs(from_optimum);
    set.fixed_point[kBits] = made_up.runs(fixed_point);
    set.monte_carlo[kBits] = made_up.runs(monte_carlo);
    return make_verdicts({set}, kBits);
  }
};

std::vector<CellResult> fixed_points(const std::vector<double>& shares) {
  std::vector<CellResult> results;
  for (const double share : shares) {
    results.push_back({.values = {{"distance", 0.01},
                                  {"double_sampling_share", share},
                                  {"ridge_excess", 0.2}}});
  }
  return results;
}

// Naive rounding ends at the losses of `naive`, the others at 1.
MadeUpSet trained(const std::vector<double>& naive) {
  MadeUpSet set;
  set.full = set.double_sampling = runs_that_end_at(near(1));
  set.nearest = runs_that_end_at(near(1.08));
  set.naive = runs_that_end_at(naive);
  set.fixed_point = fixed_points(near(0));
  return set;
}

std::vector<Verdict> other_solution(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  return trained(truth == Truth::kHolds   ? near(1.07)
                 : truth == Truth::kFails ? near(1)
                                          : scattered(1, 1.2))
      .verdicts();
}

// False: double sampling has half of naive rounding's bias.
std::vector<Verdict> double_sampling_unbiased(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  MadeUpSet set = trained(near(1.07));
  set.fixed_point = fixed_points(
      truth == Truth::kHolds   ? near(0)
      : truth == Truth::kFails ? near(0.5)
                               : std::vector<double>{-1, -0.5, 0, 0.5, 1});
  return set.verdicts();
}

std::vector<Verdict> diverges(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  MadeUpSet set = trained(near(1.07));
  set.from_optimum = {set.naive.front()};
  if (truth == Truth::kHolds) {
    set.naive = diverged_runs();
    set.from_optimum = {set.naive.front()};
  }
  return set.verdicts();
}

// The inset: its conditions are not known.
std::vector<Verdict> inset(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  return trained(truth == Truth::kHolds   ? near(1.0745)
                 : truth == Truth::kFails ? near(1.5)
                                          : scattered(1.0745, 1.2))
      .verdicts();
}

std::vector<Verdict> bias_formula(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  MadeUpSet set;
  set.monte_carlo = {
      {.values = {{"count", 1000},
                  {"largest", truth == Truth::kFails ? 40.0 : 3.0},
                  {"bias_mean_square", 1.0},
                  {"largest_without", truth == Truth::kNoise ? 3.0 : 50.0},
                  {"threshold", 5.0}},
       .rows = {{{"mean_square", 1.0}}, {{"mean_square", 1.0}}}}};
  return set.verdicts();
}

// The oracle is 0.2 above the optimum, at 0.5.
std::vector<Verdict> ridge(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  return trained(truth == Truth::kHolds   ? near(0.7)
                 : truth == Truth::kFails ? near(0.9)
                                          : scattered(0.7, 1.2))
      .verdicts();
}

}  // namespace

std::vector<Refutation> naive_bias_refutations() {
  const std::string name = "naive_bias";
  return {{name, "other_solution", other_solution},
          {name, "double_sampling_unbiased", double_sampling_unbiased},
          {name, "diverges", diverges, /*exact=*/true},
          {.experiment = name,
           .kind = "inset_gap",
           .verdicts = inset,
           .never_testable = true},
          {.experiment = name,
           .kind = "inset_nearest",
           .verdicts = inset,
           .never_testable = true},
          {name, "bias_formula", bias_formula},
          {name, "ridge", ridge}};
}

}  // namespace zipml
