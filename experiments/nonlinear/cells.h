// The cells of nonlinear.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/sgd/polynomial_gradient.h"
#include "experiments/linear/linear_point.h"

namespace zipml::nonlinear {

// The low-precision methods that are compared at equal total bits.
inline const std::vector<std::string> kMethods = {"polynomial", "nearest",
                                                  "naive"};

// How a total number of bits a value is spent on draws for a polynomial.
struct DrawBudget {
  int base_bits = 1;  // of one draw
  int draws = 1;      // the degree + 1
  int degree() const { return draws - 1; }
};

// As section 5.4 does: degree + 1 draws of as many bits as their code (levels
// and the count of ups) allows; where even 1 bit is too many, 1-bit draws, as
// many as fit. 8 bits and degree 15: 16 draws of 4 bits.
DrawBudget draw_budget(int total_bits, int degree, LevelConvention convention);

class Cells final : public LinearPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        const LinearProblems& problems);

  // A loss on a data set: a panel of Fig 9.
  struct Set {
    ProblemSpec problem = {};
    std::string loss = {};
    CellGroup full = {};  // training at 32 bits
    // By method and total bits of one value. A polynomial's radius, unless
    // given, is found by run_polynomial.
    std::map<std::string, std::map<int, CellGroup>> low = {};
    // The reference optimum; null without a ridge.
    std::shared_ptr<const Cell> optimum = {};
  };
  const std::vector<Set>& sets() const { return sets_; }
  // By total bits, those of the parameter `bits`.
  const std::map<int, DrawBudget>& budgets() const { return budgets_; }
  // The bits nearest to the parameter figure_bits.
  int figure_bits() const;

  Findings analyse(const Results& results) const override;

 private:
  TrainingSpec with_loss(TrainingSpec spec, const std::string& loss) const;
  CellGroup add_polynomial(const Set& set, int bits);
  std::shared_ptr<const Cell> add_optimum(const Set& set);

  std::map<int, DrawBudget> budgets_;
  std::vector<Set> sets_;
};

}  // namespace zipml::nonlinear
