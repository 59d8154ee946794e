// From cell results to the findings of refetch.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/comparison.h"
#include "experiments/refetch/cells.h"

namespace zipml::refetch {

// The bits that the paper gives its share for in words.
inline constexpr int kPaperBits = 8;

// The runs of one way of training, by repetition (NaN: no result). The same
// repetition has the same sample order and dithers in every way.
struct Runs {
  CellOf cell_of;
  std::vector<double> loss;            // final
  std::vector<double> mean_loss;       // over the epochs from 1
  std::vector<double> accuracy;        // final, of the test rows
  std::vector<double> share;           // of the visits that fetched again
  std::vector<double> bits_per_value;  // of the sample channel, all included
  Divergence divergence;
  // Of the l1 method: over all epochs and repetitions.
  std::int64_t audited = 0, plain_flips = 0, flips = 0;
};

// final (or mean) loss over that of the other way, minus 1, paired.
Estimate relative_loss(const Runs& runs, const Runs& other);
Estimate relative_mean_loss(const Runs& runs, const Runs& other);

// The sketch cells of one ball that are ok.
struct Sketches {
  CellMaker::Ball ball;
  std::vector<CellResult> cells;

  // A value of each, and of its row of a dimension.
  std::vector<double> values(const std::string& name) const;
  std::vector<double> values(int dimension, const std::string& name) const;
  // Rows on the wrong side, as a share.
  std::vector<double> wrong(int dimension) const;
};

// What one data set's cells came to.
struct Measured {
  ProblemSpec problem;
  int epochs = 0;
  double row_bits = 0;  // of one row in full precision
  Runs full;
  std::map<std::string, std::map<int, Runs>> by_bits;  // method, bits
  // In the first of CellMaker::balls(): 32-bit, and by sketch dimension.
  Runs jl_full;
  std::map<int, Runs> jl;
  std::vector<Sketches> sketches;  // one for each of CellMaker::balls()

  const Runs& l1(int bits) const { return by_bits.at("l1_refetch").at(bits); }
  // 2^slope of log2(share) against bits: how much of the share one more bit
  // leaves, by repetition.
  std::vector<double> factor_per_bit() const;
};

// 2^slope as above of one list of shares; NaN for fewer than two positive ones.
double factor_per_bit(const std::vector<int>& bits,
                      const std::vector<double>& shares);

std::vector<Measured> measure(const CellMaker& cells, const Results& results);

// The paper's share of refetched samples (Fig 12, cod-rna): a fraction, NaN for
// bits that it does not have.
double paper_share(int bits);

// A variant of the assumptions, with its shares by bits (NaN: no result).
struct VariantResult {
  ProblemSpec problem;
  CellMaker::Variant variant;
  std::vector<double> shares;
  // Mean of |ln(ours / paper)| over the paper's bits; infinite when there are
  // none.
  double distance = 0;
};
std::vector<VariantResult> measure_variants(const CellMaker& cells,
                                            const Results& results);

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<Measured>& measured,
                               const std::vector<VariantResult>& variants);
// Those of C17 among them.
Table sketch_table(const CellMaker& cells,
                   const std::vector<Measured>& measured);
Table gap_table(const CellMaker& cells, const std::vector<Measured>& measured);

std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<Measured>& measured,
                                 const Results& results);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<Measured>& measured);

// Their parts, of one data set, and the head of each.
Verdict about(const Measured& m, const char* claim, std::string statement,
              const char* where, std::string metric);
std::vector<Verdict> sketch_verdicts(const CellMaker& cells, const Measured& m);
std::vector<Verdict> movement_verdicts(const CellMaker& cells,
                                       const Measured& m);

Findings analyse(const CellMaker& cells, const Results& results);

}  // namespace zipml::refetch
