// The cells of debiased_single.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "experiments/linear/linear_point.h"

namespace zipml::debiased_single {

// What is compared: the draws of a sample that each method stores.
struct ComparedMethod {
  std::string name = {};  // of core/sgd/method.h
  int draws = 1;
};
inline const std::vector<ComparedMethod> kMethods = {{"debiased_single", 1},
                                                     {"pair_sum", 2},
                                                     {"double_sampling", 2},
                                                     {"nearest", 1},
                                                     {"naive", 1}};

// Where alpha comes from: a search for each method and bits ("own"), or the one
// for 32 bits ("shared").
using StepRule = std::string;

// The most bits of a draw with which so many draws, without their order, fit
// into the stored bits: 2^b levels, draws (2^b - 1) + 1 states. 0: none do.
int draw_bits(int draws, int stored_bits);

class Cells final : public LinearPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  // By method and stored bits; those that fit.
  using Groups = std::map<std::string, std::map<int, CellGroup>>;
  struct Set {
    ProblemSpec problem = {};
    CellGroup full = {};                  // training at 32 bits
    std::map<StepRule, Groups> low = {};  // training
    Groups searches = {};                 // of each method's own step
    // The other tasks (tasks.h); no fixed points where draws are fresh or the
    // features many.
    Groups variance = {}, fixed_point = {};
  };
  const std::vector<Set>& sets() const { return sets_; }
  // The searches for 32 bits.
  const std::vector<NamedSearch>& searches() const { return searches_; }
  const std::vector<int>& bits() const { return bits_; }  // stored, ascending
  const std::vector<StepRule>& rules() const { return rules_; }
  // The bits nearest to the parameter figure_bits.
  int figure_bits() const;

  Findings analyse(const Results& results) const override;

 private:
  void add_method(Set& set, const ComparedMethod& method, int stored_bits);
  TrainingSpec full_spec(const ProblemSpec& problem) const;
  // A cell of another task on the problem, quantized as in training.
  Cell exact_cell(const std::string& task, const TrainingSpec& spec,
                  int repetition) const;

  std::vector<int> bits_;
  std::vector<StepRule> rules_;
  std::vector<Set> sets_;
  std::vector<NamedSearch> searches_;
};

}  // namespace zipml::debiased_single
