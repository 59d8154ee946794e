// Prefix sums of weight and first moment over atoms, centred.
#pragma once

#include <cstddef>
#include <vector>

#include "core/optimal/atoms.h"
#include "core/optimal/double_double.h"

namespace zipml::optimal {

// weight(i, j) and moment(i, j) are the sums of w and of w (x - x_reference)
// over the atoms i <= l < j. Sums are kept in double-double and rounded once,
// so an offset of the data costs no accuracy.
class PrefixMoments {
 public:
  explicit PrefixMoments(const Atoms& atoms)
      : x_(atoms.x),
        center_(atoms.x[atoms.size() / 2]),
        weights_(atoms.size() + 1),
        moments_(atoms.size() + 1) {
    for (std::size_t i = 0; i < atoms.size(); ++i) {
      const DoubleDouble w(atoms.w[i]);
      weights_[i + 1] = weights_[i] + w;
      moments_[i + 1] =
          moments_[i] + w * DoubleDouble::difference(atoms.x[i], center_);
    }
  }

  double weight(std::size_t first, std::size_t last) const {
    return (weights_[last] - weights_[first]).hi;
  }
  // Sum of w (x - reference).
  double moment(std::size_t first, std::size_t last, double reference) const {
    return (moments_[last] - moments_[first] -
            (weights_[last] - weights_[first]) *
                DoubleDouble::difference(reference, center_))
        .hi;
  }
  // h at atom j as seen from atom i < j: sum_{i<l<j} w_l (x_j - x_l), the
  // total weight of the upper level if i and j are neighbouring levels times
  // (x_j - x_i).
  double height(std::size_t i, std::size_t j) const {
    return -moment(i + 1, j, x_[j]);
  }

 private:
  const std::vector<double>& x_;
  double center_;
  std::vector<DoubleDouble> weights_;
  std::vector<DoubleDouble> moments_;
};

}  // namespace zipml::optimal
