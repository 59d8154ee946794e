#include <fmt/format.h>

#include <cmath>

#include "experiments/linear/step_search_table.h"
#include "experiments/optimal_vs_uniform/analysis.h"

namespace zipml::optimal_vs_uniform {
namespace {

const Column kData = data_column(), kBits = bits_column();

Column loss_column(const char* name, const char* label) {
  return {name, label, "half-MSE", ColumnFormat::kNumber, 5};
}

Column percent_column(const char* name, std::string label) {
  return {name, std::move(label), "", ColumnFormat::kPercent, 3};
}

Column epochs_column(const char* name, const char* label) {
  return {name, label, "epochs", ColumnFormat::kNumber, 3};
}

Column ratio_column(const char* name, const char* label) {
  return {name, label, "", ColumnFormat::kNumber, 3};
}

Value or_null(double value) {
  return std::isfinite(value) ? Value(value) : Value();
}

Estimate relative(const std::vector<double>& low,
                  const std::vector<double>& full) {
  return t_interval(
      pairwise(low, full, [](double a, double b) { return a / b - 1; }));
}

Table panel_table(const std::vector<PanelResult>& panels) {
  Table table{
      "panels",
      "Uniform and optimal levels at the paper's bits",
      "Final half-MSE with 95 % t intervals; \"above\" is relative to the "
      "32-bit run of the same repetition (same sample order). Largest rise: "
      "the most that an epoch after the tenth is above the lowest loss before "
      "it. The paper's values are read off Fig 10 at the same epoch.",
      {kData,
       kBits,
       {"epochs", "epochs", "epochs", ColumnFormat::kInteger},
       loss_column("optimum", "exact optimum"),
       loss_column("full", "32-bit"),
       loss_column("uniform", "uniform"),
       loss_column("optimal", "optimal"),
       percent_column("uniform_above", "uniform above 32-bit"),
       percent_column("optimal_above", "optimal above 32-bit"),
       percent_column("uniform_rise", "largest rise, uniform"),
       percent_column("optimal_rise", "largest rise, optimal"),
       loss_column("paper_uniform", "paper, uniform"),
       loss_column("paper_optimal", "paper, optimal")},
      {}};
  for (const PanelResult& panel : panels) {
    const auto paper = paper_curves(panel.problem);
    table.rows.push_back(
        {panel.problem.title(), panel.bits, panel.epochs, panel.optimum,
         interval(panel.full_loss), interval(panel.uniform_loss),
         interval(panel.optimal_loss),
         relative(panel.uniform_loss, panel.full_loss),
         relative(panel.optimal_loss, panel.full_loss),
         interval(panel.uniform_rise), interval(panel.optimal_rise),
         paper ? or_null(paper->uniform.at(panel.epochs)) : Value(),
         paper ? or_null(paper->optimal.at(panel.epochs)) : Value()});
  }
  return table;
}

Table equal_loss_table(const std::vector<PanelResult>& panels) {
  Table table{
      "equal_loss",
      "Epochs to equal loss, uniform over optimal",
      "The loss is the least that uniform levels reached by the epoch of a "
      "row, in the same repetition. Epochs are the first at or below it "
      "(arithmetic means); the ratio is their geometric mean over repetitions "
      "with 95 % t interval. Optimal levels that never reached the loss count "
      "one epoch more than were run: the ratio is then an upper bound. Paper: "
      "the same rule on the digitised curves of Fig 10 (epochs 1, 2, 3, 5, "
      "10, 20, 30, 40, 50, 75, 100, linear between them).",
      {kData,
       kBits,
       {"epoch", "loss of epoch", "epochs", ColumnFormat::kInteger},
       epochs_column("uniform", "uniform"),
       epochs_column("optimal", "optimal"),
       ratio_column("ratio", "uniform / optimal"),
       {"never", "optimal never", "runs", ColumnFormat::kInteger},
       ratio_column("paper", "paper")},
      {}};
  for (const PanelResult& panel : panels) {
    for (const Checkpoint& checkpoint : panel.checkpoints) {
      table.rows.push_back({panel.problem.title(), panel.bits, checkpoint.epoch,
                            interval(checkpoint.uniform),
                            interval(checkpoint.optimal),
                            geometric_interval(checkpoint.ratios),
                            checkpoint.never, or_null(checkpoint.paper)});
    }
  }
  return table;
}

Table fewest_bits_table(const CellMaker& cells,
                        const std::vector<SweepResult>& sweep) {
  Table table{
      "fewest_bits",
      "Fewest bits for a smooth curve",
      fmt::format(
          "From the fewest bits on, a curve ends within 1 % of the 32-bit one "
          "and no epoch after the tenth is more than 5 % above the lowest loss "
          "before it (a rule for what the paper judges by eye); mean over "
          "repetitions with 95 % t interval, bits {} to {}. Repetitions whose "
          "32-bit curve is not smooth itself are left out. Where no number of "
          "bits sufficed, uniform levels count {} bits in the ratio (a lower "
          "bound) and optimal ones leave the repetition out. The paper: 5 bits "
          "of uniform levels over 3 of optimal ones, 1.67, on "
          "YearPredictionMSD.",
          cells.swept_bits().front(), cells.swept_bits().back(),
          cells.swept_bits().back() + 1),
      {kData,
       {"features", "features", "", ColumnFormat::kInteger},
       {"uniform", "uniform", "bits", ColumnFormat::kNumber, 3},
       {"optimal", "optimal", "bits", ColumnFormat::kNumber, 3},
       ratio_column("ratio", "uniform / optimal"),
       {"full_smooth", "32-bit smooth", "runs", ColumnFormat::kInteger},
       {"no_uniform", "none sufficed, uniform", "runs", ColumnFormat::kInteger},
       {"no_optimal", "none sufficed, optimal", "runs",
        ColumnFormat::kInteger}},
      {}};
  const auto found = [](std::vector<double> bits) {
    std::erase(bits, 0.0);
    const Estimate mean = interval(bits);
    return mean.n == 0 ? Value() : Value(mean);
  };
  for (const SweepResult& set : sweep) {
    table.rows.push_back(
        {set.problem.title(), static_cast<std::int64_t>(set.problem.features),
         found(set.uniform), found(set.optimal), found(set.ratios),
         set.full_smooth, set.no_uniform, set.no_optimal});
  }
  return table;
}

Table sweep_table(const std::vector<SweepResult>& sweep) {
  Table table{
      "bits_sweep",
      "Loss above 32 bits for each number of bits",
      "Final half-MSE relative to the 32-bit run of the same repetition, minus "
      "1, with 95 % t interval; and in how many repetitions the curve is "
      "smooth (table fewest_bits has the rule). At 1 bit both placements have "
      "the ends of the range as their levels.",
      {kData,
       kBits,
       percent_column("uniform", "uniform above 32-bit"),
       percent_column("optimal", "optimal above 32-bit"),
       {"uniform_smooth", "smooth, uniform", "runs", ColumnFormat::kInteger},
       {"optimal_smooth", "smooth, optimal", "runs", ColumnFormat::kInteger}},
      {}};
  for (const SweepResult& set : sweep) {
    for (const SweepResult::Level& level : set.levels) {
      table.rows.push_back({set.problem.title(), level.bits,
                            interval(level.uniform_excess),
                            interval(level.optimal_excess),
                            level.uniform_smooth, level.optimal_smooth});
    }
  }
  return table;
}

Table figure_7a_table(const CellMaker& cells,
                      const std::vector<Figure7aResult>& figure_7a) {
  const int few = cells.optimal_bits(), many = cells.uniform_bits();
  Table table{
      "figure_7a",
      "How far the curves of Fig 7a are above 32 bits",
      "Mean over the epochs of loss / 32-bit loss - 1, against the 32-bit run "
      "of the same repetition, with 95 % t interval. The difference is paired. "
      "Last row: the paper's Fig 7a over its digitised epochs (1, 2, 3, 5, 10, "
      "20, 30), whose early ones weigh more than in ours; it does not say "
      "which of two curves is optimal 3-bit and which uniform 5-bit.",
      {kData, percent_column("few", fmt::format("uniform {}-bit", few)),
       percent_column("many", fmt::format("uniform {}-bit", many)),
       percent_column("optimal", fmt::format("optimal {}-bit", few)),
       percent_column("difference", fmt::format("optimal {}-bit minus uniform "
                                                "{}-bit",
                                                few, many))},
      {}};
  for (const Figure7aResult& set : figure_7a) {
    table.rows.push_back(
        {set.problem.title(), interval(set.few_uniform),
         interval(set.many_uniform), interval(set.optimal),
         t_interval(pairwise(set.optimal, set.many_uniform,
                             [](double a, double b) { return a - b; }))});
  }
  const PaperFigure7a paper = paper_figure_7a();
  if (few == 3 && many == 5) {
    table.rows.push_back({"paper, YearPredictionMSD (curves a and b)",
                          mean_gap(paper.few_uniform, paper.full),
                          mean_gap(paper.a, paper.full),
                          mean_gap(paper.b, paper.full), Value()});
  }
  return table;
}

Table variance_table(const CellMaker& cells, const Results& results) {
  Table table{
      "variance",
      "Rounding variance that optimal levels save",
      "Exact: mean over the training rows of Var Q(a_j), summed over features "
      "(tr Dbar, in squared units of the normalized features). Uniform levels "
      "span [-max |a|, max |a|] (column_max, the paper's text) or [min, max] "
      "(min_max, the fair comparison: optimal levels span that too). Features: "
      "median and largest of the features' own ratios min_max / optimal. "
      "Equal-variance bits: at which uniform min_max levels would have the "
      "optimal ones' variance, as it falls with the square of the number of "
      "intervals; over the bits, this is the saving of C8 in variance.",
      {kData,
       {"normalization", "normalization", "", ColumnFormat::kText},
       kBits,
       ratio_column("column_max", "uniform, column_max"),
       ratio_column("min_max", "uniform, min_max"),
       ratio_column("optimal", "optimal"),
       ratio_column("range_gain", "column_max / optimal"),
       ratio_column("gain", "min_max / optimal"),
       ratio_column("median_gain", "median feature"),
       ratio_column("largest_gain", "largest feature"),
       {"equal_bits", "equal-variance bits", "bits", ColumnFormat::kNumber, 3},
       ratio_column("saving", "over bits")},
      {}};
  for (const ProblemSpec& problem : cells.problems()) {
    for (const std::string& normalization : cells.normalizations()) {
      for (const int bits : cells.variance_bits(problem)) {
        const CellResult& result =
            results.of(cells.variance(problem, normalization, bits));
        if (result.status != Status::kOk) continue;
        const Record& values = result.values;
        const double optimal = values.number("optimal");
        const double gain = values.number("min_max") / optimal;
        const double equal =
            equal_variance_bits(bits, gain, cells.convention());
        table.rows.push_back(
            {problem.title(), normalization, bits, values.at("column_max"),
             values.at("min_max"), optimal,
             or_null(values.number("column_max") / optimal), or_null(gain),
             values.at("median_gain"), values.at("largest_gain"),
             or_null(equal), or_null(equal / bits)});
      }
    }
  }
  return table;
}

Table search_table(const CellMaker& cells, const Results& results) {
  std::vector<std::pair<std::string, std::shared_ptr<const Cell>>> searches;
  for (const ProblemSpec& problem : cells.problems()) {
    searches.emplace_back(problem.title(), cells.step_search(problem));
  }
  return step_search_table(searches, results);
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells, const Results& results,
                               const std::vector<PanelResult>& panels,
                               const std::vector<SweepResult>& sweep,
                               const std::vector<Figure7aResult>& figure_7a) {
  return {panel_table(panels),
          equal_loss_table(panels),
          fewest_bits_table(cells, sweep),
          sweep_table(sweep),
          figure_7a_table(cells, figure_7a),
          variance_table(cells, results),
          search_table(cells, results)};
}

}  // namespace zipml::optimal_vs_uniform
