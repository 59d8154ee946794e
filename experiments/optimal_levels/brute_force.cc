// Exact methods against every set of levels.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/optimal/optimal_levels.h"
#include "experiments/optimal_levels/instances.h"
#include "experiments/optimal_levels/tasks.h"

namespace zipml::optimal_levels {
namespace {

using optimal::ExactWay;
using optimal::Points;
using optimal::solve;

struct ExactMethod {
  const char* label = "";
  const char* name = "";
  ExactWay way = ExactWay::kAutomatic;
};

constexpr std::array kExactMethods = {
    ExactMethod{.label = "dynamic_program (the paper's)",
                .name = "dynamic_program"},
    ExactMethod{.label = "divide_and_conquer", .name = "divide_and_conquer"},
    ExactMethod{.label = "exact", .name = "exact"},
    ExactMethod{.label = "exact, coarse-to-fine",
                .name = "exact",
                .way = ExactWay::kCoarseToFine},
    ExactMethod{.label = "exact, Lagrangian",
                .name = "exact",
                .way = ExactWay::kLagrangian},
    ExactMethod{.label = "exact, histogram",
                .name = "exact",
                .way = ExactWay::kHistogram},
};

}  // namespace

CellResult run_brute_force(const Cell& cell, const RunContext& context) {
  const std::string& shape = cell.parameters.text("shape");
  const auto instances = cell.parameters.integer("brute_force.instances");
  const auto most =
      static_cast<std::uint64_t>(cell.parameters.integer("brute_force.points"));
  RandomStream stream = stream_of(cell, Purpose::kMonteCarlo);
  std::array<double, kExactMethods.size()> worst{};
  std::array<std::int64_t, kExactMethods.size()> agree{};
  for (std::int64_t i = 0; i < instances; ++i) {
    if (context.should_stop()) return {};
    const auto count = static_cast<std::size_t>(4 + stream.index(most - 3));
    const std::vector<double> points = draw_points(shape, count, stream);
    std::vector<double> weights;
    if (stream.bernoulli(0.5)) {
      for (std::size_t l = 0; l < count; ++l) {
        weights.push_back(static_cast<double>(1 + stream.index(9)));
      }
    }
    const auto levels =
        std::min(count, static_cast<std::size_t>(2 + stream.index(5)));
    const double least = brute_force_variance(points, weights, levels);
    for (std::size_t m = 0; m < kExactMethods.size(); ++m) {
      const auto found = solve(kExactMethods[m].name, Points(points, weights),
                               {.levels = levels, .way = kExactMethods[m].way});
      const double variance =
          variance_by_definition(points, weights, found.levels);
      const double reported = std::abs(found.variance - variance);
      const double difference = std::max(std::abs(variance - least), reported) /
                                (least > 0 ? least : 1);
      worst[m] = std::max(worst[m], difference);
      agree[m] += difference <= kRounding ? 1 : 0;
    }
  }
  CellResult result;
  for (std::size_t m = 0; m < kExactMethods.size(); ++m) {
    result.rows.push_back({{"shape", shape},
                           {"method", kExactMethods[m].label},
                           {"instances", instances},
                           {"agree", agree[m]},
                           {"worst", worst[m]}});
  }
  return result;
}

}  // namespace zipml::optimal_levels
