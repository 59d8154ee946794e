// A family of instances that is built to make the program do badly.
#include <cmath>

#include "experiments/optimal_levels/tasks.h"
#include "experiments/optimal_levels/two_approximation.h"

namespace zipml::optimal_levels {
namespace {

// Two intervals; the optimum's one inner level must stand on the `multiplicity`
// points at 1/2. Their neighbours are `width` away, so that merging them costs
// multiplicity * width^2, which is the least of the five pairs' costs: the
// greedy merges them, and is done. Any level that is left costs them
// multiplicity * width / 2 instead of nothing.
Instance constructed(double width, double multiplicity) {
  return {{0, 0.1, 0.2, 0.3, 0.5 - width, 0.5, 0.5 + width, 0.7, 0.8, 0.9, 1},
          {1, 1, 1, 1, 1, multiplicity, 1, 1, 1, 1, 1},
          2};
}

// The same with that many distinct points within width / 20,000 of 1/2.
Instance with_distinct_points(const Instance& instance, double width) {
  Instance result;
  result.intervals = instance.intervals;
  for (std::size_t i = 0; i < instance.points.size(); ++i) {
    const auto copies = static_cast<std::size_t>(instance.weights[i]);
    for (std::size_t copy = 0; copy < copies; ++copy) {
      const double share =
          (static_cast<double>(copy) + 0.5) / static_cast<double>(copies);
      result.points.push_back(copies == 1 ? instance.points[i]
                                          : instance.points[i] +
                                                width * 1e-4 * (share - 0.5));
    }
  }
  result.weights.assign(result.points.size(), 1);
  return result;
}

}  // namespace

CellResult run_constructed(const Cell&, const RunContext&) {
  CellResult result;
  for (const double width : {3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4}) {
    // Half of what would make the pair cost as much as its cheapest rival,
    // (0, 0.1, 0.2).
    const double multiplicity = std::floor(0.5 * 0.1 * 0.1 / (width * width));
    for (const bool distinct : {false, true}) {
      Instance instance = constructed(width, multiplicity);
      if (distinct) instance = with_distinct_points(instance, width);
      const Ratios ratios = ratios_of(instance);
      result.rows.push_back({{"width", width},
                             {"distinct", distinct},
                             {"multiplicity", multiplicity},
                             {"ratio", ratios.program},
                             {"excess", ratios.program - 1},
                             {"greedy_ratio", ratios.greedy},
                             {"own_level", ratios.of_program.levels.at(1)},
                             {"exact_level", ratios.exact.levels.at(1)}});
    }
  }
  return result;
}

}  // namespace zipml::optimal_levels
