#include <cmath>
#include <memory>

#include "experiments/refutation_testing.h"
#include "experiments/small_studies_testing.h"
#include "experiments/variance_bounds/tasks.h"

namespace zipml {
namespace variance_bounds {
namespace {

// One instance above the bound, which its measured value shows, or does not.
CellResult made_up_search(Truth truth) {
  const bool above = truth != Truth::kHolds;
  const double exact = above ? 2 : 0.5;
  const double off = truth == Truth::kNoise ? 5 : 0.01;
  CellResult result;
  result.rows.push_back(
      {{"features", 2},
       {"random", 10'000},
       {"random_violations", above ? 1 : 0},
       {"adversarial", 10'000},
       {"adversarial_violations", 0},
       {"ratio", exact},
       {"objective", exact},
       {"exact", exact},
       {"bound", 1.0},
       {"measured", Estimate{exact, exact - off, exact + off, 100}},
       {"score", 0.5},
       {"instance", "made up"},
       {"steps", "per_sign"}});
  return result;
}

CellResult made_up(const Cell& cell, Truth truth) {
  if (truth == Truth::kNothing) return no_result();
  const bool odd = cell.repetition % 2 == 1;
  if (cell.task == kSearchTask) return made_up_search(truth);
  CellResult result;
  if (cell.task == kFormulaTask) {
    for (int i = 0; i < 5; ++i) {
      result.rows.push_back(
          {{"ratio", 1 + (i - 2) * 0.001},
           {"score", truth == Truth::kFails ? 50.0 : 0.5},
           {"score_of_more", truth == Truth::kNoise ? 0.6 : 50.0}});
    }
    return result;
  }
  const double n = cell.parameters.number("features");
  // The power of n: as claimed, another one, or either.
  const auto power = [&](double claimed) {
    if (truth == Truth::kFails) return claimed + 1;
    if (truth == Truth::kNoise) return claimed + (odd ? 2 : -2);
    return claimed;
  };
  if (cell.task == kCurveTask) {
    const double s = std::exp2(cell.parameters.number("bits") - 1);
    const double value = std::pow(n / (s * s), power(1));
    result.values = {{"measured", value}, {"exact", value}, {"s", s}};
  } else {
    const double factor = std::pow(n, power(0));
    result.values = {{"s", std::sqrt(n)},
                     {"measured", factor},
                     {"factor", factor},
                     {"printed", truth == Truth::kHolds ? 2.0 : 1.5},
                     {"corrected", 2.0}};
  }
  return result;
}

}  // namespace
}  // namespace variance_bounds

std::vector<Refutation> variance_bounds_refutations() {
  const auto studies = std::make_shared<const SmallStudies>();
  const auto verdicts = [=](Truth truth) {
    const Experiment& experiment = studies->experiment("variance_bounds");
    Settings settings = studies->settings(experiment);
    settings.parameters.set("curve.bits", Value::List{4, 5, 6});
    settings.repetitions = 6;
    return studies
        ->analyse(experiment, settings,
                  [truth](const Cell& cell) {
                    return variance_bounds::made_up(cell, truth);
                  })
        .verdicts;
  };
  std::vector<Refutation> rows;
  for (const char* kind : {"bound", "unbiased", "closed_forms", "n_over_s2",
                           "constant_factor", "within_corollary_2"}) {
    rows.push_back(
        {.experiment = "variance_bounds", .kind = kind, .verdicts = verdicts});
  }
  return rows;
}

}  // namespace zipml
