// A closed form against Monte Carlo.
#include "experiments/variance_bounds/measurement.h"
#include "experiments/variance_bounds/tasks.h"

namespace zipml::variance_bounds {

CellResult run_formula(const Cell& cell, const RunContext& context) {
  const Record& own = cell.parameters;
  const Quantity quantity = quantity_from_name(own.text("quantity"));
  const std::vector<int> bits = integers(own, "bits");
  CellResult result;
  for (std::int64_t i = 0; i < own.integer("monte_carlo.instances"); ++i) {
    if (context.should_stop()) return {};
    const auto step = static_cast<std::uint64_t>(i);
    RandomStream stream(key_of(cell, Purpose::kSearch, step));
    Instance instance = gaussian_instance(
        kEndToEndFeatures, bits[stream.index(bits.size())],
        kConventions[stream.index(std::size(kConventions))], stream);
    if (stream.bernoulli(0.5)) {
      instance.scaling = SampleScaling::kColumn;
      instance.scales = instance.sample(0).cwiseAbs();
      for (double& scale : instance.scales) scale *= stream.uniform(1, 2);
    }
    const double expected = exact(quantity, instance);
    const RunningStatistics measured =
        measure(quantity, instance, own.integer("monte_carlo.draws"),
                key_of(cell, Purpose::kMonteCarlo, step));
    // A tenth of what is measured more, which the draws must be able to tell.
    const double more = quantity == Quantity::kProjection
                            ? instance.sample(0).norm() * instance.model.norm()
                            : expected;
    result.rows.push_back(
        {{"ratio", measured.mean() / expected},
         {"score", score(quantity, instance, measured, expected)},
         {"score_of_more",
          score(quantity, instance, measured, expected + more / 10)}});
  }
  return result;
}

}  // namespace zipml::variance_bounds
