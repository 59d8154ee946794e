#include <cmath>
#include <limits>

#include "experiments/naive_bias/analysis.h"

namespace zipml::naive_bias {
namespace {

const Column kData = data_column(), kBits = bits_column();

Value or_null(const std::map<int, double>& values, int bits) {
  const auto found = values.find(bits);
  return found == values.end() ? Value() : Value(found->second);
}

Table excess_table(const CellMaker& cells,
                   const std::vector<Measured>& measured) {
  Table table{
      "excess",
      "Final excess loss over the exact optimum",
      "Half-MSE minus that of the exact least-squares optimum after the last "
      "epoch, mean and 95 % t interval over repetitions. The ridge oracle is "
      "the excess of (S + Dbar)^-1 c, where the naive estimator's mean "
      "gradient is zero.",
      {kData,
       kBits,
       {"full", "32-bit", "half-MSE", ColumnFormat::kNumber, 3},
       {"nearest", "nearest", "half-MSE", ColumnFormat::kNumber, 3},
       {"naive", "naive stochastic", "half-MSE", ColumnFormat::kNumber, 3},
       {"ridge", "ridge oracle", "half-MSE", ColumnFormat::kNumber, 3},
       {"double_sampling", "double sampling", "half-MSE", ColumnFormat::kNumber,
        3}},
      {}};
  for (const Measured& m : measured) {
    for (const int bits : cells.bits()) {
      table.rows.push_back({m.problem.title(), bits, interval(m.full_excess),
                            interval(m.excess.at("nearest").at(bits)),
                            interval(m.excess.at("naive").at(bits)),
                            or_null(m.ridge_excess, bits),
                            interval(m.excess.at("double_sampling").at(bits))});
    }
  }
  return table;
}

Table gap_table(const CellMaker& cells, const std::vector<Measured>& measured) {
  Table table{
      "gap",
      "Final loss above 32-bit training",
      "Final half-MSE relative to the 32-bit run of the same repetition, minus "
      "1, with 95 % t interval. The paper's inset figure ends at 8.96 % "
      "(nearest), 7.45 % (naive stochastic) and 0.04 % (double sampling).",
      {kData,
       kBits,
       {"nearest", "nearest", "", ColumnFormat::kPercent, 3},
       {"naive", "naive stochastic", "", ColumnFormat::kPercent, 3},
       {"double_sampling", "double sampling", "", ColumnFormat::kPercent, 3}},
      {}};
  for (const Measured& m : measured) {
    for (const int bits : cells.bits()) {
      std::vector<Value> row = {m.problem.title(), bits};
      for (const std::string& method : kMethods) {
        row.push_back(m.relative_gap(method, bits));
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

// The power law of the means that are above zero with 95 % confidence.
Line slope_of(const CellMaker& cells, const Measured& m,
              const std::string& method) {
  std::vector<double> x, y;
  for (const int bits : cells.bits()) {
    const Estimate excess = m.above_full(method, bits);
    if (!(excess.low > 0)) continue;
    x.push_back(std::exp2(bits));
    y.push_back(excess.mean);
  }
  return fit_power_law(x, y);
}

// The fewest bits from which on the naive estimator's excess is below double
// sampling's with 95 % confidence.
Value crossover(const CellMaker& cells, const Measured& m) {
  Value result;
  for (const int bits : cells.bits()) {
    const Estimate difference = paired_difference(
        m.excess.at("naive").at(bits), m.excess.at("double_sampling").at(bits));
    if (!(difference.high < 0)) {
      result = Value();
    } else if (result.is_null()) {
      result = bits;
    }
  }
  return result;
}

Table slope_table(const CellMaker& cells,
                  const std::vector<Measured>& measured) {
  Table table{
      "slopes",
      "How the excess falls with the bits",
      "Slope of log2(excess over 32-bit training) against bits, over the bits "
      "where the excess is above zero with 95 % confidence. Theory: the bias "
      "of naive rounding falls as 2^-4b, the variance of double sampling as "
      "2^-2b. The crossover is the fewest bits from which on naive rounding "
      "ends below double sampling (95 %); '-': not within the bits that were "
      "run.",
      {kData,
       {"naive", "naive stochastic", "", ColumnFormat::kNumber, 3},
       {"ridge", "ridge oracle", "", ColumnFormat::kNumber, 3},
       {"nearest", "nearest", "", ColumnFormat::kNumber, 3},
       {"double_sampling", "double sampling", "", ColumnFormat::kNumber, 3},
       {"crossover", "crossover", "bits", ColumnFormat::kInteger}},
      {}};
  for (const Measured& m : measured) {
    std::vector<double> x, y;
    for (const auto& [bits, excess] : m.ridge_excess) {
      x.push_back(std::exp2(bits));
      y.push_back(excess);
    }
    table.rows.push_back(
        {m.problem.title(), slope_of(cells, m, "naive").slope,
         fit_power_law(x, y).slope, slope_of(cells, m, "nearest").slope,
         slope_of(cells, m, "double_sampling").slope, crossover(cells, m)});
  }
  return table;
}

Table fixed_point_table(const CellMaker& cells,
                        const std::vector<Measured>& measured) {
  Table table{
      "fixed_point",
      "Where the naive estimator goes: measured against ridge regression",
      "Distance, in the norm of S, between the point where the naive "
      "estimator's mean gradient over fresh draws of the whole set is zero and "
      "the oracle (S + Dbar)^-1 c, relative to the oracle's own distance from "
      "the optimum (its bias); 0 is agreement, and the noise of the draws "
      "grows against the bias as the bits do.",
      {kData,
       kBits,
       {"distance", "distance / bias", "", ColumnFormat::kNumber, 3},
       {"ridge_excess", "excess of the oracle", "half-MSE",
        ColumnFormat::kNumber, 3}},
      {}};
  for (const Measured& m : measured) {
    for (const int bits : cells.bits()) {
      table.rows.push_back({m.problem.title(), bits,
                            m.fixed_point_distance.at(bits),
                            or_null(m.ridge_excess, bits)});
    }
  }
  return table;
}

Table monte_carlo_table(const std::vector<Measured>& measured) {
  Table table{
      "monte_carlo",
      "E[g] - full gradient against D_a x",
      "z scores of the measured mean of the naive gradient minus the full one "
      "minus D_a x, a score a coordinate and sample, at the exact optimum. If "
      "the formula holds their mean square (with a 95 % interval over samples) "
      "is 1 and the largest stays below the threshold, which so many standard "
      "normal scores pass once in 1000 "
      "runs. The last column is the mean square against no bias at all.",
      {kData,
       kBits,
       {"count", "scores", "", ColumnFormat::kInteger},
       {"mean_square", "mean z^2", "", ColumnFormat::kNumber, 4},
       {"largest", "largest |z|", "", ColumnFormat::kNumber, 3},
       {"threshold", "threshold", "", ColumnFormat::kNumber, 3},
       {"bias_mean_square", "mean z^2 without D_a x", "", ColumnFormat::kNumber,
        4}},
      {}};
  for (const Measured& m : measured) {
    for (const auto& [bits, result] : m.monte_carlo) {
      const Record& values = result.values;
      table.rows.push_back({m.problem.title(), bits, values.at("count"),
                            t_interval(column(result.rows, "mean_square")),
                            values.at("largest"), values.at("threshold"),
                            values.at("bias_mean_square")});
    }
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<Measured>& measured) {
  return {excess_table(cells, measured), gap_table(cells, measured),
          slope_table(cells, measured), fixed_point_table(cells, measured),
          monte_carlo_table(measured)};
}

}  // namespace zipml::naive_bias
