// The levels with the least squared error of rounding to nearest: k-means in
// one dimension. Not the paper's objective (optimal_levels.h), which is for
// unbiased rounding: here no level needs to be an end.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace zipml::optimal {

// Ascending levels q_1 < ... < q_s with the least
//
//   sum_i min_j (x_i - q_j)^2
//
// over all sets of `levels` levels, up to the rounding of double; the distinct
// values themselves where there are no more of them. The values may come in any
// order. A cluster is a run of sorted values and its level their mean, so a
// dynamic program over runs finds the optimum; its rows are monotone, so that
// each is filled by divide and conquer: O(N log N) for the sort and O(s N log
// N) in all, O(s N) memory (Wang and Song 2011; Gronlund et al. 2017).
// UserError: no values, values that are not finite, no levels, 2^32 values or
// more.
std::vector<double> nearest_levels(std::span<const float> values,
                                   std::size_t levels);

}  // namespace zipml::optimal
