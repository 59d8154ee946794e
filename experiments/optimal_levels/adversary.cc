// Against the paper's "general 2-approximation using k intervals", the dynamic
// program on the levels that the greedy leaves: a search for instances where
// it does worse, and a family that is built to make it do so.
#include <algorithm>
#include <cmath>

#include "core/optimal/optimal_levels.h"
#include "experiments/optimal_levels/cells.h"
#include "experiments/optimal_levels/instances.h"

namespace zipml::optimal_levels {
namespace {

using optimal::OptimalLevels;
using optimal::Points;
using optimal::solve;

struct Instance {
  std::vector<double> points;   // ascending, from 0 to 1
  std::vector<double> weights;  // multiplicities: whole numbers from 1
  std::size_t intervals = 2;
};

struct Ratios {
  double program = 1, greedy = 0;  // MV over OPT_k
  OptimalLevels exact, own;
};

Ratios ratios_of(const Instance& instance) {
  const Points points(instance.points, instance.weights);
  const optimal::LevelsOptions options{.levels = instance.intervals + 1};
  const auto variance = [&](const OptimalLevels& levels) {
    return variance_by_definition(instance.points, instance.weights,
                                  levels.levels);
  };
  Ratios result;
  result.exact = solve("exact", points, options);
  const double optimum = variance(result.exact);
  // Below this the objective itself is rounding.
  if (!(optimum > 1e-14)) return result;
  result.own = solve("greedy_then_dynamic_program", points, options);
  result.program = variance(result.own) / optimum;
  result.greedy = variance(solve("greedy_merge", points, options)) / optimum;
  return result;
}

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

CellResult run_adversary(const Cell& cell, LinearProblems&,
                         const RunContext& context) {
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
          const Ratios its = ratios_of(other);
          worst_greedy = std::max(worst_greedy, its.greedy);
          ++instances;
          if (its.program < ratios.program) continue;
          if (!all_distinct(other.points)) continue;
          instance = std::move(other);
          ratios = its;
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
           {"own_levels", list_of(worst_ratios.own.levels)},
           {"exact_levels", list_of(worst_ratios.exact.levels)}});
    }
  }
  return result;
}

CellResult run_constructed(const Cell&, LinearProblems&, const RunContext&) {
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
                             {"own_level", ratios.own.levels.at(1)},
                             {"exact_level", ratios.exact.levels.at(1)}});
    }
  }
  return result;
}

}  // namespace zipml::optimal_levels
