// The dynamic program when levels may only stand on some of the points.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/optimal/atoms.h"
#include "core/optimal/double_double.h"

namespace zipml::optimal {

// V(a, b) = sum_{a<l<b} w_l (x_b - x_l)(x_l - x_a) in O(1) from prefix sums
// of w, w x and w x^2 about a center, in double-double:
// V = (x_a + x_b) S1 - S2 - S0 x_a x_b.
class CandidateCosts {
 public:
  explicit CandidateCosts(const Atoms& atoms);
  double between(std::uint32_t a, std::uint32_t b) const;

 private:
  struct Moments {
    DoubleDouble weight, first, second;
  };
  std::vector<double> x_;
  double center_;
  std::vector<Moments> before_;
};

// The best `levels` (or fewer, if there are fewer) of ascending candidates,
// which contain the first and last atom; all atoms count. O(N + s M^2) time,
// O(s M + N) memory for M candidates.
std::vector<std::uint32_t> candidate_program(
    const Atoms& atoms, std::span<const std::uint32_t> candidates,
    std::size_t levels, std::int64_t& evaluations);

}  // namespace zipml::optimal
