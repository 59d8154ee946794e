// The cells of optimal_vs_uniform.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/quantize/grid.h"
#include "experiments/linear/linear_point.h"

namespace zipml::optimal_vs_uniform {

// The set of Figure 7a.
inline constexpr const char* kFigure7aData = "YearPredictionMSD";

class Cells final : public LinearPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  // Exact rounding variances (tasks.h).
  struct Variance {
    std::string normalization = {};
    int bits = 0;
    CellGroup cell = {};
  };
  struct Set {
    ProblemSpec problem = {};
    // The paper's, or `bits` for sets that it does not have. A stand-in is run
    // at the bits of its set.
    int bits = 0;
    bool swept = false;         // the fewest bits are sought
    bool in_figure_7a = false;  // swept, or the paper's set
    CellGroup full = {};        // training at 32 bits
    // And with levels at equal steps, or where the method that the settings
    // name places them; by bits.
    std::map<int, CellGroup> uniform = {}, optimal = {};
    std::vector<Variance> variances = {};
  };
  const std::vector<Set>& sets() const { return sets_; }
  const std::vector<NamedSearch>& searches() const { return searches_; }
  // Ascending.
  const std::vector<int>& swept_bits() const { return swept_bits_; }
  // The epochs whose uniform loss is compared, ascending; the last of the run
  // is one of them.
  std::vector<int> checkpoints(const ProblemSpec& problem) const;
  // Of figure 7a.
  int optimal_bits() const { return integer("figure_7a.optimal_bits"); }
  int uniform_bits() const { return integer("figure_7a.uniform_bits"); }
  // Of this run; its variances are among those of every set.
  const std::string& normalization() const;
  LevelConvention convention() const;

  Findings analyse(const Results& results) const override;

 private:
  int bits_of(const ProblemSpec& problem) const;
  bool is_swept(const ProblemSpec& problem) const;
  void add_uniform(Set& set, int bits);
  void add_optimal(Set& set, int bits);
  void add_training_of(Set& set);
  void add_variances(Set& set);
  std::vector<std::string> normalizations() const;
  // Whether uniform levels span each feature's least to greatest value, as
  // optimal ones always do.
  bool same_range() const;
  std::vector<std::string> notes() const;

  std::vector<int> swept_bits_;
  std::vector<Set> sets_;
  std::vector<NamedSearch> searches_;
};

}  // namespace zipml::optimal_vs_uniform
