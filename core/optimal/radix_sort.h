// Sorting of numbers by their bits.
#pragma once

#include <span>
#include <vector>

namespace zipml::optimal {

// The values in ascending order; no NaN. Least-significant-digit radix sort,
// digits that all values share left out, in digits of 8 bits for some hundred
// values and of 11 bits for many; std::sort for few. Fewer than 2^32 values.
// Two buffers of the same size while it runs, which each thread keeps for its
// next 2^16 values or fewer.
void sort_values(std::span<const double> values, std::vector<double>& sorted);
void sort_values(std::span<const float> values, std::vector<float>& sorted);

// The same in place.
void sort_values(std::vector<double>& values);
void sort_values(std::vector<float>& values);

}  // namespace zipml::optimal
