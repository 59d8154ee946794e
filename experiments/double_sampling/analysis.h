// From cell results to the findings of double_sampling.
#pragma once

#include <optional>
#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/double_sampling/cells.h"
#include "experiments/linear/comparison.h"

namespace zipml::double_sampling {

// One data set at the paper's bits, with the default assumptions. Values by
// repetition are paired.
struct PanelResult {
  ProblemSpec problem;
  int bits = 0;
  double epochs = 0;  // that were run
  double optimum = 0;
  std::vector<double> full_loss, low_loss;  // final
  // The first epoch whose loss is within 1 % of the final 32-bit loss of the
  // same repetition. NaN when that is not known; one more than the epochs that
  // were run when low precision never came so near, which is a lower bound.
  std::vector<double> full_epochs, low_epochs;
  int never = 0;          // how many of low_epochs are such bounds
  Divergence divergence;  // of low precision

  Estimate relative_difference() const;  // low / full - 1
  Estimate epoch_ratio() const;          // low / full
};

std::vector<PanelResult> measure_panels(const CellMaker& cells,
                                        const Results& results);

// The two curves of the paper's panel.
struct PaperCurves {
  PaperCurve full, low;
  // Epochs to within 1 % of the final 32-bit loss, low over full precision.
  double epoch_ratio() const;
};
// Nothing for sets that Fig 8 does not have, and for stand-ins.
std::optional<PaperCurves> paper_curves(const ProblemSpec& problem);

// How far a variant's mean curves are from the paper's: the mean of
// |ln(ours / paper)| over the paper's epochs that were run.
struct VariantResult {
  ProblemSpec problem;
  CellMaker::Variant variant;
  double alpha = 0;
  Estimate full_loss, low_loss;
  double full_distance = 0, low_distance = 0;
};
std::vector<VariantResult> measure_variants(const CellMaker& cells,
                                            const Results& results);

// The fewest bits from which on the final loss is within 1 % of the 32-bit
// one, for each repetition; and their dependence on log2 of the features.
struct SweepResult {
  struct Set {
    ProblemSpec problem;
    double features = 0;
    std::vector<std::vector<double>> excess;  // [bits][repetition], relative
    std::vector<double> fewest;  // of the repetitions that found some
  };
  std::vector<Set> sets;
  int censored = 0;  // repetitions for which no number of bits sufficed
  Line slope;        // of the fewest bits against log2(features)
};
SweepResult measure_sweep(const CellMaker& cells, const Results& results);

std::vector<Table> make_tables(const CellMaker& cells, const Results& results,
                               const std::vector<PanelResult>& panels,
                               const std::vector<VariantResult>& variants,
                               const SweepResult& sweep);
std::vector<Figure> make_figures(const CellMaker& cells, const Results& results,
                                 const std::vector<PanelResult>& panels,
                                 const SweepResult& sweep);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const Results& results,
                                   const std::vector<PanelResult>& panels,
                                   const SweepResult& sweep);

Findings analyse(const CellMaker& cells, const Results& results);

}  // namespace zipml::double_sampling
