// From the results of naive_bias to its findings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/linear/comparison.h"
#include "experiments/naive_bias/cells.h"

namespace zipml::naive_bias {

// One data set's runs. Repetitions are paired: the same one has the same sample
// order and dithers in every method.
struct SetRuns {
  ProblemSpec problem = {};
  Runs full = {};
  std::map<std::string, std::map<int, Runs>> low = {};
  std::map<int, Runs> from_optimum = {}, fixed_point = {}, monte_carlo = {};

  // The final excess of a method's runs, by repetition.
  std::vector<double> excess(const std::string& method, int bits) const;
  // excess(method) - excess(32-bit), paired.
  Estimate above_full(const std::string& method, int bits) const;
  // mean_above_32_bits.
  Estimate relative_gap(const std::string& method, int bits) const;
  // The same of one method's final loss over another's.
  Estimate relative_gap(const std::string& method, const std::string& other,
                        int bits) const;
  // Of the naive runs, over all bits and both starts.
  Divergence naive_divergence() const;
  // F((S + Dbar)^-1 c) - F*; nothing when no run of it has a result.
  std::optional<double> ridge_excess(int bits) const;
  // Whether the Monte Carlo of so many bits has a result.
  bool has_monte_carlo(int bits) const;
};

std::vector<Table> make_tables(const std::vector<SetRuns>& sets);
std::vector<Figure> make_figures(const std::vector<SetRuns>& sets,
                                 int figure_bits);
std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets,
                                   int figure_bits);

}  // namespace zipml::naive_bias
