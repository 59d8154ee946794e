#include <map>
#include <string>
#include <vector>

#include "experiments/nonlinear/analysis.h"
#include "experiments/refutation_testing.h"

namespace zipml {
namespace {

using nonlinear::SetRuns;

// Five repetitions around a final objective, of which one tenth is lost in
// accuracy too; `swing` is that of the ends.
std::vector<CellResult> around(double objective, double swing) {
  std::vector<CellResult> results;
  for (const double place : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
    results.push_back(
        {.values = {{"final_loss", objective + swing * place},
                    {"final_accuracy", 0.95 - 0.1 * (objective - 1)}}});
  }
  return results;
}

// The objectives of the three ways, where that of 32 bits is 1.
struct Objectives {
  double polynomial = 1;
  double nearest = 1;
  double naive = 1;
};

std::vector<Verdict> verdicts_of(const Objectives& holds,
                                 const Objectives& fails, Truth truth) {
  MadeUp made_up;
  const Objectives& objectives = truth == Truth::kFails ? fails : holds;
  const double swing = truth == Truth::kNoise ? 0.4 : 0.002;
  // The sign of the swing keeps noise from cancelling in pairs.
  const auto runs = [&](double objective, double sign) {
    return made_up.runs(truth == Truth::kNothing
                            ? std::vector<CellResult>()
                            : around(objective, sign * swing));
  };
  const SetRuns set{
      .problem = {.data = "gisette", .set = "gisette"},
      .loss = "hinge",
      .full = runs(1, 0),
      // At 4 bits all are alike: one number of bits decides of many.
      .low = {{"polynomial",
               {{4, runs(1, 1)}, {8, runs(objectives.polynomial, 1)}}},
              {"nearest",
               {{4, runs(1, -1)}, {8, runs(objectives.nearest, -1)}}},
              {"naive", {{4, runs(1, -1)}, {8, runs(objectives.naive, -1)}}}},
      .budgets = {{4, {}}, {8, {}}}};
  return nonlinear::make_verdicts({set}, 8);
}

Refutation refutation(std::string kind, const Objectives& holds,
                      const Objectives& fails) {
  return {.experiment = "nonlinear",
          .kind = std::move(kind),
          .verdicts = [holds, fails](Truth truth) {
            return verdicts_of(holds, fails, truth);
          }};
}

}  // namespace

std::vector<Refutation> nonlinear_refutations() {
  return {
      refutation("same_solution", {.polynomial = 1.02}, {.polynomial = 1.2}),
      refutation("nearest_as_well", {.nearest = 1}, {.nearest = 1.1}),
      refutation("stochastic_as_well", {.naive = 1}, {.naive = 1.1}),
      // One plain rounding that is no worse is enough.
      refutation("no_better_at_any_bits", {.naive = 1.1},
                 {.nearest = 1.1, .naive = 1.2})};
}

}  // namespace zipml
