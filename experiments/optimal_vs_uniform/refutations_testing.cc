#include "experiments/linear/made_up_training_testing.h"
#include "experiments/optimal_vs_uniform/analysis.h"

namespace zipml {
namespace {

using namespace optimal_vs_uniform;

constexpr int kBits = 2;

ProblemSpec problem() { return {.data = "cadata", .set = "cadata"}; }

// Five ratios or differences.
std::vector<double> values_of(Truth truth, double holds, double fails) {
  switch (truth) {
    case Truth::kHolds:
      return near(holds);
    case Truth::kFails:
      return near(fails);
    case Truth::kNoise:
      return scattered(holds, 10);
    case Truth::kNothing:
      break;
  }
  return std::vector<double>(5, kNaN);
}

SetRuns made_up_set(MadeUp& made_up, const std::vector<CellResult>& uniform,
                    const std::vector<CellResult>& optimal) {
  SetRuns set{.problem = problem(), .bits = kBits, .epochs = 100};
  set.full = made_up.runs(no_results());
  set.uniform.emplace(kBits, made_up.runs(uniform));
  set.optimal.emplace(kBits, made_up.runs(optimal));
  return set;
}

// The sweep over bits: uniform over optimal levels.
std::vector<Verdict> fewer_bits(Truth truth) {
  MadeUp made_up;
  SweptSet swept{.problem = problem(), .epochs = 100};
  swept.full = made_up.runs(
      truth == Truth::kNothing ? no_results() : runs_that_end_at(near(1)));
  swept.ratios = values_of(truth, 5.0 / 3, 0.8);
  return make_verdicts(
      {.sets = {made_up_set(made_up, no_results(), no_results())},
       .swept_bits = {2, 3, 4, 5},
       .sweep = {swept}});
}

// Epochs to equal loss, uniform over optimal levels.
std::vector<Verdict> speeds(Truth truth, double holds) {
  MadeUp made_up;
  SetRuns set = made_up_set(made_up, no_results(), no_results());
  set.full = made_up.runs(no_results());
  Checkpoint checkpoint{.epoch = 100, .paper = 3};
  checkpoint.ratios = values_of(truth, holds, 0.5);
  set.checkpoints = {checkpoint};
  return make_verdicts({.sets = {set}});
}

std::vector<Verdict> four_times(Truth truth) { return speeds(truth, 4); }

std::vector<Verdict> three_times(Truth truth) { return speeds(truth, 3); }

std::vector<CellResult> runs_that_rise(const std::vector<double>& rises) {
  std::vector<CellResult> results;
  for (const double rise : rises) {
    results.push_back(training_result(MadeUpCurve{.late_rise = rise}));
  }
  return results;
}

std::vector<Verdict> more_stable(Truth truth) {
  MadeUp made_up;
  const auto rises = [&](double holds, double fails) {
    return truth == Truth::kNothing
               ? no_results()
               : runs_that_rise(values_of(truth, holds, fails));
  };
  return make_verdicts(
      {.sets = {made_up_set(made_up, rises(0.3, 0.05), rises(0.1, 0.3))}});
}

// Fig 7a: the losses that runs end at, over 32 bits'.
std::vector<Verdict> few_as_many(Truth truth) {
  MadeUp made_up;
  const auto runs = [&](double holds, double fails,
                        const std::vector<double>& noise) {
    switch (truth) {
      case Truth::kHolds:
        return made_up.runs(runs_that_end_at(near(holds)));
      case Truth::kFails:
        return made_up.runs(runs_that_end_at(near(fails)));
      case Truth::kNoise:
        return made_up.runs(runs_that_end_at(noise));
      case Truth::kNothing:
        break;
    }
    return made_up.runs(no_results());
  };
  const std::vector<double> up = scattered(1, 2), down(up.rbegin(), up.rend());
  Figure7aSet set{.problem = {.data = kFigure7aData, .set = kFigure7aData}};
  set.full = runs(1, 1, near(1));
  set.few_uniform = runs(1.1, 1.001, up);
  set.many_uniform = runs(1.001, 1.001, down);
  set.optimal = runs(1.001, 1.1, up);
  return make_verdicts({.figure_7a = {.few = 3, .many = 5, .sets = {set}}});
}

}  // namespace

std::vector<Refutation> optimal_vs_uniform_refutations() {
  const std::string name = "optimal_vs_uniform";
  return {{name, "up_to_five_thirds", fewer_bits},
          {name, "fewer_bits", fewer_bits},
          {name, "few_bits_as_many", few_as_many},
          {name, "up_to_four_times", four_times},
          {name, "three_times_as_plotted", three_times},
          {name, "faster", four_times},
          {name, "more_stable", more_stable}};
}

}  // namespace zipml
