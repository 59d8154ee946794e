#include <algorithm>
#include <cmath>
#include <functional>

#include "core/harness/findings/table_of.h"
#include "experiments/linear/moved_bits.h"
#include "experiments/study/analysis.h"

namespace zipml::study {
namespace {

// What a row of any of the tables is about.
template <typename Row>
std::vector<ColumnOf<Row>> name_columns(
    const std::function<const VariantRuns&(const Row&)>& of) {
  const auto variant = [of](const Row& row) -> const Variant& {
    return of(row).variant;
  };
  const auto or_none = [](const std::string& text) {
    return text.empty() ? Value() : Value(text);
  };
  return {
      {data_column(),
       [of](const Row& row) { return of(row).set->problem.title(); }},
      {text_column("loss", "loss"),
       [of](const Row& row) { return of(row).set->loss; }},
      {text_column("mode", "quantized"),
       [variant](const Row& row) { return variant(row).mode; }},
      {text_column("method", "method"),
       [variant](const Row& row) { return variant(row).method; }},
      {text_column("placement", "levels placed"),
       [variant, or_none](const Row& row) {
         return or_none(variant(row).placement);
       }},
      {bits_column(), [variant](const Row& row) { return variant(row).bits; }},
      {integer_column("levels", "levels"), [variant](const Row& row) {
         const int levels = variant(row).levels;
         return levels == 0 ? Value() : Value(levels);
       }}};
}

// Bytes that cross the channels in an epoch.
double bytes_an_epoch(const VariantRuns& row) {
  return moved_bits(row.runs).total() / 8;
}

Value whole(double bytes) {
  if (std::isnan(bytes)) return {};
  return static_cast<std::int64_t>(std::ceil(bytes));
}

// Bits of a sample's value as it was moved, those fetched again counted.
double bits_a_value(const VariantRuns& row) {
  const ProblemSpec& problem = row.set->problem;
  const auto values = static_cast<double>(problem.training_values);
  const auto features = static_cast<double>(problem.features);
  // With the intercept, which is a feature.
  return moved_bits(row.runs).samples / (values / features * (features + 1));
}

// The step that was used, one number where that is the same for all runs.
Value step_of(const VariantRuns& row) {
  const std::vector<double> steps = present(row.values("alpha"));
  if (steps.empty()) return {};
  const bool equal = std::all_of(steps.begin(), steps.end(), [&](double step) {
    return step == steps.front();
  });
  return equal ? Value(steps.front()) : Value(t_interval(steps));
}

// f(low, 32-bit) of the final losses, by repetition; null for 32 bits.
template <typename Function>
Value against_32_bits(const VariantRuns& row, const Function& f) {
  if (row.variant.is_full()) return {};
  return interval_or_infinite(pairwise(row.runs.values("final_loss"),
                                       row.full.values("final_loss"), f));
}

Estimate above_optimum(const VariantRuns& row) {
  std::vector<double> excess = row.values("final_excess");
  if (!present(excess).empty()) return interval_or_infinite(excess);
  excess = row.values("final_loss");
  for (double& value : excess) value -= row.optimum;
  return interval_or_infinite(excess);
}

Value share_diverged(const VariantRuns& row) {
  const Divergence count = row.runs.divergence();
  if (count.runs == 0) return {};
  return static_cast<double>(count.diverged) / count.runs;
}

}  // namespace

Table results_table(const std::vector<VariantRuns>& all) {
  std::vector<ColumnOf<VariantRuns>> columns = name_columns<VariantRuns>(
      [](const VariantRuns& row) -> const VariantRuns& { return row; });
  const std::vector<ColumnOf<VariantRuns>> measured = {
      {integer_column("epochs", "epochs"), &VariantRuns::epochs},
      {number_column("step_size", "step size"), step_of},
      {number_column("final_loss", "final loss", "", 5),
       [](const auto& row) {
         return interval_or_infinite(row.values("final_loss"));
       }},
      {number_column("above_32_bits", "above 32 bits"),
       [](const auto& row) {
         return against_32_bits(row, std::minus<double>());
       }},
      {percent_column("relative_to_32_bits", "above 32 bits, relative"),
       [](const auto& row) {
         return against_32_bits(
             row, [](double low, double full) { return low / full - 1; });
       }},
      {number_column("above_optimum", "above the optimum"), above_optimum},
      {number_column("test_loss", "test loss", "", 5),
       [](const auto& row) {
         return interval_or_infinite(row.values("final_test_loss"));
       }},
      {percent_column("accuracy", "test accuracy"),
       [](const auto& row) {
         return interval_or_infinite(row.values("final_accuracy"));
       }},
      {percent_column("diverged", "diverged"), share_diverged},
      {number_column("bits_a_value", "moved a sample's value", "bits"),
       bits_a_value},
      {integer_column("bytes_an_epoch", "moved an epoch", "bytes"),
       [](const auto& row) { return whole(bytes_an_epoch(row)); }}};
  columns.insert(columns.end(), measured.begin(), measured.end());
  return table_of<VariantRuns>(
      {"results", "Every combination after its last epoch",
       "Means over repetitions with 95 % t intervals; the same repetition has "
       "the same order of samples in every row, so that differences are "
       "paired. "
       "Loss: the training objective (least squares: half the mean square), "
       "with ridge and regularizer; test loss: without. The optimum is exact "
       "for least squares, and for another loss with a ridge term known up to "
       "optimum.tolerance. Diverged: the share of the runs; their loss is "
       "infinite. Moved: samples, models and gradients, without labels."},
      all, columns);
}

Table curves_table(const std::vector<VariantRuns>& all, int most_epochs) {
  struct EpochRuns {
    const VariantRuns* own;
    int epoch;

    Estimate at(const std::string& column) const {
      return interval_or_infinite(own->values_at(column, epoch));
    }
  };
  std::vector<EpochRuns> rows;
  for (const VariantRuns& own : all) {
    for (const int epoch : shown_epochs(own.epochs, most_epochs)) {
      rows.push_back({&own, epoch});
    }
  }
  std::vector<ColumnOf<EpochRuns>> columns = name_columns<EpochRuns>(
      [](const EpochRuns& row) -> const VariantRuns& { return *row.own; });
  const std::vector<ColumnOf<EpochRuns>> measured = {
      {integer_column("epoch", "epoch"), &EpochRuns::epoch},
      {integer_column("bytes", "moved so far", "bytes"),
       [](const EpochRuns& row) {
         return whole(row.epoch * bytes_an_epoch(*row.own));
       }},
      {number_column("training_loss", "training loss", "", 5),
       [](const EpochRuns& row) { return row.at("loss"); }},
      {number_column("above_optimum", "above the optimum"),
       [](const EpochRuns& row) {
         const Estimate exact = row.at("excess");
         if (exact.n > 0) return exact;
         std::vector<double> excess = row.own->values_at("loss", row.epoch);
         for (double& value : excess) value -= row.own->optimum;
         return interval_or_infinite(excess);
       }},
      {number_column("test_loss", "test loss", "", 5),
       [](const EpochRuns& row) { return row.at("test_loss"); }}};
  columns.insert(columns.end(), measured.begin(), measured.end());
  Table table = table_of<EpochRuns>(
      {"curves", "Every combination, epoch by epoch",
       "Epoch 0 is the start at zero. At most so many epochs of a run as the "
       "parameter curves.epochs says; infinite after a run has diverged."},
      rows, columns);
  table.use = TableUse::kData;
  return table;
}

}  // namespace zipml::study
