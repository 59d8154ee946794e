// Sorting of numbers by their bits.
#pragma once

#include <vector>

namespace zipml::optimal {

// Ascending; no NaN. Least-significant-digit radix sort in 11-bit digits,
// digits that all values share left out, for many values; std::sort for few.
// A second buffer of the same size while it runs.
void sort_values(std::vector<double>& values);
void sort_values(std::vector<float>& values);

}  // namespace zipml::optimal
