#include <cmath>

#include "core/quantize/packed_samples.h"
#include "experiments/linear/storage.h"
#include "experiments/scaling_and_storage/analysis.h"

namespace zipml::scaling_and_storage {
namespace {

const Column kData{"data", "data", "", ColumnFormat::kText};
const Column kBits{"bits", "bits", "", ColumnFormat::kInteger};

Value or_null(double value) {
  return std::isnan(value) ? Value() : Value(value);
}

Table scaling_table(const std::vector<ScalingResult>& all) {
  Table table{
      "scaling",
      "Samples scaled by row or by column, at equal bits",
      "Exact means over the training rows: ||Q(a) - a||^2, and the variance "
      "that rounding adds to the gradient of symmetrised double sampling at "
      "the optimum, each also relative to column scaling. The final excess "
      "F - F* of double sampling with fresh draws, mean and 95 % t interval "
      "over repetitions. Bits a value are those of a pair of draws, for row "
      "scaling with the row's own scale of 32 bits.",
      {kData,
       {"normalization", "normalization", "", ColumnFormat::kText},
       kBits,
       {"scaling", "scaling", "", ColumnFormat::kText},
       {"bits_per_value", "sent", "bits/value", ColumnFormat::kNumber, 3},
       {"sample_variance", "sample variance", "", ColumnFormat::kNumber, 3},
       {"sample_ratio", "over column", "", ColumnFormat::kNumber, 3},
       {"gradient_variance", "gradient variance", "", ColumnFormat::kNumber, 3},
       {"gradient_ratio", "over column", "", ColumnFormat::kNumber, 3},
       {"excess", "final excess", "half-MSE", ColumnFormat::kNumber, 3},
       {"full_excess", "32-bit", "half-MSE", ColumnFormat::kNumber, 3}},
      {}};
  for (const ScalingResult& own : all) {
    const ScalingResult& column = by_column(all, own);
    table.rows.push_back(
        {own.problem.title(), own.normalization, own.bits, own.scaling,
         or_null(own.bits_per_value), or_null(own.sample_variance),
         or_null(own.sample_variance / column.sample_variance),
         or_null(own.gradient_variance),
         or_null(own.gradient_variance / column.gradient_variance),
         interval(own.excess), interval(own.full_excess)});
  }
  return table;
}

Table channel_table(const std::vector<ChannelResult>& all) {
  Table table{
      "channels",
      "Models and gradients scaled by their l2 norm or their largest value",
      "Final excess F - F* with 32-bit samples and one quantized channel, mean "
      "and 95 % t interval over repetitions.",
      {kData,
       {"channel", "channel", "", ColumnFormat::kText},
       kBits,
       {"codec", "scaling", "", ColumnFormat::kText},
       {"excess", "final excess", "half-MSE", ColumnFormat::kNumber, 3}},
      {}};
  for (const ChannelResult& own : all) {
    table.rows.push_back({own.problem.title(), channel_name(own.channel),
                          own.bits, own.codec, interval(own.excess)});
  }
  return table;
}

Table fixed_point_table(const std::vector<FixedPointResult>& all) {
  Table table{
      "fixed_points",
      "Where averaged SGD goes: fresh against stored draws",
      "SGD with a constant step, started at the optimum and averaged over its "
      "last four fifths. Distances are squared, in the norm of S, over what "
      "SGD's own noise alone makes of them (computed from the gradient's "
      "covariance): from the closed-form prediction (1 if it holds) and from "
      "the optimum. Excess F - F* of the average, and of the predicted fixed "
      "point. The last columns: the smallest eigenvalue of the estimator's "
      "mean Hessian over that of S, and the repetitions in which it is not "
      "positive: there no point attracts.",
      {kData,
       {"draws", "draws", "", ColumnFormat::kText},
       {"point", "predicted", "", ColumnFormat::kText},
       kBits,
       {"rows", "K", "rows", ColumnFormat::kInteger},
       {"distance", "distance / noise", "", ColumnFormat::kNumber, 3},
       {"from_optimum", "from the optimum", "", ColumnFormat::kNumber, 3},
       {"excess", "excess", "half-MSE", ColumnFormat::kNumber, 3},
       {"predicted", "predicted", "half-MSE", ColumnFormat::kNumber, 3},
       {"eigenvalue", "smallest eigenvalue", "", ColumnFormat::kNumber, 3},
       {"unstable", "not positive", "", ColumnFormat::kInteger}},
      {}};
  for (const FixedPointResult& own : all) {
    table.rows.push_back({own.problem.title(), variant_label(*own.variant),
                          own.variant->point, own.bits, own.rows,
                          interval(own.distance), interval(own.from_optimum),
                          interval(own.excess), interval(own.predicted_excess),
                          interval(own.smallest_eigenvalue), own.unstable()});
  }
  return table;
}

Table stored_table(const CellMaker& cells, const Results& results) {
  Table table = storage_table();
  for (const ProblemSpec& problem : cells.problems()) {
    for (const int bits : cells.storage_bits()) {
      add_storage_rows(table, problem.title(), bits,
                       results.of(cells.storage(problem, bits)).rows);
    }
  }
  return table;
}

// By arithmetic alone: how a code may be laid out.
Table code_table(const CellMaker& cells) {
  Table table{
      "codes",
      "States of a code of k draws",
      "With s intervals a feature. Levels share their ends: k s + 1 states "
      "(what the store packs). Cells do not: s cells times k + 1 counts. "
      "Separate fields: the whole bits of a cell plus the whole bits of a "
      "count. The paper: b + log2(k).",
      {kBits,
       {"levels", "convention", "", ColumnFormat::kText},
       {"draws", "draws k", "", ColumnFormat::kInteger},
       {"shared", "log2(k s + 1)", "bits", ColumnFormat::kNumber, 4},
       {"shared_bits", "whole", "bits", ColumnFormat::kInteger},
       {"cells", "log2(s (k + 1))", "bits", ColumnFormat::kNumber, 4},
       {"cell_bits", "whole", "bits", ColumnFormat::kInteger},
       {"fields", "separate fields", "bits", ColumnFormat::kInteger},
       {"paper", "b + log2(k)", "bits", ColumnFormat::kNumber, 4}},
      {}};
  const auto whole = [](double states) {
    return static_cast<std::int64_t>(std::ceil(std::log2(states)));
  };
  for (const int bits : cells.storage_bits()) {
    for (const LevelConvention convention :
         {LevelConvention::kWholeRange, LevelConvention::kPerSign}) {
      const int intervals = interval_count(bits, convention);
      for (const int draws : cells.storage_draws()) {
        const double k = draws, s = intervals;
        table.rows.push_back(
            {bits, convention_name(convention), draws,
             std::log2(static_cast<double>(
                 code_states(SampleCode::kDrawCount, intervals, draws))),
             code_bits(SampleCode::kDrawCount, intervals, draws),
             std::log2(s * (k + 1)), whole(s * (k + 1)),
             whole(s) + whole(k + 1), bits + std::log2(k)});
      }
    }
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells, const Results& results,
                               const Measurements& measured) {
  return {scaling_table(measured.scalings), channel_table(measured.channels),
          fixed_point_table(measured.fixed_points),
          stored_table(cells, results), code_table(cells)};
}

}  // namespace zipml::scaling_and_storage
