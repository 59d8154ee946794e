#include "experiments/mini_batch/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/linear/step_search_table.h"

namespace zipml::mini_batch {
namespace {

std::string bits_text(int bits) {
  return bits == 0 ? "32-bit" : fmt::format("{}-bit", bits);
}

CellOf cell_of(const CellMaker& cells, const ProblemSpec& problem,
               const StepRule& rule, int batch, int bits) {
  return [&cells, &problem, rule, batch, bits](int repetition) {
    return cells.training(problem, rule, batch, bits, repetition);
  };
}

std::string rule_text(const StepRule& rule) {
  return rule == "shared" ? "shared alpha" : "alpha per batch";
}

std::vector<SetResult> measure(const CellMaker& cells, const Results& results) {
  std::vector<SetResult> sets;
  for (const ProblemSpec& problem : cells.problems()) {
    for (const StepRule& rule : cells.step_rules()) {
      SetResult set{problem, rule, {}};
      for (const int batch : cells.batches()) {
        const auto of = [&](int bits) {
          return curves(results, cell_of(cells, problem, rule, batch, bits),
                        cells.repetitions(), "loss");
        };
        set.batches.push_back({batch, of(0), of(cells.bits())});
      }
      sets.push_back(std::move(set));
    }
  }
  return sets;
}

Table losses_table(const CellMaker& cells, const std::vector<SetResult>& sets) {
  Table table{
      "losses",
      "Loss by batch size at 32 bits and in low precision",
      "Half-MSE after 5 and 10 epochs and after the last one, mean over "
      "repetitions with 95 % t interval, beside the paper's Fig 6. Empty: a "
      "run "
      "diverged.",
      {data_column(),
       {"rule", "step", "", ColumnFormat::kText},
       {"batch", "batch", "samples", ColumnFormat::kInteger},
       {"precision", "precision", "", ColumnFormat::kText}},
      {}};
  for (const char* at : {"5", "10", "last"}) {
    const std::string when =
        std::string(at) == "last" ? "last epoch" : fmt::format("epoch {}", at);
    table.columns.push_back(
        {fmt::format("at_{}", at), when, "half-MSE", ColumnFormat::kNumber, 5});
    table.columns.push_back({fmt::format("paper_{}", at), "paper, " + when,
                             "half-MSE", ColumnFormat::kNumber, 5});
  }
  for (const SetResult& set : sets) {
    const int last = cells.epochs(set.problem);
    for (const BatchCurves& batch : set.batches) {
      for (const int bits : {0, cells.bits()}) {
        std::vector<Value> row = {set.problem.title(), rule_text(set.rule),
                                  batch.batch, bits_text(bits)};
        const PaperCurve paper =
            paper_batch_curve(set.problem, batch.batch, bits);
        for (const int epoch : {5, 10, last}) {
          row.push_back(known(
              interval(loss_at(bits == 0 ? batch.full : batch.low, epoch))));
          const double own = paper.at(epoch);
          row.push_back(std::isfinite(own) ? Value(own) : Value());
        }
        table.rows.push_back(std::move(row));
      }
    }
  }
  return table;
}

Panel loss_panel(const CellMaker& cells, const Results& results,
                 const SetResult& set, int bits) {
  Panel panel{fmt::format("{}, {}, {}", set.problem.title(), bits_text(bits),
                          rule_text(set.rule)),
              {.label = "epoch", .logarithmic = true},
              {.label = "half-MSE"},
              {}};
  double bottom = HUGE_VAL, top = -HUGE_VAL;
  const double set_level =
      interval(loss_at(set.batches.back().full, cells.epochs(set.problem)))
          .mean;
  int color = 0;
  for (const BatchCurves& batch : set.batches) {
    Series series = mean_curve(
        results, cell_of(cells, set.problem, set.rule, batch.batch, bits),
        cells.repetitions(), "loss", 1);
    series.label = fmt::format("batch {}", batch.batch);
    series.color = color;
    for (std::size_t i = 0; i < series.y.size(); ++i) {
      bottom = std::min(bottom, series.y[i]);
      // The first epochs and runs that diverge would flatten the rest.
      const bool shown = series.x[i] >= 3 && series.y[i] < 2 * set_level;
      if (shown) top = std::max(top, series.y[i]);
    }
    panel.series.push_back(std::move(series));
    const PaperCurve paper = paper_batch_curve(set.problem, batch.batch, bits);
    if (!paper.empty()) {
      panel.series.push_back(paper_series(
          paper, fmt::format("paper: batch {}", batch.batch), color));
      bottom = std::min(bottom, paper.values.back());
    }
    ++color;
  }
  if (top > bottom) {
    panel.y.min = bottom - 0.1 * (top - bottom);
    panel.y.max = top + 0.1 * (top - bottom);
  }
  return panel;
}

}  // namespace

PaperCurve paper_batch_curve(const ProblemSpec& problem, int batch, int bits) {
  if (problem.data != "synthetic-100") return {};
  return paper_curve("6", fmt::format("{} batch {}", bits_text(bits), batch));
}

std::vector<double> loss_at(const std::vector<std::vector<double>>& curves,
                            int epoch) {
  std::vector<double> losses;
  for (const auto& curve : curves) {
    const auto index = static_cast<std::size_t>(epoch);
    losses.push_back(index < curve.size()
                         ? curve[index]
                         : std::numeric_limits<double>::quiet_NaN());
  }
  return losses;
}

Findings analyse(const CellMaker& cells, const Results& results) {
  const std::vector<SetResult> sets = measure(cells, results);
  Findings findings;
  std::vector<std::pair<std::string, std::shared_ptr<const Cell>>> searches;
  for (const ProblemSpec& problem : cells.problems()) {
    for (const int batch : cells.batches()) {
      searches.emplace_back(fmt::format("{}, batch {}", problem.title(), batch),
                            cells.step_search(problem, batch));
    }
  }
  findings.tables = {losses_table(cells, sets),
                     step_search_table(searches, results)};
  Figure figure{"figure_6",
                "Loss by batch size (Fig 6)",
                "Half-MSE against epochs, mean over repetitions with 95 % "
                "band; dashed: the paper's curves.",
                {}};
  for (const SetResult& set : sets) {
    for (const int bits : {0, cells.bits()}) {
      figure.panels.push_back(loss_panel(cells, results, set, bits));
    }
  }
  findings.figures = {std::move(figure)};
  findings.verdicts = make_verdicts(cells, sets);
  for (Verdict& verdict : findings.verdicts) {
    verdict.profile = profile_name(cells.settings().profile);
  }
  findings.notes.push_back(
      "Assumption: alpha is tuned for 32 bits and reused in low precision; "
      "whether for each batch size, or once for all, the paper does not say, "
      "and the answer decides what Fig 6 shows: both are run. Nor does it say "
      "which channels its 3 bits are of: here `mode`.");
  return findings;
}

}  // namespace zipml::mini_batch
