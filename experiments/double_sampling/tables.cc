#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/table_of.h"
#include "core/sgd/method.h"
#include "experiments/double_sampling/analysis.h"
#include "experiments/linear/storage.h"

namespace zipml::double_sampling {
namespace {

// A column of the paper's values at the last epoch; null where it has none.
ColumnOf<SetRuns> paper_column(std::string name, std::string label,
                               PaperCurve PaperCurves::*curve) {
  return {loss_column(std::move(name), std::move(label)),
          [curve](const SetRuns& set) {
            const auto paper = paper_curves("8", set.problem);
            return paper ? known(((*paper).*curve).at(set.epochs)) : Value();
          }};
}

Table panel_table(const std::vector<SetRuns>& sets) {
  return table_of<SetRuns>(
      {"panels", "Double sampling at the paper's bits against 32 bits",
       "Final half-MSE with 95 % t intervals; the difference is the geometric "
       "mean of the ratios of paired repetitions (the same sample order), "
       "minus 1. Epochs to within 1 % of the final "
       "32-bit loss of the same repetition (one more than the epochs that were "
       "run: never). The paper's values are read off Fig 8 at the same epoch."},
      sets,
      {{data_column(), [](const auto& set) { return set.problem.title(); }},
       {bits_column(), [](const auto& set) { return set.bits; }},
       {loss_column("optimum", "exact optimum"),
        [](const auto& set) { return known(optimum_of(set.full)); }},
       {loss_column("full", "32-bit"),
        [](const auto& set) { return set.full.interval("final_loss"); }},
       {loss_column("low", "double sampling"),
        [](const auto& set) { return set.low.interval("final_loss"); }},
       {percent_column("difference", "difference"),
        [](const auto& set) {
          return known(mean_above_32_bits(set.low, set.full));
        }},
       {number_column("full_epochs", "to 1 %, 32-bit", "epochs", 3),
        [](const auto& set) {
          return interval(set.epochs_to_full_loss(set.full));
        }},
       {number_column("low_epochs", "to 1 %, double sampling", "epochs", 3),
        [](const auto& set) {
          return interval(set.epochs_to_full_loss(set.low));
        }},
       paper_column("paper_full", "paper, 32-bit", &PaperCurves::full),
       paper_column("paper_low", "paper, double sampling", &PaperCurves::low)});
}

Table assumption_table(const std::vector<TrialRuns>& trials) {
  return table_of<TrialRuns>(
      {"assumptions", "What the paper does not say, against its curves",
       "Distance: mean of |ln(ours / paper)| over the digitised epochs of a "
       "panel that were run, for the mean curve over repetitions; alpha is the "
       "step found by the search for that variant."},
      trials,
      {{data_column(), [](const auto& trial) { return trial.problem.title(); }},
       {text_column("normalization", "normalization"),
        [](const auto& trial) { return trial.assumptions.normalization; }},
       {integer_column("batch", "batch", "samples"),
        [](const auto& trial) { return trial.assumptions.batch_size; }},
       {number_column("alpha", "alpha", "", 3),
        [](const auto& trial) { return known(trial.alpha()); }},
       {loss_column("full", "32-bit"),
        [](const auto& trial) { return trial.full.interval("final_loss"); }},
       {number_column("full_distance", "distance, 32-bit", "", 3),
        [](const auto& trial) { return trial.full_distance(); }},
       {loss_column("low", "double sampling"),
        [](const auto& trial) { return trial.low.interval("final_loss"); }},
       {number_column("low_distance", "distance, double sampling", "", 3),
        [](const auto& trial) { return trial.low_distance(); }}});
}

Table sweep_table(const SweepResult& sweep) {
  struct Level {
    const ProblemSpec* problem;
    int bits;
    const std::vector<double>* above;
  };
  std::vector<Level> levels;
  for (const SweptSet& set : sweep.sets) {
    for (const auto& [bits, above] : set.above) {
      levels.push_back({&set.problem, bits, &above});
    }
  }
  return table_of<Level>(
      {"bits_sweep", "Loss above 32 bits for each number of bits",
       "Final half-MSE over that of the 32-bit run on the same set, minus 1: "
       "geometric mean over the sets of a size with 95 % interval (empty: a "
       "run diverged)."},
      levels,
      {{data_column(), [](const Level& row) { return row.problem->title(); }},
       {integer_column("features", "features"),
        [](const Level& row) {
          return static_cast<std::int64_t>(row.problem->features);
        }},
       {bits_column(), &Level::bits},
       {percent_column("excess", "above 32 bits"), [](const Level& row) {
          std::vector<double> ratios = *row.above;
          for (double& ratio : ratios) ratio += 1;
          return known(mean_ratio_minus_one(ratios));
        }}});
}

Table fewest_bits_table(const SweepResult& sweep) {
  const SweptSet& first = sweep.sets.front();
  const Estimate base = t_interval(first.found());
  std::vector<Record> rows;
  for (const SweptSet& set : sweep.sets) {
    const auto features = [](const SweptSet& swept) {
      return static_cast<double>(swept.problem.features);
    };
    const double growth = std::log2(features(set) / features(first)) / 2;
    rows.push_back(
        {{"data", set.problem.title()},
         {"log2_features", set.log2_features()},
         {"needed", known(t_interval(set.found()))},
         {"at_most", set.at_most()},
         {"none", set.none()},
         {"theory", base.n > 0 ? Value(base.mean + growth) : Value()}});
  }
  rows.push_back({{"data", "slope"},
                  {"needed", known(sweep.slope.slope)},
                  {"theory", 0.5}});
  return table_of<Record>(
      {"fewest_bits", "Bits that are needed against the number of features",
       "The bits at which the final loss is 1 % above the 32-bit one, "
       "interpolated in its logarithm between whole bits; mean and 95 % "
       "interval over sets of a size, drawn by seeds of their own. At most: "
       "sets for which the fewest bits that were tried suffice, which is then "
       "an upper bound; none: sets for which no number did, which are left "
       "out. Theory (claim C3): n / s^2 constant, so bits grow as log2(n) / 2. "
       "The last row is the slope of bits against log2(n), a point a set."},
      rows,
      {field(data_column()),
       field(number_column("log2_features", "log2(features)", "", 3)),
       field(number_column("needed", "bits needed", "bits", 3)),
       field(integer_column("at_most", "at most", "sets")),
       field(integer_column("none", "none sufficed", "sets")),
       field(number_column("theory", "log2(n) / 2 from the first row", "bits",
                           3))});
}

Table moments_table(const std::vector<SetRuns>& sets) {
  struct MeasuredForm {
    const SetRuns* set;
    const Record* values;
  };
  std::vector<MeasuredForm> forms;
  for (const SetRuns& set : sets) {
    for (const Record& row : set.moments.front().rows) {
      forms.push_back({&set, &row});
    }
  }
  const auto value = [](Column column) -> ColumnOf<MeasuredForm> {
    return {column, [name = column.name](const MeasuredForm& form) {
              return form.values->at(name);
            }};
  };
  return table_of<MeasuredForm>(
      {"variance",
       "Variance of the gradient estimators against the exact formulas",
       "Measured E||g - full gradient||^2 over the exact value, mean over "
       "samples with 95 % t interval, at the exact optimum. Plain: tr(D) r^2 + "
       "||a||^2 x^T D x + tr(D) x^T D x. Symmetrised: 1/2 tr(D) r^2 + 1/2 "
       "||a||^2 x^T D x + r a^T D x + 1/2 tr(D) x^T D x + 1/2 x^T D^2 x. A "
       "normal score would pass the threshold once in 1000 tables; squared "
       "gradients have heavier tails."},
      forms,
      {{data_column(),
        [](const MeasuredForm& row) { return row.set->problem.title(); }},
       {bits_column(), [](const MeasuredForm& row) { return row.set->bits; }},
       {text_column("form", "form"),
        [](const MeasuredForm& row) {
          return method_label(row.values->text("method"));
        }},
       value(number_column("ratio", "measured / exact")),
       value(number_column("largest", "largest |z|", "", 3)),
       value(number_column("threshold", "threshold", "", 3)),
       value(integer_column("count", "samples"))});
}

Table packed_table(const std::vector<SetRuns>& sets) {
  std::vector<PackedSet> packed;
  for (const SetRuns& set : sets) {
    packed.push_back({set.problem.title(), set.bits, set.storage.front().rows});
  }
  return storage_table(packed);
}

Table moved_table(const std::vector<SetRuns>& sets) {
  struct Moved {
    const ProblemSpec* problem;
    std::string method;
    const Record* last;  // epoch of the run
    double full;         // sample bits at 32 bits; 0: not known
  };
  std::vector<Moved> rows;
  for (const SetRuns& set : sets) {
    double full = 0;
    const auto add = [&](const Runs& runs, std::string method) {
      if (runs.front().rows.empty()) return;
      const Record& last = runs.front().rows.back();
      if (&runs == &set.full) full = last.number("sample_bits");
      rows.push_back({&set.problem, std::move(method), &last, full});
    };
    add(set.full, "32-bit");
    add(set.low, fmt::format("double sampling, {}-bit", set.bits));
  }
  const auto bits = [](const char* name, const char* field) -> ColumnOf<Moved> {
    return {number_column(name, name, "bits"),
            [field](const Moved& row) { return row.last->at(field); }};
  };
  return table_of<Moved>(
      {"moved", "Bits moved on the channels",
       "After the last epoch, in one repetition: values that crossed times the "
       "bits of their codes (a pair of fresh draws as one code without order, "
       "b + 1 bits); labels (32 bits a row in every variant) not counted."},
      rows,
      {{data_column(), [](const Moved& row) { return row.problem->title(); }},
       {text_column("method", "method"), &Moved::method},
       bits("samples", "sample_bits"),
       bits("model", "model_bits"),
       bits("gradient", "gradient_bits"),
       {number_column("saving", "samples, 32-bit over this", "", 3),
        [](const Moved& row) {
          return row.full > 0
                     ? Value(row.full / row.last->number("sample_bits"))
                     : Value();
        }}});
}

}  // namespace

std::vector<Table> make_tables(const std::vector<SetRuns>& sets,
                               const std::vector<TrialRuns>& trials,
                               const SweepResult& sweep) {
  return {panel_table(sets),        assumption_table(trials),
          fewest_bits_table(sweep), sweep_table(sweep),
          moments_table(sets),      packed_table(sets),
          moved_table(sets)};
}

}  // namespace zipml::double_sampling
