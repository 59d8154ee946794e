// From cell results to the findings of nonlinear.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/linear/collect.h"
#include "experiments/nonlinear/cells.h"

namespace zipml::nonlinear {

// What one way of training came to. Values by repetition (NaN: no result) are
// paired: the same repetition has the same sample order in every way.
struct Way {
  std::vector<double> loss;      // final objective
  std::vector<double> accuracy;  // on the test rows
  Divergence divergence;
  double bits_per_value = 0;  // over the sample channel; 0: not known
  double epoch_bits = 0;
};

// What is known of a polynomial at one number of total bits.
struct Fit {
  Estimate radius, epsilon, outside;
};

struct Measured {
  Figure9Panel panel;
  Way full;
  std::map<std::string, std::map<int, Way>> ways;  // by method and total bits
  std::map<int, Fit> fits;
  std::optional<Record> optimum;

  std::string title() const {
    return panel.loss + ", " + panel.problem.title();
  }
  // final objective / that of 32 bits - 1, paired.
  Estimate gap(const Way& way) const;
  // (final objective of `way` - that of `other`) / that of 32 bits, paired.
  Estimate difference(const Way& way, const Way& other) const;
};

// accuracy of `way` - accuracy of `other`, paired.
Estimate accuracy_difference(const Way& way, const Way& other);

// The rule of C14: no run diverged, the objective within 5 % of 32 bits and the
// accuracy at most 0.5 points lower, each with 95 % confidence.
inline constexpr double kLossTolerance = 0.05;
inline constexpr double kAccuracyTolerance = 0.005;
// "As well or better" (C15): at most 1 % of the 32-bit objective higher.
inline constexpr double kTieTolerance = 0.01;

std::vector<Measured> measure(const CellMaker& cells, const Results& results);

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<Measured>& measured);
std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<Measured>& measured,
                                 const Results& results);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<Measured>& measured);

Findings analyse(const CellMaker& cells, const Results& results);

}  // namespace zipml::nonlinear
