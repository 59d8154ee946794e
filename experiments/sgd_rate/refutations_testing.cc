#include <cmath>
#include <memory>

#include "experiments/refutation_testing.h"
#include "experiments/sgd_rate/tasks.h"
#include "experiments/small_studies_testing.h"

namespace zipml {
namespace sgd_rate {
namespace {

// sigma = R = 1, so that the bound is sqrt(2 / T) R and a little more.
CellResult made_up_constants(double bits, bool naive, Truth truth) {
  double floor = naive ? std::exp2(-2 * bits) / 100 : 0;
  if (truth == Truth::kFails) floor = naive ? 1e-4 : 0;
  // No power of 2^b at all.
  if (truth == Truth::kNoise && naive) {
    floor = static_cast<int>(bits) % 2 == 0 ? 1e-6 : 1e-9;
  }
  return {.values = {{"radius", 1.0},
                     {"smoothness", 1.0},
                     {"sigma", bits > 0 ? 1.1 : 1.0},
                     {"sigma_at_optimum", 1.0},
                     {"beta", naive ? std::exp2(-2 * bits) : 0.0},
                     {"floor", floor}}};
}

CellResult made_up_training(const Cell& cell, const std::string& method,
                            double bits, Truth truth) {
  const bool full_batch = method == kFullBatch;
  const bool odd = cell.repetition % 2 == 1;
  double rate = full_batch ? -1 : -0.5, size = 0.01;
  if (truth == Truth::kFails) {
    // Another rate, also where bits differ, far above the bound.
    rate = full_batch || bits > 0 ? -0.1 : -2;
    size = 1e6;
  }
  if (truth == Truth::kNoise && !full_batch) {
    // By turns, and others where bits differ.
    rate = odd == (bits > 0) ? -2 : 1.5;
    size = odd ? 100 : 1e-3;
  }
  CellResult result;
  double gap = 0;
  double wobble = 1;
  for (const std::int64_t updates : cell.parameters.integers("updates")) {
    gap = size * std::pow(static_cast<double>(updates), rate);
    if (truth == Truth::kNoise && full_batch) {
      gap *= wobble;
      wobble = wobble == 1 ? 0.01 : 1;
    }
    result.rows.push_back({{"updates", updates}, {"gap", gap}});
  }
  // What the bias costs: 2^-2b, nothing that bits change, or either.
  if (method == "naive") {
    double cost = std::exp2(-2 * bits);
    if (truth == Truth::kFails) cost = 1;
    if (truth == Truth::kNoise) {
      cost = static_cast<int>(bits) % 2 == 0 ? 1 : 1e-3;
    }
    gap += cost * (odd ? 1.01 : 0.99);
  }
  result.values = {{"final_gap", gap}};
  return result;
}

CellResult made_up(const Cell& cell, Truth truth) {
  if (truth == Truth::kNothing) return no_result();
  const std::string& method = cell.parameters.text("method");
  const Value* found = cell.parameters.find("bits");
  const double bits = found == nullptr ? 0 : found->number();
  return cell.task == kConstantsTask
             ? made_up_constants(bits, method == "naive", truth)
             : made_up_training(cell, method, bits, truth);
}

}  // namespace
}  // namespace sgd_rate

std::vector<Refutation> sgd_rate_refutations() {
  const auto studies = std::make_shared<const SmallStudies>();
  const auto verdicts = [=](Truth truth) {
    const Experiment& experiment = studies->experiment("sgd_rate");
    Settings settings = studies->settings(experiment);
    settings.parameters.set("bits", Value::List{2, 3, 4, 5});
    settings.repetitions = 6;
    return studies
        ->analyse(experiment, settings,
                  [truth](const Cell& cell) {
                    return sgd_rate::made_up(cell, truth);
                  })
        .verdicts;
  };
  std::vector<Refutation> rows;
  for (const char* kind : {"rate_with_noise", "rate_without_noise", "bound",
                           "same_rate", "bias_on_the_way", "bias_in_the_end"}) {
    rows.push_back(
        {.experiment = "sgd_rate", .kind = kind, .verdicts = verdicts});
  }
  return rows;
}

}  // namespace zipml
