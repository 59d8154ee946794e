// The variance of a Gaussian vector's quantization.
#include "experiments/linear/quantization_spec.h"
#include "experiments/variance_bounds/measurement.h"
#include "experiments/variance_bounds/tasks.h"

namespace zipml::variance_bounds {

CellResult run_curve(const Cell& cell, const RunContext&) {
  const Record& own = cell.parameters;
  const LevelConvention convention = convention_from_name(own.text("levels"));
  const std::int64_t features = own.integer("features");
  const auto step = static_cast<std::uint64_t>(features);
  // The same vector for every number of bits and both conventions.
  RandomStream stream(key_of(cell, Purpose::kDataGeneration, step));
  const Instance instance = gaussian_instance(
      features, static_cast<int>(own.integer("bits")), convention, stream);
  const RunningStatistics measured =
      measure(Quantity::kTotalVariance, instance, own.integer("curve.draws"),
              key_of(cell, Purpose::kMonteCarlo, step));
  CellResult result;
  result.values = {{"s", instance.s()},
                   {"measured", measured.mean()},
                   {"exact", exact(Quantity::kTotalVariance, instance)}};
  return result;
}

}  // namespace zipml::variance_bounds
