// Small services on sorted points that do not read all of them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace zipml::optimal {

// Up to `limit` least distinct values, O(limit log N).
template <typename T>
std::vector<double> distinct_values(std::span<const T> sorted,
                                    std::size_t limit);

// Merges equal levels and adds points that are not levels until there are
// `levels` (or no more points). Never raises the cost.
template <typename T>
std::vector<double> fill_levels(std::vector<double> chosen,
                                std::span<const T> sorted, std::size_t levels);

// MV of ascending levels that contain the points: one pass over the data, one
// interval after the other, relative error below 2^-45. Weights may be empty.
template <typename T>
double sorted_variance(std::span<const T> sorted,
                       std::span<const double> weights,
                       std::span<const double> levels);

}  // namespace zipml::optimal
