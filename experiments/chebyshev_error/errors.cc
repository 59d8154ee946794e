// The largest error of each approximation against its degree.
#include "core/polynomial/approximate.h"
#include "experiments/chebyshev_error/tasks.h"

namespace zipml::chebyshev_error {

CellResult run_errors(const Cell& cell, const RunContext& context) {
  const ApproximationTarget target = target_from_record(cell.parameters);
  const Function f = [&](double z) { return target.value(z); };
  CellResult result;
  for (int degree = 1; degree <= cell.parameters.integer("max_degree");
       degree += 2) {
    if (context.should_stop()) return {};
    const Polynomial p =
        approximate(target, cell.parameters.text("approximation"), degree);
    result.rows.push_back(
        {{"degree", degree},
         {"error", max_error(f, p, target.radius, target.gap)},
         {"error_whole", max_error(f, p, target.radius, 0)},
         {"monomial_growth", p.monomial_growth()},
         {"chebyshev_growth", p.chebyshev_growth()}});
  }
  return result;
}

}  // namespace zipml::chebyshev_error
