#include <cmath>

#include "core/harness/findings/table_of.h"
#include "core/quantize/packed_samples.h"
#include "experiments/scaling_and_storage/analysis.h"

namespace zipml::scaling_and_storage {
namespace {

// Columns that several tables have.
template <typename Row>
ColumnOf<Row> data_of_row() {
  return {data_column(), [](const Row& row) { return row.problem.title(); }};
}
template <typename Row>
ColumnOf<Row> bits_of_row() {
  return {bits_column(), &Row::bits};
}
template <typename Row>
ColumnOf<Row> mean_of(Column column, std::vector<double> Row::*values) {
  return {std::move(column),
          [values](const Row& row) { return interval(row.*values); }};
}

Table scaling_table(const std::vector<ScalingResult>& all) {
  using Row = ScalingResult;
  const auto exact = [](const char* name, const char* label,
                        double Row::*value) -> ColumnOf<Row> {
    return {number_column(name, label, "", 3),
            [value](const Row& row) { return known(row.*value); }};
  };
  const auto over_column = [&all](const char* name,
                                  double Row::*value) -> ColumnOf<Row> {
    return {number_column(name, "over column", "", 3),
            [&all, value](const Row& row) {
              return known(row.*value / by_column(all, row).*value);
            }};
  };
  return table_of<Row>(
      {"scaling", "Samples scaled by row or by column, at equal bits",
       "Exact means over the training rows: ||Q(a) - a||^2, and the variance "
       "that rounding adds to the gradient of symmetrised double sampling at "
       "the optimum, each also relative to column scaling. The final excess "
       "F - F* of double sampling with fresh draws, mean and 95 % t interval "
       "over repetitions. Bits a value are those of a pair of draws, for row "
       "scaling with the row's own scale of 32 bits."},
      all,
      {data_of_row<Row>(),
       {text_column("normalization", "normalization"), &Row::normalization},
       bits_of_row<Row>(),
       {text_column("scaling", "scaling"), &Row::scaling},
       {number_column("bits_per_value", "sent", "bits/value", 3),
        [](const Row& row) { return known(row.bits_per_value); }},
       exact("sample_variance", "sample variance", &Row::sample_variance),
       over_column("sample_ratio", &Row::sample_variance),
       exact("gradient_variance", "gradient variance", &Row::gradient_variance),
       over_column("gradient_ratio", &Row::gradient_variance),
       mean_of(number_column("excess", "final excess", "half-MSE", 3),
               &Row::excess),
       mean_of(number_column("full_excess", "32-bit", "half-MSE", 3),
               &Row::full_excess)});
}

Table channel_table(const std::vector<ChannelResult>& all) {
  using Row = ChannelResult;
  return table_of<Row>(
      {"channels",
       "Models and gradients scaled by their l2 norm or their largest value",
       "Final excess F - F* with 32-bit samples and one quantized channel, "
       "mean and 95 % t interval over repetitions."},
      all,
      {data_of_row<Row>(),
       {text_column("channel", "channel"),
        [](const Row& row) { return channel_name(row.channel); }},
       bits_of_row<Row>(),
       {text_column("codec", "scaling"), &Row::codec},
       mean_of(number_column("excess", "final excess", "half-MSE", 3),
               &Row::excess)});
}

Table fixed_point_table(const std::vector<FixedPointResult>& all) {
  using Row = FixedPointResult;
  return table_of<Row>(
      {"fixed_points", "Where averaged SGD goes: fresh against stored draws",
       "SGD with a constant step, started at the optimum and averaged over its "
       "last four fifths. Distances are squared, in the norm of S, over what "
       "SGD's own noise alone makes of them (computed from the gradient's "
       "covariance): from the closed-form prediction (1 if it holds) and from "
       "the optimum. Excess F - F* of the average, and of the predicted fixed "
       "point. The last columns: the smallest eigenvalue of the estimator's "
       "mean Hessian over that of S, and the repetitions in which it is not "
       "positive: there no point attracts."},
      all,
      {data_of_row<Row>(),
       {text_column("draws", "draws"),
        [](const Row& row) { return variant_label(*row.variant); }},
       {text_column("point", "predicted"),
        [](const Row& row) { return row.variant->point; }},
       bits_of_row<Row>(),
       {integer_column("rows", "K", "rows"), &Row::rows},
       mean_of(number_column("distance", "distance / noise", "", 3),
               &Row::distance),
       mean_of(number_column("from_optimum", "from the optimum", "", 3),
               &Row::from_optimum),
       mean_of(number_column("excess", "excess", "half-MSE", 3), &Row::excess),
       mean_of(number_column("predicted", "predicted", "half-MSE", 3),
               &Row::predicted_excess),
       mean_of(number_column("eigenvalue", "smallest eigenvalue", "", 3),
               &Row::smallest_eigenvalue),
       {integer_column("unstable", "not positive"), &Row::unstable}});
}

// A row of the table of codes.
struct CodeRow {
  int bits;
  LevelConvention convention;
  int draws;

  int intervals() const { return interval_count(bits, convention); }
  // Of cells that do not share their ends.
  double cell_states() const { return double{1} * intervals() * (draws + 1); }
};

std::int64_t whole_bits(double states) {
  return static_cast<std::int64_t>(std::ceil(std::log2(states)));
}

// By arithmetic alone: how a code may be laid out.
Table code_table(const Cells& cells) {
  std::vector<CodeRow> rows;
  for (const int bits : cells.storage_bits()) {
    for (const LevelConvention convention :
         {LevelConvention::kWholeRange, LevelConvention::kPerSign}) {
      for (const int draws : cells.storage_draws()) {
        rows.push_back({bits, convention, draws});
      }
    }
  }
  return table_of<CodeRow>(
      {"codes", "States of a code of k draws",
       "With s intervals a feature. Levels share their ends: k s + 1 states "
       "(what the store packs). Cells do not: s cells times k + 1 counts. "
       "Separate fields: the whole bits of a cell plus the whole bits of a "
       "count. The paper: b + log2(k)."},
      rows,
      {bits_of_row<CodeRow>(),
       {text_column("levels", "convention"),
        [](const CodeRow& row) { return convention_name(row.convention); }},
       {integer_column("draws", "draws k"), &CodeRow::draws},
       {number_column("shared", "log2(k s + 1)", "bits"),
        [](const CodeRow& row) {
          return std::log2(static_cast<double>(
              code_states(SampleCode::kDrawCount, row.intervals(), row.draws)));
        }},
       {integer_column("shared_bits", "whole", "bits"),
        [](const CodeRow& row) {
          return code_bits(SampleCode::kDrawCount, row.intervals(), row.draws);
        }},
       {number_column("cells", "log2(s (k + 1))", "bits"),
        [](const CodeRow& row) { return std::log2(row.cell_states()); }},
       {integer_column("cell_bits", "whole", "bits"),
        [](const CodeRow& row) { return whole_bits(row.cell_states()); }},
       {integer_column("fields", "separate fields", "bits"),
        [](const CodeRow& row) {
          return whole_bits(row.intervals()) + whole_bits(row.draws + 1);
        }},
       {number_column("paper", "b + log2(k)", "bits"),
        [](const CodeRow& row) { return row.bits + std::log2(row.draws); }}});
}

}  // namespace

std::vector<Table> make_tables(const Cells& cells,
                               const Measurements& measured) {
  return {scaling_table(measured.scalings), channel_table(measured.channels),
          fixed_point_table(measured.fixed_points),
          storage_table(measured.storage), code_table(cells)};
}

}  // namespace zipml::scaling_and_storage
