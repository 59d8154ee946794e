// A search for instances on which the program does worse than 2 OPT_k.
#include <algorithm>
#include <cmath>
#include <utility>

#include "experiments/optimal_levels/instances.h"
#include "experiments/optimal_levels/tasks.h"
#include "experiments/optimal_levels/two_approximation.h"

namespace zipml::optimal_levels {
namespace {

// Uniform in the logarithm, of either sign.
double log_uniform_step(double least, double most, RandomStream& stream) {
  const double size = std::exp(stream.uniform(std::log(least), std::log(most)));
  return stream.bernoulli(0.5) ? size : -size;
}

// Moves a point a little or a lot, or beside another one, or changes how many
// lie there.
void mutate(Instance& instance, double multiplicity, RandomStream& stream) {
  const std::size_t inner = instance.points.size() - 2;
  const auto changes = 1 + stream.index(3);
  for (std::uint64_t change = 0; change < changes; ++change) {
    const std::size_t i = 1 + static_cast<std::size_t>(stream.index(inner));
    const std::size_t beside =
        static_cast<std::size_t>(stream.index(instance.points.size()));
    double& point = instance.points[i];
    double& weight = instance.weights[i];
    switch (stream.index(multiplicity > 1 ? 4 : 2)) {
      case 0:
        point += log_uniform_step(1e-6, 0.5, stream);
        break;
      case 1:
        point = instance.points[beside] + log_uniform_step(1e-6, 0.1, stream);
        break;
      case 2:
        weight =
            std::floor(std::exp(stream.uniform(0, std::log(multiplicity + 1))));
        break;
      default:
        weight = std::floor(weight * (stream.bernoulli(0.5) ? 2 : 0.5));
        break;
    }
    point = std::clamp(point, 0.0, 1.0);
    weight = std::clamp(weight, 1.0, multiplicity);
  }
  // Points keep their multiplicities when they pass each other.
  std::vector<std::pair<double, double>> sorted;
  for (std::size_t i = 0; i < instance.points.size(); ++i) {
    sorted.emplace_back(instance.points[i], instance.weights[i]);
  }
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    instance.points[i] = sorted[i].first;
    instance.weights[i] = sorted[i].second;
  }
}

bool all_distinct(const std::vector<double>& points) {
  return std::adjacent_find(points.begin(), points.end()) == points.end();
}

}  // namespace

CellResult run_adversary(const Cell& cell, const RunContext& context) {
  const std::string& shape = cell.parameters.text("shape");
  const auto restarts = cell.parameters.integer("adversary.restarts");
  const auto steps = cell.parameters.integer("adversary.steps");
  RandomStream stream = stream_of(cell, Purpose::kSearch);
  CellResult result;
  for (const double multiplicity :
       cell.parameters.numbers("adversary.multiplicity")) {
    for (const auto intervals :
         cell.parameters.integers("adversary.intervals")) {
      Instance worst;
      Ratios worst_ratios;
      double worst_start = 1, worst_greedy = 0;
      std::int64_t instances = 0;
      for (std::int64_t restart = 0; restart < restarts; ++restart) {
        Instance instance;
        instance.intervals = static_cast<std::size_t>(intervals);
        // From the fewest points that the greedy merges at all.
        const std::size_t least = 4 * instance.intervals + 3;
        const auto count =
            least + static_cast<std::size_t>(stream.index(least));
        instance.points = draw_points(shape, count, stream);
        instance.weights.assign(count, 1);
        Ratios ratios = ratios_of(instance);
        worst_start = std::max(worst_start, ratios.program);
        for (std::int64_t step = 0; step < steps; ++step) {
          if (context.should_stop()) return {};
          Instance other = instance;
          mutate(other, multiplicity, stream);
          const Ratios other_ratios = ratios_of(other);
          worst_greedy = std::max(worst_greedy, other_ratios.greedy);
          ++instances;
          if (other_ratios.program < ratios.program) continue;
          if (!all_distinct(other.points)) continue;
          instance = std::move(other);
          ratios = other_ratios;
        }
        if (ratios.program <= worst_ratios.program) continue;
        worst = instance;
        worst_ratios = ratios;
      }
      result.rows.push_back(
          {{"shape", shape},
           {"multiplicity", multiplicity},
           {"intervals", intervals},
           {"instances", instances},
           {"start_ratio", worst_start},
           {"ratio", worst_ratios.program},
           {"greedy_ratio", worst_greedy},
           {"points", list_of(worst.points)},
           {"weights", list_of(worst.weights)},
           {"own_levels", list_of(worst_ratios.of_program.levels)},
           {"exact_levels", list_of(worst_ratios.exact.levels)}});
    }
  }
  return result;
}

}  // namespace zipml::optimal_levels
