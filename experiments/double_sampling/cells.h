// The cells of double_sampling.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "experiments/linear/linear_point.h"

namespace zipml::double_sampling {

// What the paper does not state.
struct Assumptions {
  std::string normalization = {};
  int batch_size = 1;

  friend bool operator==(const Assumptions&, const Assumptions&) = default;
};

class Cells final : public LinearPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  // A data set at the paper's bits, or at `bits` where Fig 8 does not have it.
  struct Set {
    ProblemSpec problem = {};
    int bits = 0;
    CellGroup full = {}, low = {};  // training at 32 bits and at `bits`
    // The other tasks (tasks.h).
    CellGroup moments = {}, storage = {};
  };
  // The same training under assumptions that could be the paper's.
  struct Trial {
    ProblemSpec problem = {};
    Assumptions assumptions = {};
    CellGroup full = {}, low = {};
  };
  // The sweep over bits, with the same epochs for every set: a run for each of
  // several sets of one size, which differ in the generator's seed alone. Sets
  // that are not generated are one each.
  struct Sweep {
    ProblemSpec problem = {};  // the first set
    CellGroup full = {};
    std::map<int, CellGroup> low = {};  // by bits
  };
  const std::vector<Set>& sets() const { return sets_; }
  const std::vector<Trial>& trials() const { return trials_; }
  const std::vector<Sweep>& sweeps() const { return sweeps_; }
  const std::vector<NamedSearch>& searches() const { return searches_; }
  // This run's own.
  Assumptions assumptions() const;
  int sweep_epochs() const { return integer("bits_sweep.epochs"); }

  Findings analyse(const Results& results) const override;

 private:
  int bits_of(const ProblemSpec& problem) const;
  // Training at so many bits; 0: 32.
  TrainingSpec spec(const ProblemSpec& problem, const Assumptions& assumptions,
                    int bits) const;
  void add_set(const ProblemSpec& problem);
  void add_trials(const Set& set);
  void add_sweep(const std::string& data, const LinearProblems& problems);
  // Those to try, this run's own among them.
  std::vector<Assumptions> all_assumptions() const;
  // Whether they are tried on the set: only against curves of the paper.
  bool is_tried(const ProblemSpec& problem) const;

  std::vector<Set> sets_;
  std::vector<Trial> trials_;
  std::vector<Sweep> sweeps_;
  std::vector<NamedSearch> searches_;
};

}  // namespace zipml::double_sampling
