#include <optional>

#include "core/harness/findings/table_of.h"
#include "core/sgd/method.h"
#include "experiments/nonlinear/analysis.h"

namespace zipml::nonlinear {
namespace {

// What a row is about, as far as its table goes.
struct Row {
  const SetRuns* set = nullptr;
  int bits = 0;
  std::string method = "32-bit";

  const Runs& runs() const {
    return method == "32-bit" ? set->full : set->low.at(method).at(bits);
  }
};
using RowColumn = ColumnOf<Row>;

std::vector<Row> rows_of_sets(const std::vector<SetRuns>& sets) {
  std::vector<Row> rows;
  for (const SetRuns& set : sets) rows.push_back({.set = &set});
  return rows;
}

// A method does not show in tables that have a column for each.
std::vector<Row> rows_of_bits(const std::vector<SetRuns>& sets,
                              const std::string& method) {
  std::vector<Row> rows;
  for (const SetRuns& set : sets) {
    for (const auto& [bits, budget] : set.budgets) {
      rows.push_back({&set, bits, method});
    }
  }
  return rows;
}

RowColumn data() {
  return {data_column(),
          [](const Row& row) { return row.set->problem.title(); }};
}

RowColumn loss() {
  return {text_column("loss", "loss"),
          [](const Row& row) { return row.set->loss; }};
}

RowColumn total_bits() {
  return {integer_column("bits", "total bits", "bits"), &Row::bits};
}

RowColumn diverged() {
  return {integer_column("diverged", "diverged", "runs"),
          [](const Row& row) { return row.runs().divergence().diverged; }};
}

// Null where a run diverged: a mean over the others would flatter.
Value unless_diverged(const Runs& runs, const Estimate& estimate) {
  return runs.divergence().diverged > 0 ? Value() : Value(estimate);
}

// What crossed the sample channel in the first epoch; nothing where that is not
// known.
std::optional<double> epoch_bits(const Row& row) {
  std::optional<double> bits;
  for (const auto& sent : row.runs().curves("sample_bits")) {
    if (sent.size() > 1) bits = sent[1];
  }
  return bits;
}

std::optional<double> bits_per_value(const Row& row) {
  const std::optional<double> bits = epoch_bits(row);
  if (!bits) return bits;
  const auto values = static_cast<double>(row.set->problem.training_values);
  const auto features = static_cast<double>(row.set->problem.features);
  // The intercept is one feature more.
  return *bits / (values * (1 + 1 / features));
}

// Of the final objective over the reference optimum.
Value excess(const Row& row) {
  if (!row.set->optimum) return {};
  std::vector<double> values = row.runs().values("final_loss");
  for (double& value : values) value -= row.set->optimum->number("optimum");
  return unless_diverged(row.runs(), interval(values));
}

Table figure_table(const std::vector<SetRuns>& sets, int bits) {
  std::vector<Row> rows;
  for (const SetRuns& set : sets) {
    rows.push_back({.set = &set});
    for (const std::string& method : kMethods) {
      rows.push_back({&set, bits, method});
    }
  }
  return table_of<Row>(
      {"figure_9", "Chebyshev, plain rounding and 32 bits (Fig 9)",
       "After the last epoch, mean and 95 % t interval over repetitions; "
       "differences are paired with the 32-bit run of the same repetition. The "
       "objective is the mean loss plus the ridge term; its excess is over the "
       "reference optimum (table optimum). Bits are those that crossed the "
       "sample channel, labels not counted. '-': a run diverged."},
      rows,
      {data(),
       loss(),
       {text_column("method", "method"),
        [](const Row& row) { return method_label(row.method); }},
       {number_column("bits_per_value", "bits a value", "bits", 3),
        [](const Row& row) { return known(bits_per_value(row)); }},
       {number_column("epoch_bits", "bits an epoch", "bits", 3),
        [](const Row& row) { return known(epoch_bits(row)); }},
       {number_column("objective", "final objective"),
        [](const Row& row) {
          return unless_diverged(row.runs(), row.runs().interval("final_loss"));
        }},
       {number_column("excess", "excess", "", 3), excess},
       {percent_column("gap", "objective over 32-bit - 1"),
        [](const Row& row) {
          return unless_diverged(row.runs(), row.set->gap(row.runs()));
        }},
       {percent_column("accuracy", "test accuracy", 4),
        [](const Row& row) {
          return unless_diverged(row.runs(),
                                 row.runs().interval("final_accuracy"));
        }},
       {percent_column("accuracy_difference", "accuracy - 32-bit"),
        [](const Row& row) {
          return unless_diverged(
              row.runs(), accuracy_difference(row.runs(), row.set->full));
        }},
       diverged()});
}

Table bits_table(const std::vector<SetRuns>& sets) {
  std::vector<RowColumn> columns = {
      data(),
      loss(),
      total_bits(),
      {integer_column("base", "base", "bits"),
       [](const Row& row) { return row.set->budgets.at(row.bits).base_bits; }},
      {integer_column("draws", "draws"),
       [](const Row& row) { return row.set->budgets.at(row.bits).draws; }}};
  const auto runs_of_method = [](const Row& row,
                                 const std::string& method) -> const Runs& {
    return row.set->low.at(method).at(row.bits);
  };
  for (const std::string& method : kMethods) {
    columns.push_back(
        {percent_column(method, method_label(method)), [=](const Row& row) {
           const Runs& runs = runs_of_method(row, method);
           return unless_diverged(runs, row.set->gap(runs));
         }});
  }
  for (const std::string& method : kMethods) {
    columns.push_back({percent_column(method + "_accuracy",
                                      method_label(method) + ", accuracy"),
                       [=](const Row& row) {
                         const Runs& runs = runs_of_method(row, method);
                         return unless_diverged(
                             runs, accuracy_difference(runs, row.set->full));
                       }});
  }
  return table_of<Row>(
      {"bits", "Every number of bits",
       "Final objective over the 32-bit one minus 1, and test accuracy minus "
       "the 32-bit one's, paired, mean and 95 % t interval, at equal total "
       "bits a value; '-': a run diverged. Chebyshev has `draws` draws of "
       "`base` bits, and the degree draws - 1."},
      rows_of_bits(sets, "polynomial"), columns);
}

// The fewest bits from which on a method is as good as 32 bits by the rule of
// C14; null: not within the bits that were run.
Value enough_bits(const SetRuns& set, const std::string& method) {
  Value result;
  for (const auto& [bits, runs] : set.low.at(method)) {
    const bool enough =
        set.gap(runs).high < kLossTolerance &&
        accuracy_difference(runs, set.full).low > -kAccuracyTolerance;
    if (!enough) {
      result = Value();
    } else if (result.is_null()) {
      result = bits;
    }
  }
  return result;
}

Table enough_table(const std::vector<SetRuns>& sets) {
  std::vector<RowColumn> columns = {data(), loss()};
  for (const std::string& method : kMethods) {
    columns.push_back(
        {integer_column(method, method_label(method), "bits"),
         [method](const Row& row) { return enough_bits(*row.set, method); }});
  }
  return table_of<Row>(
      {"enough_bits", "Where low precision stops being as good as 32 bits",
       "The fewest total bits a value from which on the final objective is "
       "less than 5 % above 32 bits and the test accuracy less than 0.5 points "
       "below, each with 95 % confidence; '-': not within the bits that were "
       "run."},
      rows_of_sets(sets), columns);
}

// The mean of a value of run_polynomial.
RowColumn mean_of(Column column) {
  return {column, [name = column.name](const Row& row) {
            const Estimate value = row.runs().interval(name);
            return value.n > 0 ? known(value.mean) : Value();
          }};
}

Table fit_table(const std::vector<SetRuns>& sets) {
  return table_of<Row>(
      {"polynomials", "The polynomials",
       "R bounds the margins; epsilon is the largest |P - l'| over margins "
       "within R (hinge: outside the gap around the kink), mean over "
       "repetitions. The last column is the largest share of training rows "
       "with |a^T x| > R at the end of an epoch, where the polynomial is not "
       "an approximation of anything; a run that diverged counts with 100 %."},
      rows_of_bits(sets, "polynomial"),
      {data(),
       loss(),
       total_bits(),
       {integer_column("degree", "degree"),
        [](const Row& row) { return row.set->budgets.at(row.bits).degree(); }},
       mean_of(number_column("radius", "R", "", 3)),
       mean_of(number_column("epsilon", "epsilon", "", 2)),
       mean_of(percent_column("outside", "rows beyond R", 2)),
       diverged()});
}

// A value of run_optimum.
RowColumn optimum(Column column) {
  return {column, [name = column.name](const Row& row) {
            return row.set->optimum->at(name);
          }};
}

Table optimum_table(const std::vector<SetRuns>& sets) {
  std::vector<Row> rows = rows_of_sets(sets);
  std::erase_if(rows,
                [](const Row& row) { return !row.set->optimum.has_value(); });
  return table_of<Row>(
      {"optimum", "Reference optima of the objective",
       "By Newton's method (logistic) and dual coordinate descent (hinge): the "
       "objective found is above the minimum by at most the gap. `largest "
       "margin` is max |a^T x| there over the training rows."},
      rows,
      {data(), loss(), optimum(number_column("optimum", "objective", "", 5)),
       optimum(number_column("gap", "gap", "", 2)),
       optimum(integer_column("iterations", "iterations")),
       optimum(number_column("largest_prediction", "largest margin", "", 3))});
}

}  // namespace

std::vector<Table> make_tables(const std::vector<SetRuns>& sets,
                               int figure_bits) {
  return {figure_table(sets, figure_bits), bits_table(sets), enough_table(sets),
          fit_table(sets), optimum_table(sets)};
}

}  // namespace zipml::nonlinear
