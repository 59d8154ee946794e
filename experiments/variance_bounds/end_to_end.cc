// End-to-end quantization of Gaussian vectors with s >= sqrt(n).
#include <cmath>

#include "experiments/variance_bounds/measurement.h"
#include "experiments/variance_bounds/tasks.h"

namespace zipml::variance_bounds {

CellResult run_end_to_end(const Cell& cell, const RunContext&) {
  const Record& own = cell.parameters;
  const std::int64_t features = own.integer("features");
  const auto step = static_cast<std::uint64_t>(features);
  int bits = 1;
  while (bits < 16 && std::pow(4, bits - 1) < static_cast<double>(features)) {
    ++bits;
  }
  RandomStream stream(key_of(cell, Purpose::kDataGeneration, step));
  const Instance instance =
      gaussian_instance(features, bits, LevelConvention::kPerSign, stream);
  const double measured = measure(Quantity::kEndToEndMoment, instance,
                                  own.integer("end_to_end.draws"),
                                  key_of(cell, Purpose::kMonteCarlo, step))
                              .mean();
  const GradientTerms terms = instance.terms();
  const double unit = terms.full_second_moment +
                      terms.model_norm * terms.model_norm / (terms.s * terms.s);
  CellResult result;
  result.values = {{"s", terms.s},
                   {"measured", measured},
                   {"factor", measured / unit},
                   {"printed", printed_end_to_end_moment(terms) / unit},
                   {"corrected", end_to_end_moment_bound(terms) / unit}};
  return result;
}

}  // namespace zipml::variance_bounds
