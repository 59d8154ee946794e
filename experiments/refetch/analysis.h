// From the results of refetch to its findings.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/linear/comparison.h"
#include "experiments/refetch/cells.h"

namespace zipml::refetch {

// The bits that the paper gives its share for in words.
inline constexpr int kPaperBits = 8;

// Training runs. Values by repetition (NaN: no result) are paired: the same
// repetition has the same sample order and dithers in every method.
struct TrainingRuns {
  Runs runs = {};
  std::vector<double> mean_loss = {};       // over the epochs from 1
  std::vector<double> share = {};           // of the visits that fetched again
  std::vector<double> bits_per_value = {};  // of the channel, all included
  // Of the l1 method: over all epochs and repetitions.
  std::int64_t audited = 0, plain_flips = 0, flips = 0;

  // Of bits_per_value; NaN without any.
  double mean_bits() const;
};

// final (or mean) loss over that of the other runs, minus 1, paired.
Estimate relative_loss(const TrainingRuns& runs, const TrainingRuns& other);
Estimate relative_mean_loss(const TrainingRuns& runs,
                            const TrainingRuns& other);

// The sketch cells of one ball.
struct SketchRuns {
  double radius = 0;  // R of ||x|| <= R for ||a|| <= 1; 0: ||x|| is free
  std::vector<int> dimensions = {};             // ascending
  std::vector<const CellResult*> results = {};  // those that are ok

  bool is_bounded() const { return radius != 0; }
  // A value of each, and of its row of a dimension.
  std::vector<double> values(const std::string& name) const;
  std::vector<double> values(int dimension, const std::string& name) const;
  // Rows on the wrong side, as a share.
  std::vector<double> wrong(int dimension) const;
};

// Of one data set.
struct SetRuns {
  ProblemSpec problem = {};
  int epochs = 0;
  double row_bits = 0;  // of one row in full precision
  double delta = 0;     // of JL-refetching
  TrainingRuns full = {};
  std::map<int, TrainingRuns> l1 = {};  // by bits
  // By the same bits; empty where plain rounding was not run.
  std::map<std::string, std::map<int, TrainingRuns>> plain = {};
  // In the ball of the first of `sketches`: 32-bit, and by sketch dimension.
  TrainingRuns jl_full = {};
  std::map<int, TrainingRuns> jl = {};
  std::vector<SketchRuns> sketches = {};

  // What the claims are about (the paper's 8), and JL-refetching trains with.
  int most_bits() const { return l1.rbegin()->first; }
  // 2^slope of log2(share) against bits: how much of the share one more bit
  // leaves, by repetition.
  std::vector<double> factor_per_bit() const;
};

// 2^slope as above of shares by bits; NaN for fewer than two positive ones.
double factor_per_bit(const std::map<int, double>& shares);

// The paper's share of refetched samples (Fig 12, cod-rna): a fraction, NaN for
// bits that it does not have.
double paper_share(int bits);

// A variant of the assumptions, with its distances from the paper: means of
// |ln(ours / paper)|, infinite when there is nothing to compare.
struct VariantRuns {
  ProblemSpec problem = {};
  Variant variant = {};
  std::map<int, double> shares = {};  // by bits; NaN: no result
  double share_distance = 0;          // over the paper's bits
  // Over the epochs of its curve, whose "square loss" is not defined: of the
  // loss that is nearest, which is named.
  double curve_distance = 0;
  std::string curve_loss = {};
};

std::vector<Table> make_tables(const std::vector<SetRuns>& sets,
                               const std::vector<VariantRuns>& variants,
                               double delta);
// Those of C17 among them.
Table sketch_table(const std::vector<SetRuns>& sets, double delta);
Table gap_table(const std::vector<SetRuns>& sets, double delta);

std::vector<Figure> make_figures(const std::vector<SetRuns>& sets,
                                 double delta);

std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets);
// Their parts, of one data set.
std::vector<Verdict> sketch_verdicts(const SetRuns& set);
std::vector<Verdict> movement_verdicts(const SetRuns& set);

}  // namespace zipml::refetch
