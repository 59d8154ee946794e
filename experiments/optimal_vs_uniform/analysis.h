// From cell results to the findings of optimal_vs_uniform.
#pragma once

#include <optional>
#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/linear/comparison.h"
#include "experiments/optimal_vs_uniform/cells.h"
#include "experiments/optimal_vs_uniform/measures.h"

namespace zipml::optimal_vs_uniform {

// [repetition][epoch]; a curve is empty where there is no result.
using Curves = std::vector<std::vector<double>>;

// The two curves of the paper's panel of Fig 10.
struct PaperCurves {
  PaperCurve uniform, optimal;
};
// Nothing for sets that Fig 10 does not have, and for stand-ins.
std::optional<PaperCurves> paper_curves(const ProblemSpec& problem);

// The epochs to one loss; values by repetition are paired.
struct Checkpoint {
  int epoch = 0;  // by which uniform levels had reached the loss
  std::vector<double> uniform, optimal, ratios;
  int never = 0;     // repetitions in which optimal levels never reached it
  double paper = 0;  // the ratio of the paper's curves; NaN: none
};

// A data set at the paper's bits.
struct PanelResult {
  ProblemSpec problem;
  int bits = 0;
  int epochs = 0;  // that were run
  double optimum = 0;
  std::vector<double> full_loss, uniform_loss, optimal_loss;  // final
  std::vector<Checkpoint> checkpoints;
  // The geometric mean of a repetition's ratios.
  std::vector<double> faster;
  double paper_faster = 0;  // NaN: none
  // largest_rise; NaN for runs of 10 epochs or fewer.
  std::vector<double> uniform_rise, optimal_rise;
};
std::vector<PanelResult> measure_panels(const CellMaker& cells,
                                        const Results& results);

// A data set at each of the swept bits.
struct SweepResult {
  struct Level {
    int bits = 0;
    std::vector<double> uniform_excess, optimal_excess;  // over 32-bit, minus 1
    int uniform_smooth = 0, optimal_smooth = 0;          // repetitions
  };
  ProblemSpec problem;
  std::vector<Level> levels;
  // Fewest bits for a smooth curve by repetition; 0: none of them, NaN: not
  // even the 32-bit curve is smooth, which bits cannot mend.
  std::vector<double> uniform, optimal, ratios;
  int no_uniform = 0, no_optimal = 0;  // repetitions with none
  int full_smooth = 0;                 // repetitions
};
std::vector<SweepResult> measure_sweep(const CellMaker& cells,
                                       const Results& results);

// Figure 7a: mean_gap to the 32-bit curve.
struct Figure7aResult {
  ProblemSpec problem;
  std::vector<double> few_uniform, many_uniform, optimal;
};
std::vector<Figure7aResult> measure_figure_7a(const CellMaker& cells,
                                              const Results& results);
// The paper's curves there; it does not say which of "a" and "b" is uniform.
struct PaperFigure7a {
  PaperCurve full, few_uniform, a, b;
};
PaperFigure7a paper_figure_7a();

std::vector<Table> make_tables(const CellMaker& cells, const Results& results,
                               const std::vector<PanelResult>& panels,
                               const std::vector<SweepResult>& sweep,
                               const std::vector<Figure7aResult>& figure_7a);
std::vector<Figure> make_figures(const CellMaker& cells, const Results& results,
                                 const std::vector<PanelResult>& panels,
                                 const std::vector<SweepResult>& sweep);
std::vector<Verdict> make_verdicts(
    const CellMaker& cells, const std::vector<PanelResult>& panels,
    const std::vector<SweepResult>& sweep,
    const std::vector<Figure7aResult>& figure_7a);

Findings analyse(const CellMaker& cells, const Results& results);

}  // namespace zipml::optimal_vs_uniform
