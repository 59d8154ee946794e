// The cells of nonlinear, made in one place for plan and analysis.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "core/sgd/polynomial_gradient.h"
#include "experiments/linear/training.h"

namespace zipml::nonlinear {

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

// One curve of Fig 9: a loss on a data set.
struct Figure9Panel {
  ProblemSpec problem;
  std::string loss;
};

// One grid point with its data located.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings,
            const LinearProblems& problems);

  const Settings& settings() const { return settings_; }
  int repetitions() const { return settings_.repetitions; }
  // Every data set with every loss.
  const std::vector<Figure9Panel>& panels() const { return panels_; }
  const std::vector<int>& bits() const { return bits_; }
  // The bits nearest to the parameter figure_bits.
  int figure_bits() const;
  DrawBudget budget(int total_bits) const;
  bool has_optimum() const;  // a ridge above 0

  // `bits` of one value in total; ignored for "32-bit". A polynomial's radius,
  // unless given, is found by run_polynomial.
  Cell training(const Figure9Panel& panel, const std::string& method, int bits,
                int repetition) const;
  // The reference optimum.
  Cell optimum(const Figure9Panel& panel) const;

  // Every cell.
  std::vector<Cell> all() const;

 private:
  TrainingSpec spec(const Figure9Panel& panel, const std::string& method,
                    int bits) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<Figure9Panel> panels_;
  std::vector<int> bits_;
};

inline constexpr const char* kOptimumTask = "optimum";
inline constexpr const char* kPolynomial = "polynomial";

// The low-precision ways that are compared at equal total bits.
inline const std::vector<std::string> kMethods = {"polynomial", "nearest",
                                                  "naive"};

// Values: optimum (min F up to `gap`), gap, iterations, largest_prediction.
CellResult run_optimum(const Cell& cell, LinearProblems& problems);

// A column of training rows: largest_prediction, max |a^T x| over the training
// rows.
void add_largest_prediction(const LinearProblem& problem,
                            const EpochState& state, Record& row);

// A training cell of a polynomial, with a column outside_radius (the share of
// training rows with |a^T x| beyond R). Where its radius is 0, R becomes
// radius_factor times the largest |a^T x| at the end of any epoch of the 32-bit
// run of the same repetition (its last prerequisite). Further values: radius,
// epsilon (max |P - l'|), outside (the largest share of rows beyond R after any
// epoch; 1 for a run that diverged).
CellResult run_polynomial(Cell cell, std::span<const CellResult> prerequisites,
                          LinearProblems& problems, const RunContext& context);

}  // namespace zipml::nonlinear
