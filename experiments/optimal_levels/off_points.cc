// Levels off the points (Lemma 3).
#include <algorithm>
#include <cmath>

#include "core/optimal/optimal_levels.h"
#include "experiments/optimal_levels/instances.h"
#include "experiments/optimal_levels/tasks.h"

namespace zipml::optimal_levels {
namespace {

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

CellResult run_off_points(const Cell& cell, const RunContext& context) {
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
    const auto best = optimal::solve("exact", points, {.levels = levels});
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
