#include <cmath>
#include <limits>

#include "experiments/nonlinear/analysis.h"

namespace zipml::nonlinear {
namespace {

const Column kData{"data", "data", "", ColumnFormat::kText};
const Column kLoss{"loss", "loss", "", ColumnFormat::kText};
const Column kBits{"bits", "total bits", "bits", ColumnFormat::kInteger};

Value or_null(double value) { return value > 0 ? Value(value) : Value(); }

// Null where a run diverged: a mean over the others would flatter.
Value unless_diverged(const Way& way, const Estimate& estimate) {
  return way.divergence.diverged > 0 ? Value() : Value(estimate);
}

Estimate excess(const Measured& m, const Way& way) {
  std::vector<double> values = way.loss;
  for (double& value : values) {
    value -= m.optimum ? m.optimum->number("optimum")
                       : std::numeric_limits<double>::quiet_NaN();
  }
  return interval(values);
}

Table figure_table(const CellMaker& cells,
                   const std::vector<Measured>& measured) {
  Table table{
      "figure_9",
      "Chebyshev, plain rounding and 32 bits (Fig 9)",
      "After the last epoch, mean and 95 % t interval over repetitions; "
      "differences are paired with the 32-bit run of the same repetition. The "
      "objective is the mean loss plus the ridge term; its excess is over the "
      "reference optimum (table optimum). Bits are those that crossed the "
      "sample channel, labels not counted. '-': a run diverged.",
      {kData,
       kLoss,
       {"method", "method", "", ColumnFormat::kText},
       {"bits_per_value", "bits a value", "bits", ColumnFormat::kNumber, 3},
       {"epoch_bits", "bits an epoch", "bits", ColumnFormat::kNumber, 3},
       {"objective", "final objective", "", ColumnFormat::kNumber, 4},
       {"excess", "excess", "", ColumnFormat::kNumber, 3},
       {"gap", "objective over 32-bit - 1", "", ColumnFormat::kPercent, 3},
       {"accuracy", "test accuracy", "", ColumnFormat::kPercent, 4},
       {"accuracy_difference", "accuracy - 32-bit", "", ColumnFormat::kPercent,
        3},
       {"diverged", "diverged", "runs", ColumnFormat::kInteger}},
      {}};
  for (const Measured& m : measured) {
    const auto add = [&](const std::string& method, const Way& way) {
      table.rows.push_back(
          {m.panel.problem.title(), m.panel.loss, method_label(method),
           or_null(way.bits_per_value), or_null(way.epoch_bits),
           unless_diverged(way, interval(way.loss)),
           m.optimum ? unless_diverged(way, excess(m, way)) : Value(),
           unless_diverged(way, m.gap(way)),
           unless_diverged(way, interval(way.accuracy)),
           unless_diverged(way, accuracy_difference(way, m.full)),
           way.divergence.diverged});
    };
    add("32-bit", m.full);
    for (const std::string& method : kMethods) {
      add(method, m.ways.at(method).at(cells.figure_bits()));
    }
  }
  return table;
}

Table bits_table(const CellMaker& cells,
                 const std::vector<Measured>& measured) {
  Table table{
      "bits",
      "Every number of bits",
      "Final objective over the 32-bit one minus 1, and test accuracy minus "
      "the 32-bit one's, paired, mean and 95 % t interval, at equal total bits "
      "a value; '-': a run diverged. Chebyshev has `draws` draws of `base` "
      "bits, and the degree draws - 1.",
      {kData,
       kLoss,
       kBits,
       {"base", "base", "bits", ColumnFormat::kInteger},
       {"draws", "draws", "", ColumnFormat::kInteger}},
      {}};
  for (const std::string& method : kMethods) {
    table.columns.push_back(
        {method, method_label(method), "", ColumnFormat::kPercent, 3});
  }
  for (const std::string& method : kMethods) {
    table.columns.push_back({method + "_accuracy",
                             method_label(method) + ", accuracy", "",
                             ColumnFormat::kPercent, 3});
  }
  for (const Measured& m : measured) {
    for (const int bits : cells.bits()) {
      const DrawBudget budget = cells.budget(bits);
      std::vector<Value> row = {m.panel.problem.title(), m.panel.loss, bits,
                                budget.base_bits, budget.draws};
      for (const std::string& method : kMethods) {
        const Way& way = m.ways.at(method).at(bits);
        row.push_back(unless_diverged(way, m.gap(way)));
      }
      for (const std::string& method : kMethods) {
        const Way& way = m.ways.at(method).at(bits);
        row.push_back(unless_diverged(way, accuracy_difference(way, m.full)));
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

// The fewest bits from which on a method is as good as 32 bits by the rule of
// C14; null: not within the bits that were run.
Value enough_bits(const CellMaker& cells, const Measured& m,
                  const std::string& method) {
  Value result;
  for (const int bits : cells.bits()) {
    const Way& way = m.ways.at(method).at(bits);
    const bool enough =
        m.gap(way).high < kLossTolerance &&
        accuracy_difference(way, m.full).low > -kAccuracyTolerance;
    if (!enough) {
      result = Value();
    } else if (result.is_null()) {
      result = bits;
    }
  }
  return result;
}

Table enough_table(const CellMaker& cells,
                   const std::vector<Measured>& measured) {
  Table table{
      "enough_bits",
      "Where low precision stops being as good as 32 bits",
      "The fewest total bits a value from which on the final objective is less "
      "than 5 % above 32 bits and the test accuracy less than 0.5 points "
      "below, each with 95 % confidence; '-': not within the bits that were "
      "run.",
      {kData, kLoss},
      {}};
  for (const std::string& method : kMethods) {
    table.columns.push_back(
        {method, method_label(method), "bits", ColumnFormat::kInteger});
  }
  for (const Measured& m : measured) {
    std::vector<Value> row = {m.panel.problem.title(), m.panel.loss};
    for (const std::string& method : kMethods) {
      row.push_back(enough_bits(cells, m, method));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table fit_table(const CellMaker& cells, const std::vector<Measured>& measured) {
  Table table{
      "polynomials",
      "The polynomials",
      "R bounds the margins; epsilon is the largest |P - l'| over margins "
      "within R (hinge: outside the gap around the kink), mean over "
      "repetitions. The last column is the largest share of training rows with "
      "|a^T x| > R at the end of an epoch, where the polynomial is not an "
      "approximation of anything; a run that diverged counts with 100 %.",
      {kData,
       kLoss,
       kBits,
       {"degree", "degree", "", ColumnFormat::kInteger},
       {"radius", "R", "", ColumnFormat::kNumber, 3},
       {"epsilon", "epsilon", "", ColumnFormat::kNumber, 2},
       {"outside", "rows beyond R", "", ColumnFormat::kPercent, 2},
       {"diverged", "diverged", "runs", ColumnFormat::kInteger}},
      {}};
  for (const Measured& m : measured) {
    for (const auto& [bits, fit] : m.fits) {
      const auto mean = [](const Estimate& estimate) {
        return estimate.n > 0 ? Value(estimate.mean) : Value();
      };
      table.rows.push_back(
          {m.panel.problem.title(), m.panel.loss, bits,
           cells.budget(bits).degree(), mean(fit.radius), mean(fit.epsilon),
           mean(fit.outside),
           m.ways.at(kPolynomial).at(bits).divergence.diverged});
    }
  }
  return table;
}

Table optimum_table(const std::vector<Measured>& measured) {
  Table table{
      "optimum",
      "Reference optima of the objective",
      "By Newton's method (logistic) and dual coordinate descent (hinge): the "
      "objective found is above the minimum by at most the gap. `largest "
      "margin` is max |a^T x| there over the training rows.",
      {kData,
       kLoss,
       {"optimum", "objective", "", ColumnFormat::kNumber, 5},
       {"gap", "gap", "", ColumnFormat::kNumber, 2},
       {"iterations", "iterations", "", ColumnFormat::kInteger},
       {"largest_prediction", "largest margin", "", ColumnFormat::kNumber, 3}},
      {}};
  for (const Measured& m : measured) {
    if (!m.optimum) continue;
    table.rows.push_back({m.panel.problem.title(), m.panel.loss,
                          m.optimum->at("optimum"), m.optimum->at("gap"),
                          m.optimum->at("iterations"),
                          m.optimum->at("largest_prediction")});
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<Measured>& measured) {
  return {figure_table(cells, measured), bits_table(cells, measured),
          enough_table(cells, measured), fit_table(cells, measured),
          optimum_table(measured)};
}

}  // namespace zipml::nonlinear
