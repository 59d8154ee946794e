#include "experiments/mini_batch/analysis.h"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "core/harness/findings/table_of.h"
#include "experiments/linear/panels.h"
#include "experiments/linear/step_search_table.h"

namespace zipml::mini_batch {
namespace {

std::string bits_text(int bits) {
  return bits == 0 ? "32-bit" : fmt::format("{}-bit", bits);
}

std::string rule_text(const StepRule& rule) {
  return rule == "shared" ? "shared alpha" : "alpha per batch";
}

std::vector<SetRuns> measure(const Cells& cells, const Results& results) {
  std::vector<SetRuns> sets;
  for (const Cells::Set& own : cells.sets()) {
    SetRuns set{.problem = own.problem,
                .rule = own.rule,
                .bits = cells.bits(),
                .epochs = cells.epochs(own.problem)};
    for (const Cells::Batch& batch : own.batches) {
      set.batches.push_back(
          {batch.size, Runs(results, batch.full), Runs(results, batch.low)});
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

// A row of the table: one batch size at 32 (bits 0) or few bits.
struct Precision {
  const SetRuns* set;
  const BatchRuns* batch;
  int bits;

  const Runs& runs() const { return bits == 0 ? batch->full : batch->low; }
};

Table losses_table(const std::vector<SetRuns>& sets) {
  std::vector<Precision> rows;
  for (const SetRuns& set : sets) {
    for (const BatchRuns& batch : set.batches) {
      for (const int bits : {0, set.bits}) rows.push_back({&set, &batch, bits});
    }
  }
  std::vector<ColumnOf<Precision>> columns = {
      {data_column(), [](const auto& row) { return row.set->problem.title(); }},
      {text_column("rule", "step"),
       [](const auto& row) { return rule_text(row.set->rule); }},
      {integer_column("batch", "batch", "samples"),
       [](const auto& row) { return row.batch->size; }},
      {text_column("precision", "precision"),
       [](const auto& row) { return bits_text(row.bits); }}};
  constexpr int kLast = 0;
  for (const int at : {5, 10, kLast}) {
    const std::string name = at == kLast ? "last" : fmt::format("{}", at);
    const std::string when =
        at == kLast ? "last epoch" : fmt::format("epoch {}", at);
    const auto epoch = [at](const Precision& row) {
      return at == kLast ? row.set->epochs : at;
    };
    columns.push_back({number_column("at_" + name, when, "half-MSE", 5),
                       [epoch](const Precision& row) {
                         return known(
                             interval(loss_at(row.runs(), epoch(row))));
                       }});
    columns.push_back(
        {number_column("paper_" + name, "paper, " + when, "half-MSE", 5),
         [epoch](const Precision& row) {
           return known(
               paper_batch_curve(row.set->problem, row.batch->size, row.bits)
                   .at(epoch(row)));
         }});
  }
  return table_of<Precision>(
      {"losses", "Loss by batch size at 32 bits and in low precision",
       "Half-MSE after 5 and 10 epochs and after the last one, mean over "
       "repetitions with 95 % t interval, beside the paper's Fig 6. Empty: a "
       "run diverged."},
      rows, columns);
}

Panel batch_panel(const SetRuns& set, int bits) {
  Panel panel = loss_panel(fmt::format("{}, {}, {}", set.problem.title(),
                                       bits_text(bits), rule_text(set.rule)));
  RangeOfLosses range;
  const double level =
      interval(loss_at(set.batches.back().full, set.epochs)).mean;
  int color = 0;
  for (const BatchRuns& batch : set.batches) {
    const std::string label = fmt::format("batch {}", batch.size);
    const Runs& runs = bits == 0 ? batch.full : batch.low;
    add_curve(panel, runs.mean_curve("loss"), label, color);
    const PaperCurve paper = paper_batch_curve(set.problem, batch.size, bits);
    add_paper_curve(panel, paper, label, color);
    if (!paper.empty()) range.include_bottom(paper.values.back());
    ++color;
  }
  range.include(panel, 3, 2 * level);
  range.set(panel);
  return panel;
}

Figure figure_6(const std::vector<SetRuns>& sets) {
  Figure figure{"figure_6", "Loss by batch size (Fig 6)",
                "Half-MSE against epochs, mean over repetitions with 95 % "
                "band; dashed: the paper's curves."};
  for (const SetRuns& set : sets) {
    for (const int bits : {0, set.bits}) {
      figure.panels.push_back(batch_panel(set, bits));
    }
  }
  return figure;
}

}  // namespace

PaperCurve paper_batch_curve(const ProblemSpec& problem, int batch, int bits) {
  if (problem.data != "synthetic-100") return {};
  return paper_curve("6", fmt::format("{} batch {}", bits_text(bits), batch));
}

std::vector<double> loss_at(const Runs& runs, int epoch) {
  std::vector<double> losses;
  for (const auto& curve : runs.curves("loss")) {
    const auto index = static_cast<std::size_t>(epoch);
    losses.push_back(index < curve.size()
                         ? curve[index]
                         : std::numeric_limits<double>::quiet_NaN());
  }
  return losses;
}

Findings Cells::analyse(const Results& results) const {
  const std::vector<SetRuns> sets = measure(*this, results);
  return {
      .tables = {losses_table(sets), step_search_table(searches(), results)},
      .figures = {figure_6(sets)},
      .verdicts = make_verdicts(sets),
      .notes = {
          "Assumption: alpha is tuned for 32 bits and reused in low precision; "
          "whether for each batch size, or once for all, the paper does not "
          "say, and the answer decides what Fig 6 shows: both are run. Nor "
          "does it say which channels its 3 bits are of: here `mode`."}};
}

}  // namespace zipml::mini_batch
