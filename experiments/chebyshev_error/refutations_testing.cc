#include <cmath>
#include <memory>

#include "experiments/chebyshev_error/tasks.h"
#include "experiments/polynomial/target.h"
#include "experiments/refutation_testing.h"
#include "experiments/small_studies_testing.h"

namespace zipml {
namespace chebyshev_error {
namespace {

// Errors by degree: exp(-rate d), with theory's rate for the sigmoid; for the
// step twice what the law asks for, or a hundredth of it. Noise is a factor.
CellResult made_up_errors(const Cell& cell, Truth truth) {
  if (truth == Truth::kNothing) return no_result();
  if (cell.task != kErrorsTask) return no_result();
  const ApproximationTarget target = target_from_record(cell.parameters);
  double rate = target.is_sigmoid() ? target.log_rate() : 2 * target.gap;
  if (truth == Truth::kFails) rate /= target.is_sigmoid() ? 2 : 200;
  CellResult result;
  for (int degree = 1; degree <= 15; degree += 2) {
    const double noise = truth == Truth::kNoise && degree % 4 == 1 ? 50 : 1;
    const double error = noise * 0.9 * std::exp(-rate * degree);
    result.rows.push_back({{"degree", degree},
                           {"error", error},
                           {"error_whole", error},
                           {"monomial_growth", 1.0},
                           {"chebyshev_growth", 1.0}});
  }
  return result;
}

}  // namespace
}  // namespace chebyshev_error

std::vector<Refutation> chebyshev_error_refutations() {
  const auto studies = std::make_shared<const SmallStudies>();
  const auto verdicts = [=](Truth truth) {
    return studies
        ->analyse(studies->experiment("chebyshev_error"),
                  [truth](const Cell& cell) {
                    return chebyshev_error::made_up_errors(cell, truth);
                  })
        .verdicts;
  };
  const std::string name = "chebyshev_error";
  return {{.experiment = name, .kind = "smooth_rate", .verdicts = verdicts},
          {.experiment = name,
           .kind = "hinge_error",
           .verdicts = verdicts,
           .never_testable = true},
          {.experiment = name,
           .kind = "hinge_law",
           .verdicts = verdicts,
           .exact = true}};
}

}  // namespace zipml
