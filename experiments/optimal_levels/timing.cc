// How long the methods take: machine-dependent, for tables and figures only.
#include <algorithm>
#include <cmath>

#include "core/base/statistics.h"
#include "core/optimal/optimal_levels.h"
#include "core/optimal/registry.h"
#include "experiments/optimal_levels/instances.h"
#include "experiments/optimal_levels/tasks.h"

namespace zipml::optimal_levels {
namespace {

struct Variant {
  std::string method = {};
  bool sorted = true;                           // the points
  std::vector<double> times = {}, ratios = {};  // by turn
};

// The quadratic program is left out where it would take minutes.
bool affordable(const std::string& method, double points, double levels) {
  constexpr double kTransitions = 3e8;
  constexpr double kLayered = 3e9;
  if (method == "dynamic_program") {
    return points * points * levels / 2 <= kTransitions;
  }
  if (method == "divide_and_conquer") {
    return points * std::log2(points) * levels <= kLayered;
  }
  return true;
}

}  // namespace

CellResult run_timing(const Cell& cell, const RunContext& context) {
  const auto log2_points = cell.parameters.integer("log2_points");
  const auto turns = cell.parameters.integer("timing.turns");
  RandomStream stream = stream_of(cell, Purpose::kMonteCarlo);
  std::vector<double> drawn(std::size_t{1} << log2_points);
  for (double& point : drawn) point = std::exp(stream.normal());
  std::vector<double> sorted = drawn;
  std::sort(sorted.begin(), sorted.end());
  CellResult result;
  for (const auto levels : cell.parameters.integers("timing.levels")) {
    std::vector<Variant> variants = {
        {.method = "exact"},
        {.method = "exact", .sorted = false},
        {.method = "near_linear", .sorted = false}};
    for (const optimal::Method& method : optimal::methods()) {
      const std::string name(method.name);
      if (name == "exact" || name == "near_linear") continue;
      if (affordable(name, static_cast<double>(drawn.size()),
                     static_cast<double>(levels))) {
        variants.push_back({.method = name});
      }
    }
    // All take turns, after one that does not count.
    for (std::int64_t turn = 0; turn <= turns; ++turn) {
      double exact = 0;
      for (Variant& variant : variants) {
        if (context.should_stop()) return {};
        const std::vector<double>& points = variant.sorted ? sorted : drawn;
        const double start = context.seconds();
        optimal::solve(variant.method, points,
                       {.levels = static_cast<std::size_t>(levels)});
        const double time = 1e3 * (context.seconds() - start);
        if (&variant == &variants.front()) exact = time;
        if (turn == 0) continue;
        variant.times.push_back(time);
        variant.ratios.push_back(time / exact);
      }
    }
    for (const Variant& variant : variants) {
      result.rows.push_back({{"log2_points", log2_points},
                             {"levels", levels},
                             {"method", variant.method},
                             {"sorted", variant.sorted},
                             {"milliseconds", median(variant.times)},
                             {"ratio", median(variant.ratios)}});
    }
  }
  return result;
}

}  // namespace zipml::optimal_levels
