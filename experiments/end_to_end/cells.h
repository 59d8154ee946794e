// The cells of end_to_end, made in one place for plan and analysis.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/linear/training.h"

namespace zipml::end_to_end {

// One grid point with its data located.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings,
            const LinearProblems& problems);

  const Settings& settings() const { return settings_; }
  int repetitions() const { return settings_.repetitions; }
  const std::vector<ProblemSpec>& problems() const { return problems_; }
  // Of the sweep: modes without "none", and bits.
  const std::vector<std::string>& modes() const { return modes_; }
  const std::vector<int>& bits() const { return bits_; }
  // The bits at which the paper shows a set end to end: Fig 8's in that
  // reading, Fig 11's; 0 for sets that it does not show. A stand-in is run at
  // the bits of its set.
  int paper_bits(const ProblemSpec& problem) const;
  int epochs(const ProblemSpec& problem) const;

  // A curve of Fig 8 or 10 that could be samples only or end to end.
  struct Reading {
    ProblemSpec problem;
    const char* figure;
    int bits = 0;
  };
  std::vector<Reading> readings() const;

  // Mode "none" (bits 0): 32-bit.
  Cell training(const ProblemSpec& problem, const std::string& mode, int bits,
                int repetition) const;
  std::shared_ptr<const Cell> step_search(const ProblemSpec& problem) const;

  // Every cell.
  std::vector<Cell> all() const;

 private:
  TrainingSpec spec(const ProblemSpec& problem) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<ProblemSpec> problems_;
  std::vector<std::string> modes_;
  std::vector<int> bits_;
};

}  // namespace zipml::end_to_end
