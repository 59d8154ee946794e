// The cells of polynomial_estimator.
#pragma once

#include <string>
#include <vector>

#include "experiments/linear/linear_point.h"
#include "experiments/polynomial/target.h"

namespace zipml::polynomial_estimator {

// The tasks are those of tasks.h.
class Cells final : public PlannedPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  // Of one set, function and number of bits, in this order.
  struct Moments {
    ProblemSpec problem = {};
    ApproximationTarget target = {};
    int bits = 0;
    CellGroup cells = {};
  };
  const std::vector<Moments>& moments() const { return moments_; }
  struct Storage {
    ProblemSpec problem = {};
    int bits = 0;
    CellGroup cells = {};
  };
  const std::vector<Storage>& storage() const { return storage_; }
  // Instances made to break the bound, or random ones.
  struct Lemma4 {
    bool adversarial = false;
    CellGroup cells = {};
  };
  const std::vector<Lemma4>& lemma_4() const { return lemma_4_; }

  const std::vector<ProblemSpec>& problems() const { return problems_; }
  const std::vector<int>& degrees() const { return degrees_; }
  // The bits and the degree nearest to the paper's, 4 and 15.
  int paper_bits() const;
  int paper_degree() const;

  Findings analyse(const Results& results) const override;

 private:
  Cell quantized(const char* task, const ProblemSpec& problem, int bits,
                 const std::vector<std::string>& parameter_names) const;

  std::vector<ProblemSpec> problems_;
  std::vector<int> bits_, degrees_;
  std::vector<Moments> moments_;
  std::vector<Storage> storage_;
  std::vector<Lemma4> lemma_4_;
};

}  // namespace zipml::polynomial_estimator
