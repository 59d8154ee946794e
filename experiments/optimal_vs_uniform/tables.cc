#include <fmt/format.h>

#include "core/harness/findings/table_of.h"
#include "experiments/optimal_vs_uniform/analysis.h"

namespace zipml::optimal_vs_uniform {
namespace {

Column epochs_column(std::string name, std::string label) {
  return number_column(std::move(name), std::move(label), "epochs", 3);
}

Column ratio_column(std::string name, std::string label) {
  return number_column(std::move(name), std::move(label), "", 3);
}

Column runs_column(std::string name, std::string label) {
  return integer_column(std::move(name), std::move(label), "runs");
}

// The paper's value at the last epoch; null where it has none.
ColumnOf<SetRuns> paper_column(std::string name, std::string label,
                               PaperCurve Figure10Curves::*curve) {
  return {loss_column(std::move(name), std::move(label)),
          [curve](const SetRuns& set) {
            const auto paper = figure_10_curves(set.problem);
            return paper ? known(((*paper).*curve).at(set.epochs)) : Value();
          }};
}

Table panel_table(const std::vector<SetRuns>& sets) {
  return table_of<SetRuns>(
      {"panels", "Uniform and optimal levels at the paper's bits",
       "Final half-MSE with 95 % t intervals; \"above\" is relative to the "
       "32-bit run of the same repetition (same sample order). Largest rise: "
       "the most that an epoch after the tenth is above the lowest loss before "
       "it. The paper's values are read off Fig 10 at the same epoch."},
      sets,
      {{data_column(), [](const auto& set) { return set.problem.title(); }},
       {bits_column(), [](const auto& set) { return set.bits; }},
       {integer_column("epochs", "epochs", "epochs"),
        [](const auto& set) { return set.epochs; }},
       {loss_column("optimum", "exact optimum"),
        [](const auto& set) { return known(optimum_of(set.full)); }},
       {loss_column("full", "32-bit"),
        [](const auto& set) { return set.full.interval("final_loss"); }},
       {loss_column("uniform", "uniform"),
        [](const auto& set) {
          return set.own_uniform().interval("final_loss");
        }},
       {loss_column("optimal", "optimal"),
        [](const auto& set) {
          return set.own_optimal().interval("final_loss");
        }},
       {percent_column("uniform_above", "uniform above 32-bit"),
        [](const auto& set) {
          return known(mean_above_32_bits(set.own_uniform(), set.full));
        }},
       {percent_column("optimal_above", "optimal above 32-bit"),
        [](const auto& set) {
          return known(mean_above_32_bits(set.own_optimal(), set.full));
        }},
       {percent_column("uniform_rise", "largest rise, uniform"),
        [](const auto& set) {
          return interval(largest_rises(set.own_uniform()));
        }},
       {percent_column("optimal_rise", "largest rise, optimal"),
        [](const auto& set) {
          return interval(largest_rises(set.own_optimal()));
        }},
       paper_column("paper_uniform", "paper, uniform",
                    &Figure10Curves::uniform),
       paper_column("paper_optimal", "paper, optimal",
                    &Figure10Curves::optimal)});
}

Table equal_loss_table(const std::vector<SetRuns>& sets) {
  struct Timed {
    const SetRuns* set;
    const Checkpoint* at;
  };
  std::vector<Timed> rows;
  for (const SetRuns& set : sets) {
    for (const Checkpoint& checkpoint : set.checkpoints) {
      rows.push_back({&set, &checkpoint});
    }
  }
  return table_of<Timed>(
      {"equal_loss", "Epochs to equal loss, uniform over optimal",
       "The loss is the least that uniform levels reached by the epoch of a "
       "row, in the same repetition. Epochs are the first at or below it "
       "(arithmetic means); the ratio is their geometric mean over repetitions "
       "with 95 % t interval. Optimal levels that never reached the loss count "
       "one epoch more than were run: the ratio is then an upper bound. Paper: "
       "the same rule on the digitised curves of Fig 10 (epochs 1, 2, 3, 5, "
       "10, 20, 30, 40, 50, 75, 100, linear between them)."},
      rows,
      {{data_column(),
        [](const Timed& row) { return row.set->problem.title(); }},
       {bits_column(), [](const Timed& row) { return row.set->bits; }},
       {integer_column("epoch", "loss of epoch", "epochs"),
        [](const Timed& row) { return row.at->epoch; }},
       {epochs_column("uniform", "uniform"),
        [](const Timed& row) { return interval(row.at->uniform); }},
       {epochs_column("optimal", "optimal"),
        [](const Timed& row) { return interval(row.at->optimal); }},
       {ratio_column("ratio", "uniform / optimal"),
        [](const Timed& row) { return geometric_interval(row.at->ratios); }},
       {runs_column("never", "optimal never"),
        [](const Timed& row) { return row.at->never; }},
       {ratio_column("paper", "paper"),
        [](const Timed& row) { return known(row.at->paper); }}});
}

// Of the repetitions that found some; null where none did.
Value mean_found(std::vector<double> bits) {
  std::erase(bits, 0.0);
  return known(interval(bits));
}

std::int64_t full_smooth(const SweptSet& set) {
  return smooth_runs(set.full, set.full);
}

Table fewest_bits_table(const Measurements& measured) {
  const std::vector<int>& bits = measured.swept_bits;
  return table_of<SweptSet>(
      {"fewest_bits", "Fewest bits for a smooth curve",
       fmt::format(
           "From the fewest bits on, a curve ends within 1 % of the 32-bit one "
           "and no epoch after the tenth is more than 5 % above the lowest "
           "loss before it (a rule for what the paper judges by eye); mean "
           "over repetitions with 95 % t interval, bits {} to {}. Repetitions "
           "whose 32-bit curve is not smooth itself are left out. Where no "
           "number of bits sufficed, uniform levels count {} bits in the ratio "
           "(a lower bound) and optimal ones leave the repetition out. The "
           "paper: 5 bits of uniform levels over 3 of optimal ones, 1.67, on "
           "YearPredictionMSD.",
           bits.front(), bits.back(), bits.back() + 1)},
      measured.sweep,
      {{data_column(), [](const auto& set) { return set.problem.title(); }},
       {integer_column("features", "features"),
        [](const auto& set) {
          return static_cast<std::int64_t>(set.problem.features);
        }},
       {number_column("uniform", "uniform", "bits", 3),
        [](const auto& set) { return mean_found(set.uniform.fewest); }},
       {number_column("optimal", "optimal", "bits", 3),
        [](const auto& set) { return mean_found(set.optimal.fewest); }},
       {ratio_column("ratio", "uniform / optimal"),
        [](const auto& set) { return mean_found(set.ratios); }},
       {runs_column("full_smooth", "32-bit smooth"), full_smooth},
       {runs_column("no_uniform", "none sufficed, uniform"),
        [](const auto& set) { return set.uniform.none(); }},
       {runs_column("no_optimal", "none sufficed, optimal"),
        [](const auto& set) { return set.optimal.none(); }}});
}

Table sweep_table(const Measurements& measured) {
  struct Level {
    const SweptSet* set;
    int bits;

    const Runs& runs(SweptLevels SweptSet::*levels) const {
      return (set->*levels).runs.at(bits);
    }
  };
  std::vector<Level> rows;
  for (const SweptSet& set : measured.sweep) {
    for (const int bits : measured.swept_bits) rows.push_back({&set, bits});
  }
  const auto above = [](SweptLevels SweptSet::*levels) {
    return [levels](const Level& row) -> Value {
      return interval(above_32_bits(row.runs(levels), row.set->full));
    };
  };
  const auto smooth = [](SweptLevels SweptSet::*levels) {
    return [levels](const Level& row) -> Value {
      return smooth_runs(row.runs(levels), row.set->full);
    };
  };
  return table_of<Level>(
      {"bits_sweep", "Loss above 32 bits for each number of bits",
       "Final half-MSE relative to the 32-bit run of the same repetition, "
       "minus 1, with 95 % t interval; and in how many repetitions the curve "
       "is smooth (table fewest_bits has the rule). At 1 bit both placements "
       "have the ends of the range as their levels."},
      rows,
      {{data_column(),
        [](const Level& row) { return row.set->problem.title(); }},
       {bits_column(), &Level::bits},
       {percent_column("uniform", "uniform above 32-bit"),
        above(&SweptSet::uniform)},
       {percent_column("optimal", "optimal above 32-bit"),
        above(&SweptSet::optimal)},
       {runs_column("uniform_smooth", "smooth, uniform"),
        smooth(&SweptSet::uniform)},
       {runs_column("optimal_smooth", "smooth, optimal"),
        smooth(&SweptSet::optimal)}});
}

Table figure_7a_table(const Figure7a& measured) {
  const int few = measured.few, many = measured.many;
  std::vector<Record> rows;
  for (const Figure7aSet& set : measured.sets) {
    rows.push_back({{"data", set.problem.title()},
                    {"few", interval(set.gaps(set.few_uniform))},
                    {"many", interval(set.gaps(set.many_uniform))},
                    {"optimal", interval(set.gaps(set.optimal))},
                    {"difference", set.above_many_uniform(set.optimal)}});
  }
  if (measured.at_papers_bits()) {
    const PaperFigure7a paper = paper_figure_7a();
    rows.push_back({{"data", "paper, YearPredictionMSD (curves a and b)"},
                    {"few", mean_gap(paper.few_uniform, paper.full)},
                    {"many", mean_gap(paper.a, paper.full)},
                    {"optimal", mean_gap(paper.b, paper.full)}});
  }
  return table_of<Record>(
      {"figure_7a", "How far the curves of Fig 7a are above 32 bits",
       "Mean over the epochs of loss / 32-bit loss - 1, against the 32-bit run "
       "of the same repetition, with 95 % t interval. The difference is "
       "paired. Last row: the paper's Fig 7a over its digitised epochs (1, 2, "
       "3, 5, 10, 20, 30), whose early ones weigh more than in ours; it does "
       "not say which of two curves is optimal 3-bit and which uniform 5-bit."},
      rows,
      {field(data_column()),
       field(percent_column("few", fmt::format("uniform {}-bit", few))),
       field(percent_column("many", fmt::format("uniform {}-bit", many))),
       field(percent_column("optimal", fmt::format("optimal {}-bit", few))),
       field(percent_column(
           "difference",
           fmt::format("optimal {}-bit minus uniform {}-bit", few, many)))});
}

Table variance_table(const std::vector<SetRuns>& sets) {
  struct Saved {
    const SetRuns* set;
    const SavedVariance* variance;
  };
  std::vector<Saved> rows;
  for (const SetRuns& set : sets) {
    for (const SavedVariance& variance : set.variances) {
      rows.push_back({&set, &variance});
    }
  }
  const auto value = [](Column column) -> ColumnOf<Saved> {
    return {column, [name = column.name](const Saved& row) {
              return row.variance->values.at(name);
            }};
  };
  return table_of<Saved>(
      {"variance", "Rounding variance that optimal levels save",
       "Exact: mean over the training rows of Var Q(a_j), summed over features "
       "(tr Dbar, in squared units of the normalized features). Uniform levels "
       "span [-max |a|, max |a|] (column_max, the paper's text) or [min, max] "
       "(min_max, the fair comparison: optimal levels span that too). "
       "Features: median and largest of the features' own ratios min_max / "
       "optimal. Equal-variance bits: at which uniform min_max levels would "
       "have the optimal ones' variance, as it falls with the square of the "
       "number of intervals; over the bits, this is the saving of C8 in "
       "variance."},
      rows,
      {{data_column(),
        [](const Saved& row) { return row.set->problem.title(); }},
       {text_column("normalization", "normalization"),
        [](const Saved& row) { return row.variance->normalization; }},
       {bits_column(), [](const Saved& row) { return row.variance->bits; }},
       value(ratio_column("column_max", "uniform, column_max")),
       value(ratio_column("min_max", "uniform, min_max")),
       value(ratio_column("optimal", "optimal")),
       {ratio_column("range_gain", "column_max / optimal"),
        [](const Saved& row) {
          const Record& values = row.variance->values;
          return known(values.number("column_max") / values.number("optimal"));
        }},
       {ratio_column("gain", "min_max / optimal"),
        [](const Saved& row) { return known(row.variance->gain()); }},
       value(ratio_column("median_gain", "median feature")),
       value(ratio_column("largest_gain", "largest feature")),
       {number_column("equal_bits", "equal-variance bits", "bits", 3),
        [](const Saved& row) { return known(row.variance->equal_bits()); }},
       {ratio_column("saving", "over bits"), [](const Saved& row) {
          return known(row.variance->equal_bits() / row.variance->bits);
        }}});
}

}  // namespace

std::vector<Table> make_tables(const Measurements& measured) {
  return {panel_table(measured.sets),          equal_loss_table(measured.sets),
          fewest_bits_table(measured),         sweep_table(measured),
          figure_7a_table(measured.figure_7a), variance_table(measured.sets)};
}

}  // namespace zipml::optimal_vs_uniform
