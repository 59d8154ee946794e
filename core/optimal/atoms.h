// The points as the small methods want them: sorted, distinct, in a range
// where squares neither overflow nor vanish.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/optimal/optimal_levels.h"

namespace zipml::optimal {

struct Atoms {
  // Strictly ascending, first and last are the ends (weight 0 where an end is
  // not a point). Data units times 2^-exponent.
  std::vector<double> x;
  std::vector<double> w;
  double total_weight = 0;
  int exponent = 0;
  Ends ends = {};  // in data units

  std::size_t size() const { return x.size(); }
};

// Throws a UserError about an option of that name, or about the points
// ("levels").
[[noreturn]] void refuse(std::string option, std::string message,
                         std::string hint = {});

// Throws the UserErrors that `solve` promises for the points' shape, their
// weights and the number of levels. Does not look at the values.
void check_shape(const Points& points, const LevelsOptions& options);

[[noreturn]] void throw_not_finite(std::size_t index, double value);
// Ends must be finite, low <= high, and contain [least, greatest].
void check_ends(const Ends& ends, double least, double greatest);

// Copies, checks, sorts and merges equal points: O(N log N) time, O(N) memory.
Atoms make_atoms(const Points& points, const LevelsOptions& options);

// The power of two that brings magnitudes up to `largest` and ranges of
// `range` to where sums of squares are safe; 0 for all but extreme data.
int safe_exponent(double largest, double range);

// MV in the atoms' units: sum w (b - x)(x - a) / total, compensated. `levels`
// ascend and contain the atoms.
double mean_variance(const Atoms& atoms, std::span<const double> levels);

// The result in data units, with its variance computed from the levels.
// Levels that are equal are merged; `gap` is in the atoms' units.
OptimalLevels finish(const Atoms& atoms, std::vector<double> levels, double gap,
                     LevelsStatistics statistics);
// The same for a path of indices into the atoms.
OptimalLevels finish_path(const Atoms& atoms,
                          std::span<const std::uint32_t> path, double gap,
                          LevelsStatistics statistics);
// A method without a lower bound: gap = variance.
OptimalLevels finish_uncertified(const Atoms& atoms, std::vector<double> levels,
                                 LevelsStatistics statistics);

// Every atom is a level: what any method returns if there are no more atoms
// than levels. Cost 0.
OptimalLevels all_atoms(const Atoms& atoms);

// Adds atoms that are not yet levels until there are `levels` of them (never
// raises the cost). `indices` ascends; result ascends strictly.
std::vector<std::uint32_t> fill_path(std::vector<std::uint32_t> path,
                                     std::size_t levels, std::size_t atoms);

}  // namespace zipml::optimal
