// Sets of points to find levels for, and the objective by its definition.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/harness/experiment.h"

namespace zipml::optimal_levels {

// Relative differences up to here are rounding: sums of some ten terms in
// double, each with a few roundings of 2^-53, and a hundred times that to
// spare.
inline constexpr double kRounding = 1e-12;

// "uniform", "normal", "log-normal", "heavy tail" (a ratio of normals),
// "clusters" (four, tight), "ties" (normal, rounded to twentieths),
// "geometric" (uniform logarithm over 30 octaves).
std::vector<std::string> shape_names();

// `count` >= 2 points of a shape, ascending, moved and scaled to [0, 1] with
// points at both ends (the paper's setting).
std::vector<double> draw_points(const std::string& shape, std::size_t count,
                                RandomStream& stream);

// MV of ascending levels that contain the ascending points:
// sum w (b - x)(x - a) / sum w in extended precision, written as in section
// 3: what every method's own arithmetic is checked with. No weights: all 1.
double variance_by_definition(std::span<const double> points,
                              std::span<const double> weights,
                              std::span<const double> levels);

// The draws of a cell.
RandomStream stream_of(const Cell& cell, Purpose purpose);

// The least MV over every choice of inner levels among the points, by
// enumeration. levels >= 2. For few points only.
double brute_force_variance(std::span<const double> points,
                            std::span<const double> weights,
                            std::size_t levels);

}  // namespace zipml::optimal_levels
