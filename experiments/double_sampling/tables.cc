#include <cmath>

#include "experiments/double_sampling/analysis.h"
#include "experiments/linear/step_search_table.h"
#include "experiments/linear/storage.h"

namespace zipml::double_sampling {
namespace {

const Column kData = data_column(), kBits = bits_column();

Column loss_column(const char* name, const char* label, int digits = 5) {
  return {name, label, "half-MSE", ColumnFormat::kNumber, digits};
}

Table panel_table(const std::vector<PanelResult>& panels) {
  Table table{
      "panels",
      "Double sampling at the paper's bits against 32 bits",
      "Final half-MSE with 95 % t intervals; the difference is paired over "
      "repetitions (the same sample order). Epochs to within 1 % of the final "
      "32-bit loss of the same repetition (one more than the epochs that were "
      "run: never). The paper's values are read off Fig 8 at the same epoch.",
      {kData,
       kBits,
       loss_column("optimum", "exact optimum"),
       loss_column("full", "32-bit"),
       loss_column("low", "double sampling"),
       {"difference", "difference", "", ColumnFormat::kPercent, 3},
       {"full_epochs", "to 1 %, 32-bit", "epochs", ColumnFormat::kNumber, 3},
       {"low_epochs", "to 1 %, double sampling", "epochs",
        ColumnFormat::kNumber, 3},
       loss_column("paper_full", "paper, 32-bit"),
       loss_column("paper_low", "paper, double sampling")},
      {}};
  for (const PanelResult& panel : panels) {
    std::vector<Value> row = {panel.problem.title(),
                              panel.bits,
                              panel.optimum,
                              interval(panel.full_loss),
                              interval(panel.low_loss),
                              panel.relative_difference(),
                              interval(panel.full_epochs),
                              interval(panel.low_epochs)};
    const auto paper = paper_curves(panel.problem);
    row.push_back(paper ? Value(paper->full.at(panel.epochs)) : Value());
    row.push_back(paper ? Value(paper->low.at(panel.epochs)) : Value());
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table assumption_table(const std::vector<VariantResult>& variants) {
  Table table{
      "assumptions",
      "What the paper does not say, against its curves",
      "Distance: mean of |ln(ours / paper)| over the digitised epochs of a "
      "panel that were run, for the mean curve over repetitions; alpha is the "
      "step found by the search for that variant.",
      {kData,
       {"normalization", "normalization", "", ColumnFormat::kText},
       {"batch", "batch", "samples", ColumnFormat::kInteger},
       {"alpha", "alpha", "", ColumnFormat::kNumber, 3},
       loss_column("full", "32-bit"),
       {"full_distance", "distance, 32-bit", "", ColumnFormat::kNumber, 3},
       loss_column("low", "double sampling"),
       {"low_distance", "distance, double sampling", "", ColumnFormat::kNumber,
        3}},
      {}};
  for (const VariantResult& result : variants) {
    table.rows.push_back({result.problem.title(), result.variant.normalization,
                          result.variant.batch_size, result.alpha,
                          result.full_loss, result.full_distance,
                          result.low_loss, result.low_distance});
  }
  return table;
}

Table sweep_table(const CellMaker& cells, const SweepResult& sweep) {
  Table table{"bits_sweep",
              "Loss above 32 bits for each number of bits",
              "Final half-MSE relative to the 32-bit run of the same "
              "repetition, minus 1, with 95 % t interval.",
              {kData,
               {"features", "features", "", ColumnFormat::kInteger},
               kBits,
               {"excess", "above 32 bits", "", ColumnFormat::kPercent, 3}},
              {}};
  const std::vector<int> bits = cells.swept_bits();
  for (const SweepResult::Set& set : sweep.sets) {
    for (std::size_t k = 0; k < bits.size(); ++k) {
      table.rows.push_back({set.problem.title(),
                            static_cast<std::int64_t>(set.features), bits[k],
                            interval(set.excess[k])});
    }
  }
  return table;
}

Table fewest_bits_table(const SweepResult& sweep) {
  Table table{
      "fewest_bits",
      "Fewest bits that suffice against the number of features",
      "The fewest bits from which on the final loss stays within 1 % of the "
      "32-bit one, mean over repetitions. Theory (claim C3): n / s^2 constant, "
      "so bits grow as log2(n) / 2. The last row is the fitted slope of bits "
      "against log2(n).",
      {kData,
       {"log2_features", "log2(features)", "", ColumnFormat::kNumber, 3},
       {"fewest", "fewest bits", "bits", ColumnFormat::kNumber, 3},
       {"theory", "log2(n) / 2 from the first row", "bits",
        ColumnFormat::kNumber, 3}},
      {}};
  for (const SweepResult::Set& set : sweep.sets) {
    const SweepResult::Set& first = sweep.sets.front();
    const double base = summarize(first.fewest).mean();
    const double growth = std::log2(set.features / first.features) / 2;
    table.rows.push_back(
        {set.problem.title(), std::log2(set.features),
         set.fewest.empty() ? Value() : Value(t_interval(set.fewest)),
         base + growth});
  }
  table.rows.push_back({"slope", Value(), sweep.slope.slope, 0.5});
  return table;
}

Table moments_table(const CellMaker& cells, const Results& results) {
  Table table{
      "variance",
      "Variance of the gradient estimators against the exact formulas",
      "Measured E||g - full gradient||^2 over the exact value, mean over "
      "samples with 95 % t interval, at the exact optimum. Plain: tr(D) r^2 + "
      "||a||^2 x^T D x + tr(D) x^T D x. Symmetrised: 1/2 tr(D) r^2 + 1/2 "
      "||a||^2 x^T D x + r a^T D x + 1/2 tr(D) x^T D x + 1/2 x^T D^2 x. A "
      "normal score would pass the threshold once in 1000 tables; squared "
      "gradients have heavier tails.",
      {kData,
       kBits,
       {"form", "form", "", ColumnFormat::kText},
       {"ratio", "measured / exact", "", ColumnFormat::kNumber, 4},
       {"largest", "largest |z|", "", ColumnFormat::kNumber, 3},
       {"threshold", "threshold", "", ColumnFormat::kNumber, 3},
       {"count", "samples", "", ColumnFormat::kInteger}},
      {}};
  for (const ProblemSpec& problem : cells.problems()) {
    for (const Record& row : results.of(cells.moments(problem)).rows) {
      table.rows.push_back({problem.title(), cells.bits(problem),
                            method_label(row.text("method")), row.at("ratio"),
                            row.at("largest"), row.at("threshold"),
                            row.at("count")});
    }
  }
  return table;
}

Table storage_table(const CellMaker& cells, const Results& results) {
  Table table = zipml::storage_table();
  for (const ProblemSpec& problem : cells.problems()) {
    add_storage_rows(table, problem.title(), cells.bits(problem),
                     results.of(cells.storage(problem)).rows);
  }
  return table;
}

Table moved_table(const CellMaker& cells, const Results& results) {
  Table table{
      "moved",
      "Bits moved on the channels",
      "After the last epoch, in one repetition: values that crossed times the "
      "bits of their codes (a pair of fresh draws as one code without order, "
      "b + 1 bits); labels (32 bits a row in every variant) not counted.",
      {kData,
       {"method", "method", "", ColumnFormat::kText},
       {"samples", "samples", "bits", ColumnFormat::kNumber, 4},
       {"model", "model", "bits", ColumnFormat::kNumber, 4},
       {"gradient", "gradient", "bits", ColumnFormat::kNumber, 4},
       {"saving", "samples, 32-bit over this", "", ColumnFormat::kNumber, 3}},
      {}};
  for (const ProblemSpec& problem : cells.problems()) {
    double full = 0;
    for (const int bits : {0, cells.bits(problem)}) {
      const CellResult& result =
          results.of(cells.training(problem, cells.default_variant(), bits, 0));
      if (result.rows.empty()) continue;
      const Record& last = result.rows.back();
      if (bits == 0) full = last.number("sample_bits");
      table.rows.push_back(
          {problem.title(),
           bits == 0 ? "32-bit"
                     : "double sampling, " + std::to_string(bits) + "-bit",
           last.at("sample_bits"), last.at("model_bits"),
           last.at("gradient_bits"),
           full > 0 ? Value(full / last.number("sample_bits")) : Value()});
    }
  }
  return table;
}

Table search_table(const CellMaker& cells, const Results& results) {
  std::vector<std::pair<std::string, std::shared_ptr<const Cell>>> searches;
  for (const ProblemSpec& problem : cells.problems()) {
    searches.emplace_back(problem.title(),
                          cells.step_search(problem, cells.default_variant()));
  }
  return step_search_table(searches, results);
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells, const Results& results,
                               const std::vector<PanelResult>& panels,
                               const std::vector<VariantResult>& variants,
                               const SweepResult& sweep) {
  return {panel_table(panels),           assumption_table(variants),
          fewest_bits_table(sweep),      sweep_table(cells, sweep),
          moments_table(cells, results), storage_table(cells, results),
          moved_table(cells, results),   search_table(cells, results)};
}

}  // namespace zipml::double_sampling
