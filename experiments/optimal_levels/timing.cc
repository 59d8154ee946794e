// How long the methods take: machine-dependent, for tables and figures only.
#include <algorithm>
#include <cmath>
#include <ctime>

#include "core/optimal/optimal_levels.h"
#include "core/optimal/registry.h"
#include "experiments/optimal_levels/cells.h"
#include "experiments/optimal_levels/clock.h"
#include "experiments/optimal_levels/instances.h"

namespace zipml::optimal_levels {

double thread_milliseconds(const std::function<void()>& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 +
           static_cast<double>(time.tv_nsec) * 1e-6;
  };
  const double start = now();
  work();
  return now() - start;
}

namespace {

struct Variant {
  std::string method;
  bool sorted;
  std::vector<double> times = {};
  std::vector<double> ratios = {};
};

double median(std::vector<double> values) {
  const auto middle =
      values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

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

CellResult run_timing(const Cell& cell, LinearProblems&,
                      const RunContext& context) {
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
        {"exact", true}, {"exact", false}, {"near_linear", false}};
    for (const optimal::Method& method : optimal::methods()) {
      const std::string name(method.name);
      if (name == "exact" || name == "near_linear") continue;
      if (affordable(name, static_cast<double>(drawn.size()),
                     static_cast<double>(levels))) {
        variants.push_back({name, true});
      }
    }
    // All take turns, after one that does not count.
    for (std::int64_t turn = 0; turn <= turns; ++turn) {
      double exact = 0;
      for (Variant& variant : variants) {
        if (context.should_stop()) return {};
        const std::vector<double>& points = variant.sorted ? sorted : drawn;
        const double time = thread_milliseconds([&] {
          optimal::solve(variant.method, points,
                         {.levels = static_cast<std::size_t>(levels)});
        });
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
