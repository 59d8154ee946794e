#include "core/optimal/registry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/optimal/atoms.h"
#include "core/optimal/methods/baselines.h"
#include "core/optimal/methods/coordinate_descent.h"
#include "core/optimal/methods/discretised.h"
#include "core/optimal/methods/divide_and_conquer.h"
#include "core/optimal/methods/dynamic_program.h"
#include "core/optimal/methods/exact.h"
#include "core/optimal/methods/greedy_merge.h"
#include "core/optimal/methods/lloyd_max.h"
#include "core/optimal/methods/near_linear.h"

namespace zipml::optimal {
namespace {

// The inner loops of the costs in the methods' headers.
double program_steps(double candidates, double levels) {
  return std::min(levels, candidates) * candidates * candidates / 2;
}
double dynamic_program_steps(double points, const LevelsOptions& options) {
  return program_steps(points, static_cast<double>(options.levels));
}
// The square's factor is measured.
double near_linear_steps(double points, const LevelsOptions& options) {
  const auto levels = std::min(static_cast<double>(options.levels), points);
  return points + 400 * levels * levels;
}
double divide_and_conquer_steps(double points, const LevelsOptions& options) {
  return static_cast<double>(options.levels) * points * std::log2(points + 2);
}
double greedy_then_program_steps(double points, const LevelsOptions& options) {
  const auto levels = static_cast<double>(options.levels);
  const double left = 2 * (1 + options.gamma) * levels + options.delta;
  return program_steps(std::min(left, points), levels);
}
double sweep_steps(double points, const LevelsOptions& options) {
  return options.max_sweeps * static_cast<double>(options.levels) *
         std::log2(points + 2);
}

constexpr std::array kMethods = {
    Method{
        "exact", Guarantee::kExact,
        "an optimum, certified coarse-to-fine; about one reading of the data",
        exact},
    Method{"near_linear", Guarantee::kCertified,
           "one pass in any order, to a gap of your choice (relative_gap)",
           near_linear, near_linear_steps},
    Method{"dynamic_program", Guarantee::kExact,
           "the paper's dynamic program, O(s N^2) (section 3, H)",
           dynamic_program, dynamic_program_steps},
    Method{"divide_and_conquer", Guarantee::kExact,
           "layered divide and conquer, O(s N log N); sorts first",
           divide_and_conquer, divide_and_conquer_steps},
    Method{"discretised", Guarantee::kCertified,
           "the paper's M candidates, O(s M^2 + N) (Theorem 2)", discretised},
    Method{"greedy_merge", Guarantee::kNone,
           "the paper's ADAQUANT (gamma, delta); more levels (Theorem 9)",
           greedy_merge},
    Method{"greedy_then_dynamic_program", Guarantee::kNone,
           "the paper's program on the greedy's levels, O(N log N + k^3)",
           greedy_then_dynamic_program, greedy_then_program_steps},
    Method{"uniform", Guarantee::kNone, "equal steps (QSGD's levels)",
           uniform_levels},
    Method{"quantile", Guarantee::kNone, "equal counts between levels",
           quantile_levels},
    Method{"logarithmic", Guarantee::kNone,
           "halving towards zero on each side that has points",
           logarithmic_levels},
    Method{"lloyd_max", Guarantee::kNone,
           "k-means inner levels: optimal for biased, nearest rounding",
           lloyd_max, sweep_steps},
    Method{"coordinate_descent", Guarantee::kNone,
           "ALQ: each level in turn to its stationary point",
           coordinate_descent, sweep_steps},
};

[[noreturn]] void refuse_size(const Method& method, const Points& points,
                              const LevelsOptions& options) {
  refuse("points",
         std::to_string(points.size()) + " points and " +
             std::to_string(options.levels) + " levels by " +
             std::string(method.name) + " do not fit in memory",
         "exact needs the least");
}

}  // namespace

std::span<const Method> methods() { return kMethods; }

const Method& find_method(std::string_view name) {
  std::vector<std::string> known;
  for (const Method& method : kMethods) {
    if (method.name == name) return method;
    known.emplace_back(method.name);
  }
  // A beginning is as good as a misspelling.
  std::string hint = did_you_mean(std::string(name), known);
  std::string all;
  for (const std::string& other : known) {
    if (hint.empty() && !name.empty() && other.starts_with(name)) {
      hint = "did you mean \"" + other + "\"?";
    }
    all += (all.empty() ? "" : ", ") + other;
  }
  refuse("method",
         "unknown method of optimal levels \"" + std::string(name) + '"',
         hint.empty() ? "known: " + all : hint);
}

OptimalLevels solve(std::string_view method, const Points& points,
                    const LevelsOptions& options) {
  const Method& known = find_method(method);
  try {
    return known.solve(points, options);
  } catch (const std::bad_alloc&) {
    refuse_size(known, points, options);
  } catch (const std::length_error&) {
    refuse_size(known, points, options);
  }
}

}  // namespace zipml::optimal
