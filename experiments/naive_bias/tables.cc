#include <cmath>

#include "core/harness/findings/table_of.h"
#include "core/sgd/method.h"
#include "experiments/naive_bias/analysis.h"

namespace zipml::naive_bias {
namespace {

// A row of most tables.
struct SetAtBits {
  const SetRuns* set;
  int bits;
};

std::vector<SetAtBits> rows_of(const std::vector<SetRuns>& sets) {
  std::vector<SetAtBits> rows;
  for (const SetRuns& set : sets) {
    for (const auto& [bits, runs] : set.fixed_point)
      rows.push_back({&set, bits});
  }
  return rows;
}

ColumnOf<SetAtBits> data() {
  return {data_column(),
          [](const SetAtBits& row) { return row.set->problem.title(); }};
}

ColumnOf<SetAtBits> bits() { return {bits_column(), &SetAtBits::bits}; }

// The same words in every table.
std::string label_of(const std::string& method) {
  return method == "nearest" ? "nearest" : method_label(method);
}

ColumnOf<SetAtBits> excess_of(const std::string& method) {
  return {number_column(method, label_of(method), "half-MSE", 3),
          [method](const SetAtBits& row) {
            return interval(row.set->excess(method, row.bits));
          }};
}

Value ridge_excess(const SetAtBits& row) {
  return known(row.set->ridge_excess(row.bits));
}

Table excess_table(const std::vector<SetRuns>& sets) {
  return table_of<SetAtBits>(
      {"excess", "Final excess loss over the exact optimum",
       "Half-MSE minus that of the exact least-squares optimum after the last "
       "epoch, mean and 95 % t interval over repetitions. The ridge oracle is "
       "the excess of (S + Dbar)^-1 c, where the naive estimator's mean "
       "gradient is zero."},
      rows_of(sets),
      {data(),
       bits(),
       {number_column("full", "32-bit", "half-MSE", 3),
        [](const SetAtBits& row) {
          return row.set->full.interval("final_excess");
        }},
       excess_of("nearest"),
       excess_of("naive"),
       {number_column("ridge", "ridge oracle", "half-MSE", 3), ridge_excess},
       excess_of("double_sampling")});
}

Table gap_table(const std::vector<SetRuns>& sets) {
  std::vector<ColumnOf<SetAtBits>> columns = {data(), bits()};
  for (const std::string& method : kMethods) {
    columns.push_back({percent_column(method, label_of(method)),
                       [method](const SetAtBits& row) {
                         return row.set->relative_gap(method, row.bits);
                       }});
  }
  return table_of<SetAtBits>(
      {"gap", "Final loss above 32-bit training",
       "Final half-MSE relative to the 32-bit run of the same repetition, "
       "minus 1: geometric mean with 95 % interval (empty: a run diverged). "
       "The paper's inset figure ends at 8.96 % "
       "(nearest), 7.45 % (naive stochastic) and 0.04 % (double sampling)."},
      rows_of(sets), columns);
}

// The power law of the means that are above zero with 95 % confidence.
Value slope_of(const SetRuns& set, const std::string& method) {
  std::vector<double> x, y;
  for (const auto& [bits, runs] : set.low.at(method)) {
    const Estimate excess = set.above_full(method, bits);
    if (!(excess.low > 0)) continue;
    x.push_back(std::exp2(bits));
    y.push_back(excess.mean);
  }
  return fit_power_law(x, y).slope;
}

Value ridge_slope(const SetRuns& set) {
  std::vector<double> x, y;
  for (const auto& [bits, runs] : set.fixed_point) {
    const auto excess = set.ridge_excess(bits);
    if (!excess) continue;
    x.push_back(std::exp2(bits));
    y.push_back(*excess);
  }
  return fit_power_law(x, y).slope;
}

// The fewest bits from which on the naive estimator's excess is below double
// sampling's with 95 % confidence.
Value crossover(const SetRuns& set) {
  Value result;
  for (const auto& [bits, runs] : set.low.at("naive")) {
    const Estimate difference = paired_difference(
        set.excess("naive", bits), set.excess("double_sampling", bits));
    if (!(difference.high < 0)) {
      result = Value();
    } else if (result.is_null()) {
      result = bits;
    }
  }
  return result;
}

ColumnOf<SetRuns> slope_column(const std::string& method) {
  return {number_column(method, label_of(method), "", 3),
          [method](const SetRuns& set) { return slope_of(set, method); }};
}

Table slope_table(const std::vector<SetRuns>& sets) {
  return table_of<SetRuns>(
      {"slopes", "How the excess falls with the bits",
       "Slope of log2(excess over 32-bit training) against bits, over the bits "
       "where the excess is above zero with 95 % confidence. Theory: the bias "
       "of naive rounding falls as 2^-4b, the variance of double sampling as "
       "2^-2b. The crossover is the fewest bits from which on naive rounding "
       "ends below double sampling (95 %); '-': not within the bits that were "
       "run."},
      sets,
      {{data_column(), [](const SetRuns& set) { return set.problem.title(); }},
       slope_column("naive"),
       {number_column("ridge", "ridge oracle", "", 3), ridge_slope},
       slope_column("nearest"),
       slope_column("double_sampling"),
       {integer_column("crossover", "crossover", "bits"), crossover}});
}

Table fixed_point_table(const std::vector<SetRuns>& sets) {
  return table_of<SetAtBits>(
      {"fixed_point",
       "Where the naive estimator goes: measured against ridge regression",
       "Distance, in the norm of S, between the point where the naive "
       "estimator's mean gradient over fresh draws of the whole set is zero "
       "and the oracle (S + Dbar)^-1 c, relative to the oracle's own distance "
       "from the optimum (its bias); 0 is agreement, and the noise of the "
       "draws grows against the bias as the bits do."},
      rows_of(sets),
      {data(),
       bits(),
       {number_column("distance", "distance / bias", "", 3),
        [](const SetAtBits& row) {
          return row.set->fixed_point.at(row.bits).interval("distance");
        }},
       {number_column("double_sampling", "share of bias, double sampling", "",
                      3),
        [](const SetAtBits& row) {
          return row.set->fixed_point.at(row.bits).interval(
              "double_sampling_share");
        }},
       {number_column("ridge_excess", "excess of the oracle", "half-MSE", 3),
        ridge_excess}});
}

Table monte_carlo_table(const std::vector<SetRuns>& sets) {
  std::vector<SetAtBits> rows = rows_of(sets);
  std::erase_if(rows, [](const SetAtBits& row) {
    return !row.set->has_monte_carlo(row.bits);
  });
  const auto result = [](const SetAtBits& row) -> const CellResult& {
    return row.set->monte_carlo.at(row.bits).front();
  };
  const auto value = [&](Column column) -> ColumnOf<SetAtBits> {
    return {column, [result, name = column.name](const SetAtBits& row) {
              return result(row).values.at(name);
            }};
  };
  return table_of<SetAtBits>(
      {"monte_carlo", "E[g] - full gradient against D_a x",
       "z scores of the measured mean of the naive gradient minus the full one "
       "minus D_a x, a score a coordinate and sample, at the exact optimum. If "
       "the formula holds their mean square (with a 95 % interval over "
       "samples) is 1 and the largest stays below the threshold, which so many "
       "standard normal scores pass once in 1000 runs. The last column is the "
       "mean square against no bias at all."},
      rows,
      {data(),
       bits(),
       value(integer_column("count", "scores")),
       {number_column("mean_square", "mean z^2", "", 4),
        [result](const SetAtBits& row) {
          return t_interval(column(result(row).rows, "mean_square"));
        }},
       value(number_column("largest", "largest |z|", "", 3)),
       value(number_column("threshold", "threshold", "", 3)),
       value(number_column("bias_mean_square", "mean z^2 without D_a x", "",
                           4))});
}

}  // namespace

std::vector<Table> make_tables(const std::vector<SetRuns>& sets) {
  return {excess_table(sets), gap_table(sets), slope_table(sets),
          fixed_point_table(sets), monte_carlo_table(sets)};
}

}  // namespace zipml::naive_bias
