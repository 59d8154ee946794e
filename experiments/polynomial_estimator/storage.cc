// Bits a value of the draws that an estimate takes, in the packed store.
#include <algorithm>

#include "core/quantize/packed_samples.h"
#include "experiments/polynomial_estimator/tasks.h"

namespace zipml::polynomial_estimator {

CellResult run_storage(const Cell& cell, LinearProblems& problems,
                       const RunContext&) {
  const QuantizedProblem quantized(cell.parameters, problems);
  const LinearProblem& problem = *quantized.problem;
  const std::size_t rows = std::min(
      problem.rows(),
      static_cast<std::size_t>(cell.parameters.integer("storage.rows")));
  const auto pack = [&](SampleCode code, int draws) {
    return PackedSamples(
        quantized.quantizer, code, draws, problem.features.data(), rows,
        CounterHash(
            {.seed = cell.seed, .purpose = Purpose::kSampleQuantization}));
  };
  const auto values = static_cast<std::int64_t>(rows * problem.feature_count());
  const PackedSamples many =
      pack(SampleCode::kDrawCount,
           static_cast<int>(cell.parameters.integer("copies")));
  CellResult result;
  result.values = {{"one", pack(SampleCode::kSingle, 1).bits_per_value()},
                   {"many", many.bits_per_value()},
                   {"stored", 8 * static_cast<double>(many.bytes()) /
                                  static_cast<double>(values)},
                   {"values", values}};
  return result;
}

}  // namespace zipml::polynomial_estimator
