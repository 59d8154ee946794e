#include <cmath>
#include <cstdint>
#include <functional>

#include "experiments/linear/made_up_training_testing.h"
#include "experiments/scaling_and_storage/cells.h"
#include "experiments/scaling_and_storage/tasks.h"
#include "experiments/small_studies_testing.h"

namespace zipml {
namespace {

using namespace scaling_and_storage;

// Of a repetition, with so small a spread that it tells, or with one that
// buries everything.
double spread(Truth truth, const Cell& cell) {
  const double sign = cell.repetition % 2 == 0 ? 1 : -1;
  return std::exp(sign * (truth == Truth::kNoise ? 2 : 0.001));
}

// The small study with made-up results; what `of` does not make has none.
std::vector<Verdict> study(Truth truth,
                           const std::function<CellResult(const Cell&)>& of) {
  const SmallStudies studies;
  return studies
      .analyse(studies.experiment("scaling_and_storage"),
               [&](const Cell& cell) {
                 return truth == Truth::kNothing ? no_result() : of(cell);
               })
      .verdicts;
}

CellResult trained(double excess) {
  return {.values = {{"final_loss", 1 + excess},
                     {"final_excess", excess},
                     {"alpha", 1.0},
                     {"optimum", 1.0}}};
}

// How many times the loss of row scaling is that by column.
double of_rows(Truth truth) { return truth == Truth::kFails ? 0.5 : 2; }

std::vector<Verdict> column_scaling(Truth truth) {
  return study(truth, [&](const Cell& cell) -> CellResult {
    const Value* scaling = cell.parameters.find("scaling");
    const bool by_row =
        scaling != nullptr && scaling->text().starts_with("row_");
    const double times = by_row ? of_rows(truth) : 1;
    if (cell.task == "train") {
      return trained(0.01 * times * (by_row ? spread(truth, cell) : 1));
    }
    if (cell.task != kVariancesTask) return no_result();
    return {.values = {{"sample_variance", times},
                       {"gradient_variance", times},
                       {"bits_per_value", 3.0}}};
  });
}

std::vector<Verdict> l2_norm_scaling(Truth truth) {
  return study(truth, [&](const Cell& cell) -> CellResult {
    if (cell.task != "train") return no_result();
    const Value* codec = cell.parameters.find("channel_codec");
    const bool by_max = codec != nullptr && codec->text() == "row_max";
    return trained(0.01 * (by_max ? of_rows(truth) * spread(truth, cell) : 1));
  });
}

// Distances from the prediction and the optimum, over noise; and an excess of
// stored double sampling that falls as 1 / K, or not at all.
std::vector<Verdict> fixed_points(Truth truth) {
  return study(truth, [&](const Cell& cell) -> CellResult {
    if (cell.task != kFixedPointTask) return no_result();
    const double rows =
        static_cast<double>(cell.parameters.integer("spread_train_rows"));
    const double own = spread(truth, cell);
    const bool fails = truth == Truth::kFails;
    // A power of the rows that depends on the repetition buries the slope.
    const double slope = truth == Truth::kNoise ? -1 + std::log(own) : -1;
    return {.values = {{"distance", (fails ? 20 : 1) * own},
                       {"from_optimum", fails ? 1 : 20 * own},
                       {"excess", 0.1},
                       {"predicted_excess",
                        fails ? 0.1 * own : own * std::pow(rows, slope)},
                       {"smallest_eigenvalue", 0.9}}};
  });
}

std::vector<Verdict> extra_bits(Truth truth) {
  return study(truth, [&](const Cell& cell) -> CellResult {
    if (cell.task != kStorageTask) return no_result();
    CellResult result;
    const auto bits = cell.parameters.integer("bits");
    for (const auto draws : cell.parameters.integers("storage.draws")) {
      const auto extra =
          static_cast<std::int64_t>(std::lround(std::log2(draws)));
      const std::int64_t wrong = truth == Truth::kFails && draws > 1 ? 1 : 0;
      const std::int64_t code = bits + extra + wrong;
      result.rows.push_back({{"code", draws == 1 ? "single" : "draw count"},
                             {"draws", draws},
                             {"bits", code},
                             {"stored", static_cast<double>(code)},
                             {"values", std::int64_t{100}}});
    }
    return result;
  });
}

}  // namespace

std::vector<Refutation> scaling_and_storage_refutations() {
  const std::string name = "scaling_and_storage";
  return {{name, "column_scaling", column_scaling},
          {name, "l2_norm_scaling", l2_norm_scaling},
          {name, "fixed_point", fixed_points},
          {name, "consistent", fixed_points},
          {name, "extra_bits", extra_bits, /*exact=*/true}};
}

}  // namespace zipml
