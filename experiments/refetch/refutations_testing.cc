#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "experiments/refetch/analysis.h"
#include "experiments/refutation_testing.h"

namespace zipml {
namespace {

using refetch::SetRuns;
using refetch::SketchRuns;
using refetch::TrainingRuns;

// What was measured, but for the repetitions' swing.
struct Measured {
  double share = 0.06;  // fetched again at 8 bits
  double factor = 0.5;  // that one more bit leaves of it
  std::int64_t flips = 0;
  double loss = 1;             // of refetching, over that of 32 bits
  double bits_per_value = 10;  // of refetching
  double plain_bits = 20;
  double wrong = 0;  // share of rows on the wrong side by sketches
  double in_gap = 0.01;
};

constexpr std::int64_t kMadeUpRows = 1000;

class MadeUpSet {
 public:
  MadeUpSet(const Measured& measured, Truth truth)
      : measured_(measured), truth_(truth) {}

  std::vector<Verdict> verdicts() {
    SetRuns set{.problem = {.data = "cod-rna", .set = "cod-rna"},
                .epochs = 100,
                .row_bits = 288,
                .delta = 0.1,
                .full = training(1, 32, 0, 0),
                .jl_full = training(1, 32, 0, 0)};
    for (int bits = 4; bits <= 8; ++bits) {
      const double share =
          measured_.share * std::pow(measured_.factor, bits - 8);
      // Few and many bits swing against each other: so does the factor.
      set.l1[bits] = refetching(share, bits <= 6 ? 1 : -1);
      for (const std::string& method : refetch::kPlainMethods) {
        set.plain[method][bits] = training(1, measured_.plain_bits, 0, 0);
      }
    }
    set.jl[64] = refetching(measured_.share, 1);
    set.sketches.push_back(sketches());
    return refetch::make_verdicts({set});
  }

 private:
  // Of three repetitions; none where nothing was measured.
  std::vector<double> places() const {
    if (truth_ == Truth::kNothing) return {};
    return {-1.0, 0.3, 0.7};
  }

  // A loss over that of 32 bits; `swing` of the loss and of the share.
  TrainingRuns training(double loss, double bits, double share, double swing) {
    TrainingRuns training;
    std::vector<CellResult> results;
    for (const double place : places()) {
      const double final_loss = loss * (1 + swing * place);
      results.push_back({.values = {{"final_loss", final_loss}}});
      training.mean_loss.push_back(final_loss);
      training.share.push_back(share * (1 + swing * place));
      training.bits_per_value.push_back(bits);
    }
    training.runs = made_up_.runs(results);
    return training;
  }

  TrainingRuns refetching(double share, double sign) {
    const double swing = sign * (truth_ == Truth::kNoise ? 0.8 : 0.001);
    TrainingRuns training =
        this->training(measured_.loss, measured_.bits_per_value, share, swing);
    if (truth_ == Truth::kNothing) return training;
    training.audited = kMadeUpRows;
    training.plain_flips = 50;
    training.flips = measured_.flips;
    return training;
  }

  SketchRuns sketches() {
    constexpr int kDimension = 64;
    constexpr double kFailureBound = 0.05;
    std::vector<CellResult> results;
    for (std::size_t i = 0; i < places().size(); ++i) {
      // As many as the bound allows: neither more nor fewer.
      const double wrong =
          truth_ == Truth::kNoise ? kFailureBound : measured_.wrong;
      results.push_back(
          {.values = {{"in_gap", measured_.in_gap},
                      {"in_wide_gap", measured_.in_gap},
                      {"printed", 0.1},
                      {"corrected", 0.1},
                      {"corrected_refetch", 0.1}},
           .rows = {{{"dimension", kDimension},
                     {"rows", kMadeUpRows},
                     {"flips", static_cast<std::int64_t>(wrong * kMadeUpRows)},
                     {"failure_bound", kFailureBound}}}});
    }
    sketch_runs_ = made_up_.runs(results);
    SketchRuns sketches{.radius = 2, .dimensions = {kDimension}};
    for (std::size_t i = 0; i < sketch_runs_.size(); ++i) {
      sketches.results.push_back(&sketch_runs_[i]);
    }
    return sketches;
  }

  Measured measured_;
  Truth truth_;
  MadeUp made_up_;
  Runs sketch_runs_;
};

Refutation refutation(std::string kind, const Measured& holds,
                      const Measured& fails) {
  return {.experiment = "refetch",
          .kind = std::move(kind),
          .verdicts = [holds, fails](Truth truth) {
            return MadeUpSet(truth == Truth::kFails ? fails : holds, truth)
                .verdicts();
          }};
}

// Of counts and closed forms, which no noise can bury.
Refutation exact(std::string kind, const Measured& holds,
                 const Measured& fails) {
  Refutation row = refutation(std::move(kind), holds, fails);
  row.exact = true;
  return row;
}

}  // namespace

std::vector<Refutation> refetch_refutations() {
  Refutation seldom = refutation("seldom_again", {}, {.share = 0.9});
  seldom.never_testable = true;
  return {refutation("below_five_percent", {.share = 0.03}, {.share = 0.08}),
          refutation("about_six_percent", {}, {.share = 0.12}),
          refutation("halving", {}, {.factor = 0.9}),
          exact("no_flips", {}, {.flips = 3}),
          refutation("same_curve", {}, {.loss = 1.3}),
          refutation("l1_below_full", {}, {.bits_per_value = 40}),
          refutation("l1_below_plain", {}, {.bits_per_value = 25}),
          refutation("jl_below_full", {}, {.bits_per_value = 40}),
          exact("always_correct", {}, {.wrong = 0.01}),
          refutation("correct_up_to_bound", {}, {.wrong = 0.2}),
          std::move(seldom),
          exact("lemma_11_printed", {}, {.in_gap = 0.5}),
          exact("lemma_11_corrected", {}, {.in_gap = 0.5}),
          exact("theorem_7_corrected", {}, {.in_gap = 0.5})};
}

}  // namespace zipml
