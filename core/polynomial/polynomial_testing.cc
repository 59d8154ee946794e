#include "core/polynomial/polynomial_testing.h"

#include <vector>

namespace zipml {

Polynomial random_polynomial(RandomStream& stream, int degree, double radius) {
  std::vector<double> coefficients;
  for (int i = 0; i <= degree; ++i) {
    coefficients.push_back(stream.uniform(-1, 1));
  }
  return Polynomial(coefficients, radius);
}

}  // namespace zipml
