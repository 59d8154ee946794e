#include <cmath>

#include "experiments/end_to_end/analysis.h"
#include "experiments/linear/precision_mode.h"
#include "experiments/linear/step_search_table.h"

namespace zipml::end_to_end {
namespace {

const Column kData = data_column(), kBits = bits_column();
const Column kMode{"mode", "quantized", "", ColumnFormat::kText};

Value or_none(int bits) { return bits == 0 ? Value() : Value(bits); }

Table fewest_table(const CellMaker& cells, const std::vector<SetResult>& sets) {
  Table table{
      "fewest_bits",
      "The fewest bits with a smooth curve",
      "The fewest of the swept bits from which on the curve is smooth in every "
      "repetition (final loss within 1 % of 32 bits, no epoch after the tenth "
      "above 1.05 times the lowest before); empty: none was. The paper's are "
      "those that it shows end to end (Figs 4, 8 in that reading, 11).",
      {kData,
       {"features", "features", "", ColumnFormat::kInteger},
       {"full", "32-bit final loss", "", ColumnFormat::kNumber, 5}},
      {}};
  for (const std::string& mode : cells.modes()) {
    table.columns.push_back(
        {mode, precision_mode_label(mode), "bits", ColumnFormat::kInteger});
  }
  table.columns.push_back(
      {"paper", "paper, end to end", "bits", ColumnFormat::kInteger});
  for (const SetResult& set : sets) {
    std::vector<Value> row = {set.problem.title(),
                              static_cast<std::int64_t>(set.problem.features),
                              known(interval(set.full.loss))};
    for (const std::string& mode : cells.modes()) {
      row.push_back(or_none(set.fewest_for_all(mode)));
    }
    row.push_back(or_none(cells.paper_bits(set.problem)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table sweep_table(const std::vector<SetResult>& sets) {
  Table table{
      "sweep",
      "Final loss of every mode at every number of bits",
      "Final loss relative to 32-bit training, paired over repetitions, with "
      "95 % t interval (empty: a run diverged); smooth and diverged count "
      "repetitions.",
      {kData,
       kMode,
       kBits,
       {"difference", "loss above 32 bits", "", ColumnFormat::kPercent, 3},
       {"accuracy", "test accuracy, minus 32 bits", "", ColumnFormat::kPercent,
        3},
       {"smooth", "smooth", "runs", ColumnFormat::kInteger},
       {"diverged", "diverged", "runs", ColumnFormat::kInteger},
       {"runs", "of", "runs", ColumnFormat::kInteger}},
      {}};
  for (const SetResult& set : sets) {
    for (const auto& [mode, by_bits] : set.low) {
      for (const auto& [bits, run] : by_bits) {
        table.rows.push_back({set.problem.title(), precision_mode_label(mode),
                              bits, known(set.difference(mode, bits)),
                              run.accuracy.empty()
                                  ? Value()
                                  : known(set.accuracy_difference(mode, bits)),
                              run.smooth(set.full), run.divergence.diverged,
                              run.divergence.runs});
      }
    }
  }
  return table;
}

Table moved_table(const std::vector<SetResult>& sets) {
  Table table{
      "moved",
      "Bits that cross the channels in an epoch, end to end",
      "Counted by the trainer: samples as pairs of draws in one code without "
      "order (b + 1 bits), models and gradients as codes of their levels and "
      "one 32-bit scale a message; labels not counted. A larger batch moves "
      "fewer models and gradients.",
      {kData,
       kBits,
       {"samples", "samples", "bits", ColumnFormat::kNumber, 4},
       {"model", "models", "bits", ColumnFormat::kNumber, 4},
       {"gradient", "gradients", "bits", ColumnFormat::kNumber, 4},
       {"sample_saving", "samples, 32-bit over this", "", ColumnFormat::kNumber,
        3},
       {"saving", "all, 32-bit over this", "", ColumnFormat::kNumber, 3}},
      {}};
  for (const SetResult& set : sets) {
    const auto add = [&](const Value& bits, const Run& run) {
      if (std::isnan(run.moved())) return;
      table.rows.push_back({set.problem.title(), bits, run.sample_bits,
                            run.model_bits, run.gradient_bits,
                            set.full.sample_bits / run.sample_bits,
                            set.full.moved() / run.moved()});
    };
    add(32, set.full);
    const auto found = set.low.find("end_to_end");
    if (found == set.low.end()) continue;
    for (const auto& [bits, run] : found->second) add(bits, run);
  }
  return table;
}

Table readings_table(const std::vector<ReadingResult>& readings) {
  Table table{
      "readings",
      "Figs 8 and 10: samples only or end to end? (erratum X8)",
      "Mean |ln(ours / paper)| of the low-precision curve (Fig 8: double "
      "sampling, Fig 10: uniform levels) over the paper's epochs that were "
      "run, in both readings. The captions say samples only; the text about "
      "end-to-end training points to Fig 10.",
      {{"figure", "figure", "", ColumnFormat::kText},
       kData,
       kBits,
       {"sample", "samples only", "", ColumnFormat::kNumber, 3},
       {"end_to_end", "end to end", "", ColumnFormat::kNumber, 3},
       {"nearer", "nearer", "", ColumnFormat::kText}},
      {}};
  for (const ReadingResult& result : readings) {
    const bool known =
        std::isfinite(result.sample) || std::isfinite(result.end_to_end);
    table.rows.push_back(
        {result.reading.figure, result.reading.problem.title(),
         result.reading.bits, result.sample, result.end_to_end,
         !known ? ""
                : precision_mode_label(result.sample <= result.end_to_end
                                           ? "sample"
                                           : "end_to_end")});
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
                               const std::vector<SetResult>& sets,
                               const std::vector<ReadingResult>& readings) {
  return {fewest_table(cells, sets), sweep_table(sets), moved_table(sets),
          readings_table(readings), search_table(cells, results)};
}

}  // namespace zipml::end_to_end
