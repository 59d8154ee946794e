#include <memory>

#include "core/polynomial/estimate.h"
#include "experiments/polynomial_estimator/analysis.h"
#include "experiments/refutation_testing.h"
#include "experiments/small_studies_testing.h"

namespace zipml {
namespace polynomial_estimator {
namespace {

// Scores that tell, or do not; estimates about what the claim says, about
// something else, or about anything.
CellResult made_up_moments(const Cell& cell, Truth truth) {
  const auto about = [&](double holds, double fails) {
    const double mean = truth == Truth::kFails ? fails : holds;
    const double half = truth == Truth::kNoise ? 100 : 0.001;
    return Estimate{mean, mean - half, mean + half, 20};
  };
  CellResult result;
  for (const std::int64_t degree : cell.parameters.integers("degrees")) {
    for (const std::string& form : form_names()) {
      const bool biased =
          form == kOneDraw ? truth != Truth::kNoise : truth == Truth::kFails;
      result.rows.push_back({{"degree", degree},
                             {"form", form},
                             {"count", 10},
                             {"largest", biased ? 50.0 : 1.0},
                             {"mean_square", about(1, 1)},
                             {"measured", about(1, 1)},
                             {"exact", 1.0},
                             {"log_measured", about(0, 0)},
                             {"log_exact", 0.0},
                             {"ratio", about(1, 1.5)},
                             {"log_over_symmetrised", about(2, 0.5)},
                             {"error", 1.0},
                             {"nearest_error", 0.5},
                             {"square_over_nearest", about(1, -1)}});
    }
  }
  result.values = {{"largest_z", 1.0}, {"noise", 0.1}};
  return result;
}

CellResult made_up(const Cell& cell, Truth truth) {
  if (truth == Truth::kNothing) return no_result();
  if (cell.task == kMomentsTask) return made_up_moments(cell, truth);
  const bool fails = truth == Truth::kFails;
  if (cell.task == kStorageTask) {
    // Four draws of degree 3.
    return {.values = {{"one", 4},
                       {"many", fails ? 16 : 6},
                       {"stored", 6.1},
                       {"values", 300}}};
  }
  return {.values = {{"instances", 100},
                     {"printed", fails ? 3 : 0},
                     {"corrected", fails ? 3 : 0},
                     {"largest", fails ? 2.0 : 0.5},
                     {"identity_moment", 0.5},
                     {"identity_bound", 0.0}}};
}

}  // namespace
}  // namespace polynomial_estimator

std::vector<Refutation> polynomial_estimator_refutations() {
  const auto studies = std::make_shared<const SmallStudies>();
  const auto verdicts = [=](Truth truth) {
    return studies
        ->analyse(studies->experiment("polynomial_estimator"),
                  [truth](const Cell& cell) {
                    return polynomial_estimator::made_up(cell, truth);
                  })
        .verdicts;
  };
  std::vector<Refutation> rows;
  for (const char* kind :
       {"unbiased", "exact_variance", "form_matters", "nearest_is_nearer"}) {
    rows.push_back({.experiment = "polynomial_estimator",
                    .kind = kind,
                    .verdicts = verdicts});
  }
  for (const char* kind :
       {"lemma_4_printed", "lemma_4_corrected", "extra_bits"}) {
    rows.push_back({.experiment = "polynomial_estimator",
                    .kind = kind,
                    .verdicts = verdicts,
                    .exact = true});
  }
  return rows;
}

}  // namespace zipml
