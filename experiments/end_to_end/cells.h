// The cells of end_to_end.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "experiments/linear/linear_point.h"

namespace zipml::end_to_end {

// The figures whose curves could be of samples only or end to end.
inline const std::vector<std::string> kDoubtfulFigures = {"8", "10"};

class Cells final : public LinearPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  struct Set {
    ProblemSpec problem = {};
    // At which the paper shows the set end to end: Fig 8's in that reading,
    // Fig 11's; 0 for sets that it does not show. A stand-in is run at the bits
    // of its set.
    int paper_bits = 0;
    CellGroup full = {};  // training at 32 bits
    // Of the sweep, at the paper's bits, and of both readings of the doubtful
    // figures; by mode and bits.
    std::map<std::string, std::map<int, CellGroup>> low = {};
    // Whole runs, of paper_bits.epochs, end to end at the paper's bits and at
    // 32; empty for sets that it does not show.
    CellGroup whole_full = {}, whole_low = {};
  };
  const std::vector<Set>& sets() const { return sets_; }
  const std::vector<NamedSearch>& searches() const { return searches_; }
  // Of the sweep: modes in the order of the parameter, and bits, ascending.
  const std::vector<std::string>& modes() const { return modes_; }
  const std::vector<int>& bits() const { return bits_; }
  // Of a whole run.
  int whole_epochs() const { return integer("paper_bits.epochs"); }

  Findings analyse(const Results& results) const override;

 private:
  Set add_set(const ProblemSpec& problem, const TrainingSpec& full);
  TrainingSpec spec(const ProblemSpec& problem) const;
  TrainingSpec low(const TrainingSpec& full, const std::string& mode,
                   int bits) const;

  std::vector<std::string> modes_;
  std::vector<int> bits_;
  std::vector<Set> sets_;
  std::vector<NamedSearch> searches_;
};

}  // namespace zipml::end_to_end
