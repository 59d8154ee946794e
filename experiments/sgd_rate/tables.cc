#include <algorithm>

#include "core/harness/findings/table_of.h"
#include "experiments/sgd_rate/analysis.h"

namespace zipml::sgd_rate {
namespace {

double smallest_ratio(const VariantGaps& m) {
  double smallest = m.gap[0].mean / m.bound(0);
  for (std::size_t i = 1; i < m.gap.size(); ++i) {
    smallest = std::min(smallest, m.gap[i].mean / m.bound(i));
  }
  return smallest;
}

// Over repetitions. The points of one curve share their runs, so that the
// interval of their fit says nothing of other seeds; of a single run it is all
// that there is.
Estimate slope_of(const VariantGaps& m) {
  const std::vector<double> slopes = present(m.repetition_slopes);
  return slopes.size() < 2 ? m.line.slope : t_interval(slopes);
}

Table rate_table(const std::vector<VariantGaps>& all) {
  std::vector<VariantGaps> known = all;
  std::erase_if(known, [](const VariantGaps& m) { return !m.known(); });
  return table_of<VariantGaps>(
      {"rates", "How the optimality gap falls with the updates",
       "Slope of log(gap) against log(T) over all T that were run, mean and 95 "
       "% t interval over repetitions (of the full batch, which is run once, "
       "the interval of the fit; Theorem 1: -1/2 with noise, -1 without). "
       "sigma is the exact standard deviation of the gradient, its "
       "largest over the ball and at the optimum. The ratios compare the gap "
       "with the theorem's bound at the same T (R sigma sqrt(2/T) + L R^2/T; "
       "naive: plus R beta + (eta/2) beta^2): the largest (with the interval "
       "of that T) and the smallest; below 1 the bound holds, and the nearer "
       "to 1 the tighter."},
      known,
      {{text_column("variant", "gradients"),
        [](const auto& m) { return variant_label(m.variant); }},
       {number_column("sigma", "sigma, largest"),
        [](const auto& m) { return m.constants->sigma; }},
       {number_column("sigma_at_optimum", "sigma at x*"),
        [](const auto& m) { return m.constants->sigma_at_optimum; }},
       {number_column("slope", "slope", "", 3),
        [](const auto& m) { return slope_of(m); }},
       {number_column("largest", "gap / bound, largest", "", 3),
        [](const auto& m) { return m.tightest(); }},
       {number_column("smallest", "smallest", "", 3), smallest_ratio},
       {number_column("gap", "gap at the largest T", "half-MSE", 3),
        [](const auto& m) { return m.gap.back(); }}});
}

// What Theorem 3 allows above double sampling's bound.
double allowed_of(const VariantGaps& naive) {
  const double largest = naive.updates.back();
  return biased_bound(*naive.constants, largest) -
         unbiased_bound(*naive.constants, largest);
}

struct BiasRow {
  int bits;
  const VariantGaps* naive;
  const VariantGaps* unbiased;
  Estimate difference;
};

Table bias_table(const Cells& cells, const std::vector<VariantGaps>& all) {
  std::vector<BiasRow> rows;
  for (const int bits : cells.bits()) {
    const VariantGaps& naive = find(all, {"naive", bits});
    const VariantGaps& unbiased = find(all, {"double_sampling", bits});
    if (!naive.known() || !unbiased.known()) continue;
    rows.push_back({bits, &naive, &unbiased, bias_cost(all, bits)});
  }
  return table_of<BiasRow>(
      {"bias", "The price of the naive estimator's bias",
       "beta = max ||Dbar x|| over the ball, exact. The floor is the exact gap "
       "of (S + Dbar)^-1 c, where naive SGD goes; the gaps are measured at the "
       "largest T, and their difference is paired by repetition. Theorem 3 "
       "allows R beta + (eta/2) beta^2 above double sampling's bound, and the "
       "last column says how much of that the exact floor is."},
      rows,
      {{bits_column(), [](const auto& row) { return row.bits; }},
       {number_column("beta", "beta", "", 3),
        [](const auto& row) { return row.naive->constants->beta; }},
       {number_column("allowed", "R beta + (eta/2) beta^2", "half-MSE", 3),
        [](const auto& row) { return allowed_of(*row.naive); }},
       {number_column("floor", "floor, exact", "half-MSE", 3),
        [](const auto& row) { return row.naive->constants->floor; }},
       {number_column("naive", "gap, naive", "half-MSE", 3),
        [](const auto& row) { return row.naive->gap.back(); }},
       {number_column("double_sampling", "gap, double sampling", "half-MSE", 3),
        [](const auto& row) { return row.unbiased->gap.back(); }},
       {number_column("difference", "difference", "half-MSE", 3),
        [](const auto& row) { return row.difference; }},
       {number_column("ratio", "floor / allowed", "", 3), [](const auto& row) {
          return row.naive->constants->floor / allowed_of(*row.naive);
        }}});
}

struct GapRow {
  const VariantGaps* m;
  std::size_t i;
};

Table gap_table(const std::vector<VariantGaps>& all) {
  std::vector<GapRow> rows;
  for (const VariantGaps& m : all) {
    if (!m.known()) continue;
    for (std::size_t i = 0; i < m.gap.size(); ++i) rows.push_back({&m, i});
  }
  return table_of<GapRow>(
      {"gaps", "Optimality gap and bound at every number of updates",
       "F(average of the iterates) - F*, mean and 95 % t interval over "
       "repetitions, and the bound of the theorem."},
      rows,
      {{text_column("variant", "gradients"),
        [](const auto& row) { return variant_label(row.m->variant); }},
       {integer_column("updates", "updates T"),
        [](const auto& row) {
          return static_cast<std::int64_t>(row.m->updates[row.i]);
        }},
       {number_column("gap", "gap", "half-MSE"),
        [](const auto& row) {
          const Estimate& gap = row.m->gap[row.i];
          return gap.n < 2 ? Value(gap.mean) : Value(gap);
        }},
       {number_column("bound", "bound", "half-MSE"),
        [](const auto& row) { return row.m->bound(row.i); }}});
}

}  // namespace

std::vector<Table> make_tables(const Cells& cells,
                               const std::vector<VariantGaps>& all) {
  return {rate_table(all), bias_table(cells, all), gap_table(all)};
}

}  // namespace zipml::sgd_rate
