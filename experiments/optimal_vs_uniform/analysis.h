// From the results of optimal_vs_uniform to its findings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/linear/comparison.h"
#include "experiments/optimal_vs_uniform/cells.h"
#include "experiments/optimal_vs_uniform/measures.h"

namespace zipml::optimal_vs_uniform {

// The two curves of the paper's panel of Fig 10.
struct Figure10Curves {
  PaperCurve uniform = {}, optimal = {};
};
// Nothing for sets that Fig 10 does not have, and for stand-ins.
std::optional<Figure10Curves> figure_10_curves(const ProblemSpec& problem);

// The epochs to one loss; values by repetition are paired.
struct Checkpoint {
  int epoch = 0;  // by which uniform levels had reached the loss
  std::vector<double> uniform = {}, optimal = {}, ratios = {};
  int never = 0;     // repetitions in which optimal levels never reached it
  double paper = 0;  // the ratio of the paper's curves; NaN: none
};

// What run_variance found for one normalization at so many bits.
struct SavedVariance {
  std::string normalization = {};
  int bits = 0;
  LevelConvention convention = LevelConvention::kWholeRange;
  Record values = {};

  double gain() const;  // variance of uniform (min_max) over optimal levels
  double equal_bits() const;  // equal_variance_bits
};

// A data set; `uniform` and `optimal` by bits.
struct SetRuns {
  ProblemSpec problem = {};
  int bits = 0;    // the paper's
  int epochs = 0;  // that were run
  Runs full = {};
  std::map<int, Runs> uniform = {}, optimal = {};
  std::vector<Checkpoint> checkpoints = {};
  std::vector<SavedVariance> variances = {};

  // At the paper's bits.
  const Runs& own_uniform() const { return uniform.at(bits); }
  const Runs& own_optimal() const { return optimal.at(bits); }
  // The geometric mean of each repetition's ratios at the checkpoints; NaN
  // where there is none.
  std::vector<double> faster() const;
  double paper_faster() const;
};

// largest_rise of each repetition; NaN for curves that end within ten epochs.
std::vector<double> largest_rises(const Runs& runs);

// A placement of levels in the search for the fewest bits.
struct SweptLevels {
  std::map<int, Runs> runs = {};  // by bits
  // Fewest bits for a smooth curve by repetition; 0: none of them, NaN: not
  // even the 32-bit curve is smooth, which bits cannot mend, or there are too
  // few epochs to say (smooth_full_losses).
  std::vector<double> fewest = {};

  int none() const;  // repetitions with none
};
struct SweptSet {
  ProblemSpec problem = {};
  int epochs = 0;  // of every run
  Runs full = {};
  SweptLevels uniform = {}, optimal = {};
  std::vector<double> ratios = {};  // bits_ratio by repetition
};

// A data set in Fig 7a.
struct Figure7aSet {
  ProblemSpec problem = {};
  Runs full = {}, few_uniform = {}, many_uniform = {}, optimal = {};

  // mean_gap to the 32-bit curve, by repetition.
  std::vector<double> gaps(const Runs& runs) const;
  // The same above that of `many_uniform`.
  Estimate above_many_uniform(const Runs& runs) const;
};
struct Figure7a {
  int few = 0;   // bits of optimal, and of the fewer uniform, levels
  int many = 0;  // bits of the uniform levels that they are to equal
  std::vector<Figure7aSet> sets = {};

  bool at_papers_bits() const { return few == 3 && many == 5; }
};
// The paper's curves there; it does not say which of "a" and "b" is uniform.
struct PaperFigure7a {
  PaperCurve full = {}, few_uniform = {}, a = {}, b = {};
};
PaperFigure7a paper_figure_7a();

struct Measurements {
  std::string normalization = {};  // of this run
  std::vector<SetRuns> sets = {};
  std::vector<int> swept_bits = {};
  std::vector<SweptSet> sweep = {};
  Figure7a figure_7a = {};
};

std::vector<Table> make_tables(const Measurements& measured);
std::vector<Figure> make_figures(const Measurements& measured);
std::vector<Verdict> make_verdicts(const Measurements& measured);

}  // namespace zipml::optimal_vs_uniform
