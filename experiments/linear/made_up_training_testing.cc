#include "experiments/linear/made_up_training_testing.h"

#include <cmath>
#include <limits>

namespace zipml {
namespace {

constexpr std::size_t kRepetitions = 5;

}  // namespace

std::vector<double> losses_of(const MadeUpCurve& curve) {
  std::vector<double> losses;
  for (int epoch = 0; epoch <= curve.epochs; ++epoch) {
    // 9 exp(-t log(900)) is 9 at t = 0 and 0.01 at t = 1.
    const double t = epoch / curve.epochs_to_one_percent;
    losses.push_back(curve.final * (1 + 9 * std::exp(-t * std::log(900))));
  }
  losses.back() = curve.final;
  if (losses.size() > 1) losses[losses.size() - 2] *= 1 + curve.late_rise;
  return losses;
}

CellResult training_result(const MadeUpCurve& curve, double epoch_bits) {
  CellResult result = training_result(losses_of(curve));
  double moved = 0;
  for (Record& row : result.rows) {
    row.set("excess", row.number("loss") - 0.5);
    for (const char* channel : {"sample_bits", "model_bits", "gradient_bits"}) {
      row.set(channel, moved);
    }
    moved += epoch_bits;
  }
  result.values.set("optimum", 0.5);
  result.values.set("final_excess", curve.final - 0.5);
  result.values.set("alpha", 1.0);
  return result;
}

std::vector<double> near(double value) {
  std::vector<double> values;
  for (const double step : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
    values.push_back(value * (1 + 1e-4 * step) + 1e-4 * step);
  }
  return values;
}

std::vector<double> scattered(double value, double spread) {
  return {value * spread, value / spread, value * std::sqrt(spread),
          value / std::sqrt(spread), value};
}

std::vector<CellResult> runs_that_end_at(const std::vector<double>& finals) {
  std::vector<CellResult> results;
  for (const double final : finals) {
    results.push_back(training_result(MadeUpCurve{.final = final}));
  }
  return results;
}

std::vector<CellResult> no_results() {
  return std::vector<CellResult>(kRepetitions, no_result());
}

std::vector<CellResult> diverged_runs() {
  CellResult result = training_result(MadeUpCurve{});
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  result.status = Status::kDiverged;
  result.reason = "made up: it diverged";
  result.values.set("final_loss", kInfinity);
  result.values.set("final_excess", kInfinity);
  result.rows.back().set("loss", kInfinity);
  return std::vector<CellResult>(kRepetitions, result);
}

}  // namespace zipml
