// Exact levels against brute force, and levels off the points (Lemma 3).
#include <algorithm>
#include <array>
#include <cmath>

#include "core/optimal/optimal_levels.h"
#include "experiments/optimal_levels/cells.h"
#include "experiments/optimal_levels/instances.h"

namespace zipml::optimal_levels {
namespace {

using optimal::ExactWay;
using optimal::Points;
using optimal::solve;

struct Way {
  const char* label;
  const char* method;
  ExactWay way = ExactWay::kAutomatic;
};

constexpr std::array kWays = {
    Way{"dynamic_program (the paper's)", "dynamic_program"},
    Way{"divide_and_conquer", "divide_and_conquer"},
    Way{"exact", "exact"},
    Way{"exact, coarse-to-fine", "exact", ExactWay::kCoarseToFine},
    Way{"exact, Lagrangian", "exact", ExactWay::kLagrangian},
    Way{"exact, histogram", "exact", ExactWay::kHistogram},
};

constexpr int kMostSweeps = 2000;

// Compass search over the inner levels as real numbers: a step to either side
// of each level, twice the step after a sweep that helped and half after one
// that did not. It knows nothing of the points. Returns the objective where it
// ends.
double compass_search(const std::vector<double>& points,
                      std::vector<double> levels) {
  double best = variance_by_definition(points, {}, levels);
  double step = 0.25;
  for (int sweep = 0; sweep < kMostSweeps && step > 1e-10; ++sweep) {
    bool better = false;
    for (std::size_t t = 1; t + 1 < levels.size(); ++t) {
      for (const double sign : {-1.0, 1.0}) {
        const double old = levels[t];
        levels[t] = std::clamp(old + sign * step, levels[t - 1], levels[t + 1]);
        const double value = variance_by_definition(points, {}, levels);
        if (value < best) {
          best = value;
          better = true;
        } else {
          levels[t] = old;
        }
      }
    }
    step = better ? std::min(2 * step, 0.25) : step / 2;
  }
  return best;
}

// Inner levels anywhere in [0, 1].
std::vector<double> random_levels(std::size_t levels, RandomStream& stream) {
  std::vector<double> drawn = {0, 1};
  for (std::size_t t = 2; t < levels; ++t) drawn.push_back(stream.uniform());
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

struct Move {
  double bend = 0, better = 0;
};

// One inner level on its way between two neighbouring points: the objective
// at three places against the straight line between both ends (the paper's
// proof: A b + C).
Move move_one_level(const std::vector<double>& points,
                    std::vector<double> levels, RandomStream& stream) {
  const std::size_t t =
      1 + static_cast<std::size_t>(stream.index(levels.size() - 2));
  const double place = stream.uniform(levels[t - 1], levels[t + 1]);
  const auto above = std::upper_bound(points.begin(), points.end() - 1, place);
  const double low = std::max(*(above - 1), levels[t - 1]);
  const double high = std::min(*above, levels[t + 1]);
  const auto at = [&](double share) {
    levels[t] = low + share * (high - low);
    return variance_by_definition(points, {}, levels);
  };
  const double first = at(0), last = at(1);
  const double scale = std::max(first, last);
  Move result;
  if (!(scale > 0)) return result;
  for (const double share : {0.25, 0.5, 0.75}) {
    const double inside = at(share);
    const double line = first + share * (last - first);
    result.bend = std::max(result.bend, std::abs(inside - line) / scale);
    result.better =
        std::max(result.better, (std::min(first, last) - inside) / scale);
  }
  return result;
}

}  // namespace

CellResult run_brute_force(const Cell& cell, LinearProblems&,
                           const RunContext& context) {
  const std::string& shape = cell.parameters.text("shape");
  const auto instances = cell.parameters.integer("brute_force.instances");
  const auto most =
      static_cast<std::uint64_t>(cell.parameters.integer("brute_force.points"));
  RandomStream stream = stream_of(cell, Purpose::kMonteCarlo);
  std::array<double, kWays.size()> worst{};
  std::array<std::int64_t, kWays.size()> agree{};
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
    for (std::size_t way = 0; way < kWays.size(); ++way) {
      const auto found = solve(kWays[way].method, Points(points, weights),
                               {.levels = levels, .way = kWays[way].way});
      const double own = variance_by_definition(points, weights, found.levels);
      const double reported = std::abs(found.variance - own);
      const double difference =
          std::max(std::abs(own - least), reported) / (least > 0 ? least : 1);
      worst[way] = std::max(worst[way], difference);
      agree[way] += difference <= kRounding ? 1 : 0;
    }
  }
  CellResult result;
  for (std::size_t way = 0; way < kWays.size(); ++way) {
    result.rows.push_back({{"shape", shape},
                           {"method", kWays[way].label},
                           {"instances", instances},
                           {"agree", agree[way]},
                           {"worst", worst[way]}});
  }
  return result;
}

CellResult run_off_points(const Cell& cell, LinearProblems&,
                          const RunContext& context) {
  const std::string& shape = cell.parameters.text("shape");
  const auto instances = cell.parameters.integer("off_points.instances");
  const auto starts = cell.parameters.integer("off_points.starts");
  const auto count =
      static_cast<std::size_t>(cell.parameters.integer("off_points.points"));
  RandomStream stream = stream_of(cell, Purpose::kSearch);
  std::int64_t searches = 0, reached = 0, moves = 0;
  double advantage = 0, bend = 0, better = 0;
  for (std::int64_t i = 0; i < instances; ++i) {
    const std::vector<double> points = draw_points(shape, count, stream);
    const auto levels = static_cast<std::size_t>(3 + stream.index(4));
    const auto best = solve("exact", points, {.levels = levels});
    const double optimum = variance_by_definition(points, {}, best.levels);
    for (std::int64_t start = 0; start < starts; ++start) {
      if (context.should_stop()) return {};
      std::vector<double> drawn = random_levels(levels, stream);
      const Move move = move_one_level(points, drawn, stream);
      bend = std::max(bend, move.bend);
      better = std::max(better, move.better);
      ++moves;
      if (!(optimum > 0)) continue;
      // Every other search starts beside the optimum.
      if (start % 2 == 1 && best.levels.size() == levels) {
        drawn = best.levels;
        for (std::size_t t = 1; t + 1 < levels; ++t) {
          drawn[t] = std::clamp(drawn[t] + 0.01 * stream.normal(), 0.0, 1.0);
        }
        std::sort(drawn.begin(), drawn.end());
      }
      const double found = compass_search(points, drawn);
      advantage = std::max(advantage, (optimum - found) / optimum);
      reached += found <= optimum * (1 + 1e-6) ? 1 : 0;
      ++searches;
    }
  }
  CellResult result;
  result.rows.push_back({{"shape", shape},
                         {"searches", searches},
                         {"reached", reached},
                         {"advantage", advantage},
                         {"moves", moves},
                         {"bend", bend},
                         {"better", better}});
  return result;
}

}  // namespace zipml::optimal_levels
