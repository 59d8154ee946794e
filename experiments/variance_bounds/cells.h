// The cells of variance_bounds.
#pragma once

#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/variance_bounds/statement.h"

namespace zipml::variance_bounds {

// The tasks are those of tasks.h.
class Cells final : public PlannedPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings);

  // Random and adversarial instances of a statement, and Monte Carlo at the
  // worst ones.
  struct Search {
    const Statement* statement = nullptr;
    CellGroup cells = {};
  };
  // Monte Carlo against the closed form of a quantity.
  struct Formula {
    Quantity quantity = Quantity::kProjection;
    CellGroup cells = {};
  };
  // The variance of a Gaussian vector's quantization, row scaling.
  struct Curve {
    int features = 0;
    LevelConvention convention = LevelConvention::kPerSign;
    int bits = 0;
    CellGroup cells = {};
  };
  // End-to-end quantization of Gaussian vectors with s >= sqrt(n).
  struct EndToEnd {
    int features = 0;
    CellGroup cells = {};
  };

  // Of the statements, and of the curves.
  std::vector<int> dimensions() const;
  std::vector<int> curve_dimensions() const;

  Findings analyse(const Results& results) const override;

 private:
  // With the named parameters of this point and `more`, for each repetition.
  CellGroup add_cells(const std::string& task,
                      const std::vector<std::string>& parameter_names,
                      const Record& more);

  std::vector<Search> searches_;
  std::vector<Formula> formulas_;
  std::vector<Curve> curves_;
  std::vector<EndToEnd> end_to_end_;
};

}  // namespace zipml::variance_bounds
