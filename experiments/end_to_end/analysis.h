// From cell results to the findings of end_to_end.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/end_to_end/cells.h"
#include "experiments/linear/comparison.h"

namespace zipml::end_to_end {

// One mode at one number of bits; values by repetition are paired with the
// 32-bit run of the same repetition (NaN: no result).
struct Run {
  std::vector<double> loss;                 // final
  std::vector<double> accuracy;             // final, of classification
  std::vector<std::vector<double>> curves;  // loss, [repetition][epoch]
  Divergence divergence;
  // Bits that crossed in an epoch; NaN where not known.
  double sample_bits = 0, model_bits = 0, gradient_bits = 0;

  double moved() const { return sample_bits + model_bits + gradient_bits; }
  int smooth(const Run& full) const;  // of how many repetitions
};

struct SetResult {
  ProblemSpec problem;
  double optimum = 0;  // NaN where not known
  Run full;
  std::map<std::string, std::map<int, Run>> low;  // [mode][bits]
  // Of each repetition, as fewest_smooth_bits; [mode].
  std::map<std::string, std::vector<double>> fewest;

  // low / full - 1 of the final loss, paired.
  Estimate difference(const std::string& mode, int bits) const;
  // Final test accuracy, low minus full, paired.
  Estimate accuracy_difference(const std::string& mode, int bits) const;
  // The fewest bits that are smooth in every repetition that has a result; 0
  // when there are none.
  int fewest_for_all(const std::string& mode) const;
};
std::vector<SetResult> measure_sets(const CellMaker& cells,
                                    const Results& results);

// How far the two readings of a curve of Fig 8 or 10 are from it: the mean of
// |ln(ours / paper)| over the paper's epochs that were run.
struct ReadingResult {
  CellMaker::Reading reading;
  double sample = 0, end_to_end = 0;
};
std::vector<ReadingResult> measure_readings(const CellMaker& cells,
                                            const Results& results);

std::vector<Table> make_tables(const CellMaker& cells, const Results& results,
                               const std::vector<SetResult>& sets,
                               const std::vector<ReadingResult>& readings);
std::vector<Figure> make_figures(const CellMaker& cells, const Results& results,
                                 const std::vector<SetResult>& sets);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<SetResult>& sets,
                                   const std::vector<ReadingResult>& readings);

Findings analyse(const CellMaker& cells, const Results& results);

}  // namespace zipml::end_to_end
