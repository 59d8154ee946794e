// The functions and their polynomials, point by point.
#include "core/polynomial/approximate.h"
#include "experiments/chebyshev_error/tasks.h"

namespace zipml::chebyshev_error {

CellResult run_shape(const Cell& cell, const RunContext&) {
  const ApproximationTarget target = target_from_record(cell.parameters);
  const auto degree = static_cast<int>(cell.parameters.integer("degree"));
  const Polynomial series = approximate(target, "series", degree);
  const Polynomial minimax = approximate(target, "minimax", degree);
  constexpr int kPoints = 301;
  CellResult result;
  for (int i = 0; i < kPoints; ++i) {
    const double z = target.radius * i / (kPoints - 1);
    result.rows.push_back({{"z", z},
                           {"function", target.value(z)},
                           {"series", series(z)},
                           {"minimax", minimax(z)}});
  }
  return result;
}

}  // namespace zipml::chebyshev_error
