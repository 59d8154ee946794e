// The least-squares problem on which the rates of Theorems 1 and 3 are seen.
#pragma once

#include <memory>

#include "core/harness/value.h"
#include "experiments/linear/linear_problem.h"

namespace zipml::sgd_rate {

// A generated problem whose strong convexity does not help within the numbers
// of updates that are run: the eigenvalues of S fall geometrically from 1 to
// 1 / condition, and the optimum has the same share of its norm in each
// direction, so that at every T some of it is left to find.
struct GeneratorSpec {
  int rows = 256;            // K
  int features = 40;         // n < K
  double condition = 1e6;    // largest over smallest eigenvalue of S
  double label_noise = 0.3;  // standard deviation

  friend bool operator==(const GeneratorSpec&, const GeneratorSpec&) = default;
};

Record to_record(const GeneratorSpec& spec);
GeneratorSpec generator_from_record(const Record& record);

// A = sqrt(K) U diag(sqrt(lambda)), lambda_i = condition^(-i / (n - 1)) for
// i = 0 ... n - 1, with U the orthonormal columns of a K x n Gaussian matrix;
// b = A x* + e with x*_i = +-1 / sqrt(n) (random signs, norm 1) and Gaussian
// noise e that is orthogonal to the columns of A, of norm label_noise sqrt(K).
// So S = diag(lambda), x* is the exact optimum and F* = label_noise^2 / 2,
// up to the rounding of A and b to floats. No intercept. The streams are of
// Purpose::kDataGeneration with seed 161105402 and step 0.
std::shared_ptr<const LinearProblem> make_problem(const GeneratorSpec& spec);

}  // namespace zipml::sgd_rate
