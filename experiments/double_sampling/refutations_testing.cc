#include <cmath>
#include <utility>

#include "experiments/double_sampling/analysis.h"
#include "experiments/linear/made_up_training_testing.h"

namespace zipml {
namespace {

using namespace double_sampling;

// A set of Fig 8, with everything but what a row of the table changes.
ProblemSpec panel_problem() {
  return {.data = "cadata", .set = "cadata", .features = 8};
}

std::vector<CellResult> runs_of_curve(const std::vector<double>& epochs) {
  std::vector<CellResult> results;
  for (const double own : epochs) {
    results.push_back(
        training_result(MadeUpCurve{.epochs_to_one_percent = own}));
  }
  return results;
}

struct MadeUpSet {
  std::vector<CellResult> full = no_results(), low = no_results();
  std::vector<CellResult> moments = {no_result()}, storage = {no_result()};

  std::vector<Verdict> verdicts(const SweepResult& sweep = {}) const {
    MadeUp made_up;
    SetRuns set{.problem = panel_problem(), .bits = 3, .epochs = 100};
    set.full = made_up.runs(full);
    set.low = made_up.runs(low);
    set.moments = made_up.runs(moments);
    set.storage = made_up.runs(storage);
    return make_verdicts({set}, sweep);
  }
};

std::vector<Verdict> same_solution(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  return MadeUpSet{
      .full = runs_that_end_at(near(1)),
      .low = runs_that_end_at(truth == Truth::kHolds   ? near(1.002)
                              : truth == Truth::kFails ? near(1.05)
                                                       : scattered(1, 1.1))}
      .verdicts();
}

// Low precision takes `times` the ten epochs of 32 bits.
std::vector<Verdict> rates(Truth truth, double holds, double fails) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  std::vector<double> epochs = truth == Truth::kHolds ? near(10 * holds)
                               : truth == Truth::kFails
                                   ? near(10 * fails)
                                   : scattered(10 * holds, 4);
  // Whole epochs: just before they end.
  for (double& own : epochs) own -= 0.5;
  return MadeUpSet{.full = runs_of_curve({9.5, 9.5, 9.5, 9.5, 9.5}),
                   .low = runs_of_curve(epochs)}
      .verdicts();
}

std::vector<Verdict> comparable_rate(Truth truth) {
  return rates(truth, 1.5, 3);
}

std::vector<Verdict> rate_as_plotted(Truth truth) {
  const double plotted = epoch_ratio(*paper_curves("8", panel_problem()));
  return rates(truth, plotted, 4 * plotted);
}

std::vector<Verdict> level_as_plotted(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  const double level = paper_curves("8", panel_problem())->full.values.back();
  const auto finals = truth == Truth::kHolds   ? near(level)
                      : truth == Truth::kFails ? near(1.1 * level)
                                               : scattered(level, 1.2);
  return MadeUpSet{.full = runs_that_end_at(finals),
                   .low = runs_that_end_at(finals)}
      .verdicts();
}

Estimate around(double mean, double half_width) {
  return {mean, mean - half_width, mean + half_width, 100};
}

std::vector<Verdict> lower_variance(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  const double width = truth == Truth::kNoise ? 1 : 0.001;
  const double gain = truth == Truth::kFails ? 1.2 : 0.8;
  const double ratio = truth == Truth::kFails ? 1.3 : 1;
  CellResult moments;
  for (const char* method : {"double_sampling", "double_sampling_plain"}) {
    moments.rows.push_back({{"method", method},
                            {"ratio", around(ratio, width)},
                            {"largest", 1.0},
                            {"count", 100},
                            {"threshold", 5.0}});
  }
  moments.values = {{"symmetrised_over_plain", around(gain, width)}};
  return MadeUpSet{.moments = {moments}}.verdicts();
}

// Sets of three sizes that need `per_doubling` bits more with every doubling.
std::vector<Verdict> slopes(Truth truth, double holds, double fails) {
  SweepResult sweep{.epochs = kPaperEpochs};
  std::vector<double> sizes, needed;
  for (const std::size_t features : {30u, 100u, 300u}) {
    SweptSet set{.problem = {.data = "synthetic",
                             .set = "synthetic",
                             .features = features}};
    if (truth != Truth::kNothing) {
      const double center =
          2 + (truth == Truth::kFails ? fails : holds) * set.log2_features();
      set.needed = truth == Truth::kNoise ? scattered(center, 3) : near(center);
    }
    for (const double own : set.found()) {
      sizes.push_back(set.log2_features());
      needed.push_back(own);
    }
    sweep.sets.push_back(std::move(set));
  }
  sweep.slope = fit_line(sizes, needed);
  return MadeUpSet{}.verdicts(sweep);
}

std::vector<Verdict> more_features_more_bits(Truth truth) {
  return slopes(truth, 0.5, -0.2);
}

std::vector<Verdict> half_a_bit_a_doubling(Truth truth) {
  return slopes(truth, 0.5, 1);
}

std::vector<Verdict> extra_bits(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  const int wrong = truth == Truth::kFails ? 1 : 0;
  CellResult storage;
  for (const auto& [draws, bits] : std::vector<std::pair<int, int>>{
           {1, 3}, {2, 4 + wrong}, {16, 7 + wrong}}) {
    storage.rows.push_back({{"code", draws == 1 ? "single" : "draw count"},
                            {"draws", draws},
                            {"bits", bits},
                            {"stored", double{1} * bits},
                            {"values", 1000}});
  }
  return MadeUpSet{.storage = {storage}}.verdicts();
}

}  // namespace

std::vector<Refutation> double_sampling_refutations() {
  const std::string name = "double_sampling";
  return {{name, "same_solution", same_solution},
          {name, "comparable_rate", comparable_rate},
          {name, "rate_as_plotted", rate_as_plotted},
          {name, "level_as_plotted", level_as_plotted},
          {name, "lower_variance", lower_variance},
          {name, "more_features_more_bits", more_features_more_bits},
          {name, "half_a_bit_a_doubling", half_a_bit_a_doubling},
          {name, "extra_bits", extra_bits, /*exact=*/true}};
}

}  // namespace zipml
