// From cell results to the findings of naive_bias.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/linear/comparison.h"
#include "experiments/naive_bias/cells.h"

namespace zipml::naive_bias {

// What one data set's cells came to. Values by repetition (NaN: no result) are
// paired: the same repetition has the same sample order and dithers in every
// method.
struct Measured {
  ProblemSpec problem;
  std::vector<double> full_loss;  // 32-bit, final, by repetition
  std::vector<double> full_excess;
  Divergence naive_divergence;  // over all bits, both starts
  std::map<std::string, std::map<int, std::vector<double>>> loss, excess;
  std::map<int, double> ridge_excess;
  std::map<int, Estimate> fixed_point_distance;
  std::map<int, CellResult> monte_carlo;

  // excess(method) - excess(32-bit), paired.
  Estimate above_full(const std::string& method, int bits) const;
  // excess(method) - excess(other), paired.
  Estimate above(const std::string& method, const std::string& other,
                 int bits) const;
  // final loss(method) / final loss(32-bit) - 1, paired.
  Estimate relative_gap(const std::string& method, int bits) const;
  // (final loss(method) - final loss(other)) / final loss(32-bit), paired.
  Estimate relative_difference(const std::string& method,
                               const std::string& other, int bits) const;
};

std::vector<Measured> measure(const CellMaker& cells, const Results& results);

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<Measured>& measured);
std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<Measured>& measured,
                                 const Results& results, int figure_bits);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<Measured>& measured,
                                   int figure_bits);

Findings analyse(const CellMaker& cells, const Settings& settings,
                 const Results& results);

}  // namespace zipml::naive_bias
