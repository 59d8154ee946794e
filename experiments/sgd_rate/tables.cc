#include <algorithm>

#include "experiments/sgd_rate/analysis.h"

namespace zipml::sgd_rate {
namespace {

const Column kVariant{"variant", "gradients", "", ColumnFormat::kText};

double smallest_ratio(const Measured& m) {
  double smallest = m.gap[0].mean / m.bound(0);
  for (std::size_t i = 1; i < m.gap.size(); ++i) {
    smallest = std::min(smallest, m.gap[i].mean / m.bound(i));
  }
  return smallest;
}

Table rate_table(const std::vector<Measured>& all) {
  Table table{
      "rates",
      "How the optimality gap falls with the updates",
      "Slope of log(mean gap) against log(T) with the 95 % interval of the "
      "fit, over all T that were run (Theorem 1: -1/2 with noise, -1 without). "
      "sigma is the exact standard deviation of the gradient, its largest over "
      "the ball and at the optimum. The ratios compare the gap with the "
      "theorem's bound at the same T (R sigma sqrt(2/T) + L R^2/T; naive: plus "
      "R beta + (eta/2) beta^2): the largest (with the interval of that T) and "
      "the smallest; below 1 the bound holds, and the nearer to 1 the tighter.",
      {kVariant,
       {"sigma", "sigma, largest", "", ColumnFormat::kNumber, 4},
       {"sigma_at_optimum", "sigma at x*", "", ColumnFormat::kNumber, 4},
       {"slope", "slope", "", ColumnFormat::kNumber, 3},
       {"largest", "gap / bound, largest", "", ColumnFormat::kNumber, 3},
       {"smallest", "smallest", "", ColumnFormat::kNumber, 3},
       {"gap", "gap at the largest T", "half-MSE", ColumnFormat::kNumber, 3}},
      {}};
  for (const Measured& m : all) {
    if (!m.known()) continue;
    table.rows.push_back({variant_label(m.variant), m.constants->sigma,
                          m.constants->sigma_at_optimum, m.line.slope,
                          m.tightest(), smallest_ratio(m), m.gap.back()});
  }
  return table;
}

Table bias_table(const CellMaker& cells, const std::vector<Measured>& all) {
  Table table{
      "bias",
      "The price of the naive estimator's bias",
      "beta = max ||Dbar x|| over the ball, exact. The floor is the exact gap "
      "of (S + Dbar)^-1 c, where naive SGD goes; the gaps are measured at the "
      "largest T, and their difference is paired by repetition. Theorem 3 "
      "allows R beta + (eta/2) beta^2 above double sampling's bound, and the "
      "last column says how much of that the exact floor is.",
      {{"bits", "bits", "", ColumnFormat::kInteger},
       {"beta", "beta", "", ColumnFormat::kNumber, 3},
       {"allowed", "R beta + (eta/2) beta^2", "half-MSE", ColumnFormat::kNumber,
        3},
       {"floor", "floor, exact", "half-MSE", ColumnFormat::kNumber, 3},
       {"naive", "gap, naive", "half-MSE", ColumnFormat::kNumber, 3},
       {"double_sampling", "gap, double sampling", "half-MSE",
        ColumnFormat::kNumber, 3},
       {"difference", "difference", "half-MSE", ColumnFormat::kNumber, 3},
       {"ratio", "floor / allowed", "", ColumnFormat::kNumber, 3}},
      {}};
  for (const int bits : cells.bits()) {
    const Measured& naive = find(all, {"naive", bits});
    const Measured& unbiased = find(all, {"double_sampling", bits});
    if (!naive.known() || !unbiased.known()) continue;
    const Constants& constants = *naive.constants;
    const double largest = naive.updates.back();
    const double allowed =
        biased_bound(constants, largest) - unbiased_bound(constants, largest);
    table.rows.push_back({bits, constants.beta, allowed, constants.floor,
                          naive.gap.back(), unbiased.gap.back(),
                          bias_cost(all, bits), constants.floor / allowed});
  }
  return table;
}

Table gap_table(const std::vector<Measured>& all) {
  Table table{"gaps",
              "Optimality gap and bound at every number of updates",
              "F(average of the iterates) - F*, mean and 95 % t interval over "
              "repetitions, and the bound of the theorem.",
              {kVariant,
               {"updates", "updates T", "", ColumnFormat::kInteger},
               {"gap", "gap", "half-MSE", ColumnFormat::kNumber, 4},
               {"bound", "bound", "half-MSE", ColumnFormat::kNumber, 4}},
              {}};
  for (const Measured& m : all) {
    if (!m.known()) continue;
    for (std::size_t i = 0; i < m.gap.size(); ++i) {
      table.rows.push_back(
          {variant_label(m.variant), static_cast<std::int64_t>(m.updates[i]),
           m.gap[i].n < 2 ? Value(m.gap[i].mean) : Value(m.gap[i]),
           m.bound(i)});
    }
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<Measured>& all) {
  return {rate_table(all), bias_table(cells, all), gap_table(all)};
}

}  // namespace zipml::sgd_rate
